import { bindingsOf, isSuspect } from '@/lib/kernel/taking/inKernel'
import type { Analysis, Uid } from '@/lib/stpa/model'
import type { KernelMark } from './flow'

export function kernelMarkOf(analysis: Analysis, uid: Uid): KernelMark {
  const item = analysis.items.get(uid)
  const bindings = item ? bindingsOf(analysis, item) : []
  if (bindings.length === 0) return 'none'
  return bindings.some(isSuspect) ? 'suspect' : 'bound'
}

/** The badge of a box or an arrow that is bound to the kernel. */
export function KernelBadge({ mark }: { mark: KernelMark }) {
  if (mark === 'none') return null
  const words = mark === 'suspect' ? 'in the kernel, in doubt with another kernel' : 'in the kernel'
  return (
    <span className="diagram-kernel" data-mark={mark} title={words} aria-hidden>
      {mark === 'suspect' ? 'K?' : 'K'}
    </span>
  )
}

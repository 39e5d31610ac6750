import { EmptyState } from '@/components/ui/emptyState'
import type { TraceHead } from '@/lib/client/digests'
import { formatTitle } from './formatTitle'

/** Why a tab of a trace is empty, and which trace would fill it. */
export function Nothing({ what, digest }: { what: string; digest: TraceHead }) {
  const format = formatTitle(digest.summary.files[0]?.format ?? '')
  const hasCalls = digest.summary.total.calls > 0
  return (
    <EmptyState title={`No ${what} in this file`}>
      <p>
        {hasCalls
          ? `This ${format} does not say them.`
          : `What ${format} writes has no single system calls: it sums them up, or shows functions and events.`}
      </p>
      <p className="mt-2">
        A trace that tells most:{' '}
        <code className="break-all font-mono text-[12.5px]">strace -f -ttt -T -yy -s 256 -o FILE COMMAND</code>
      </p>
    </EmptyState>
  )
}

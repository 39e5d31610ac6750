import type { ResourceKind } from '@/lib/trace/action'
import { type SystemViewOptions, usualSystemView } from '@/lib/trace/systemView/model'
import type { View } from '../view'

/** Kinds of resources that a person can have shown, with what they are called. */
export const shownKinds: readonly { readonly kind: ResourceKind; readonly title: string }[] = [
  { kind: 'device', title: 'Devices' },
  { kind: 'sysfs', title: 'Attributes of devices (sysfs)' },
  { kind: 'procfs', title: 'Attributes of the kernel (procfs)' },
  { kind: 'socket', title: 'Sockets' },
  { kind: 'pipe', title: 'Pipes' },
  { kind: 'stdio', title: 'Standard input and output' },
  { kind: 'file', title: 'Files' },
  { kind: 'directory', title: 'Directories' },
]

/** What the address asks of the system view. */
export function optionsOf({ by, kinds, least, words, state }: View): Partial<SystemViewOptions> {
  const known = shownKinds.map(({ kind }) => kind).filter((kind) => kinds.includes(kind))
  return {
    by: by === 'run' ? 'run' : 'command',
    kinds: kinds.length > 0 ? known : usualSystemView.kinds,
    leastCalls: Math.max(1, Math.trunc(Number(least)) || 1),
    isDriversOnly: state !== 'entries',
    words,
  }
}

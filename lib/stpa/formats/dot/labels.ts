/** Graphviz' line breaks \n, \l, \r (centred, left, right) joined by spaces; other escapes are what they escape. */
export function joinLines(label: string): string {
  const plain = label.replace(/\\([\s\S])/g, (_, sign: string) => ('nlr'.includes(sign) ? ' ' : sign))
  return plain.replace(/\s+/g, ' ').trim()
}

/** The text of a node: its label, its id where it has none (`\N` stands for that); of a record without its ports. */
export function labelOfNode(id: string, attributes: ReadonlyMap<string, string>): string {
  const label = attributes.get('label') ?? '\\N'
  const isRecord = /record/i.test(attributes.get('shape') ?? '')
  const parts = isRecord ? label.replace(/<[^<>]*>/g, ' ').replace(/[{}|]/g, ' ') : label
  return joinLines(parts.replaceAll('\\N', id.replaceAll('\\', '\\\\'))) || id
}

export type EdgeLabel = { readonly text: string; readonly interfaceName: string; readonly unsure: boolean }

/** "Set telltale status (CAN bus?)" → text, the interface in the trailing brackets, and whether it was in doubt. */
export function splitInterface(label: string): EdgeLabel {
  const open = label.endsWith(')') ? label.lastIndexOf('(') : -1
  const text = label.slice(0, Math.max(0, open)).trim()
  const inner = label.slice(open + 1, -1).trimEnd()
  if (text === '' || inner.includes(')')) return { text: label, interfaceName: '', unsure: false }
  const unsure = inner.endsWith('?')
  return { text, interfaceName: (unsure ? inner.slice(0, -1) : inner).trim(), unsure }
}

const interfaces: readonly [RegExp, string][] = [
  [/\bcan\b|\bbus\b|\bspi\b|\bi2c\b|ethernet|\blin\b/i, 'bus'],
  [/\bipc\b|d-?bus|socket|pipe/i, 'ipc'],
  [/ioctl/i, 'ioctl'],
  [/sys ?call/i, 'syscall'],
  [/sysfs|procfs|\/proc|\/sys/i, 'sysfs'],
  [/netlink/i, 'netlink'],
  [/\birq\b|interrupt/i, 'irq'],
  [/shared memory|\bshm\b|\bdma\b/i, 'sharedMemory'],
  [/\bsignal\b/i, 'signal'],
]

/** The interface enum that a name in brackets falls under; `other` when none is sure. */
export function interfaceOf(name: string): string {
  return interfaces.find(([pattern]) => pattern.test(name))?.[1] ?? 'other'
}

import type { Attributes } from './graphOf'

/** Graphviz' line breaks \n, \l, \r (centred, left, right) joined by spaces. */
export function joinLines(label: string): string {
  return label
    .replace(/\\[nlr]/g, ' ')
    .replace(/\\(.)/g, '$1')
    .replace(/\s+/g, ' ')
    .trim()
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

/** The labels of one edge: several only when several are given. Without any, undefined. */
export function labelsOf(attributes: Attributes): string[] {
  const given = ['label', 'xlabel', 'taillabel', 'headlabel'].map((name) => joinLines(attributes.get(name) ?? ''))
  return [...new Set(given.filter((label) => label !== ''))]
}

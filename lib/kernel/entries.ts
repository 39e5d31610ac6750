import { callersOf } from './callers'
import { type CallGraph, functionCount, nameOf } from './graph/graph'
import { operationAt, operationCount, operationText } from './graph/operations'

export const entryKinds = ['syscall', 'ioctl', 'fileOperation', 'interrupt'] as const
export type EntryKind = (typeof entryKinds)[number]

/** A function through which the kernel is entered from outside, and what says so. */
export type EntryPoint = {
  readonly kind: EntryKind
  readonly function: number
  /** `name`, or the entry of an operation table: `watchdog_fops+0x50`. */
  readonly basis: string
}

/** What SYSCALL_DEFINE makes on x86 and arm64 (arch/*\/include/asm/syscall_wrapper.h). */
const syscall = /^__(x64|ia32|ia32_compat|arm64|arm64_compat)_sys_/

/** Vectors and exceptions of x86 (asm/idtentry.h) and arm64 (kernel/entry-common.c). */
const vector = /^(sysvec_|exc_|common_interrupt$|spurious_interrupt$|el[01][th]?_\d+_\w+_handler$|gic_handle_irq$)/

/** How drivers name the handlers that they give to request_irq(): a name, not a proof. */
const handler = /(_irq_handler|_handle_irq|_isr|_interrupt|_intr|_irq)$/

/** Tables of struct file_operations and struct proc_ops, by the kernel's usual names. */
const fileTable = /(fops|file_operations|file_ops|_proc_ops)(\.\d+)?\+/

/**
 * The entry points of a graph, by kind and name. System calls and vectors are certain by their names; file operations are
 * those of imported operation tables, or, without tables, functions named as ioctl that nobody calls; handlers of drivers are
 * functions named as such that nobody calls directly.
 */
export function entryPoints(graph: CallGraph): EntryPoint[] {
  const found = new Map<number, EntryPoint>()
  for (let entry = 0; entry < operationCount(graph); entry++) {
    const text = operationText(graph, entry)
    if (!fileTable.test(text)) continue
    const of = operationAt(graph, entry).function
    const kind = isIoctl(nameOf(graph, of)) ? 'ioctl' : 'fileOperation'
    if (!found.has(of)) found.set(of, { kind, function: of, basis: text })
  }
  const { start } = callersOf(graph)
  for (let of = 0; of < functionCount(graph); of++) {
    const kind = kindByName(nameOf(graph, of), start[of] === start[of + 1], operationCount(graph) > 0)
    if (kind && !found.has(of)) found.set(of, { kind, function: of, basis: 'name' })
  }
  const order = new Map(entryKinds.map((kind, index) => [kind, index]))
  return [...found.values()].sort(
    (left, right) => (order.get(left.kind) ?? 0) - (order.get(right.kind) ?? 0) || left.function - right.function,
  )
}

const isIoctl = (name: string): boolean => /(^|_)ioctl($|_)|_ioctl\d*$/.test(name)

function kindByName(name: string, isUncalled: boolean, hasTables: boolean): EntryKind | undefined {
  if (syscall.test(name)) return 'syscall'
  if (vector.test(name)) return 'interrupt'
  if (!isUncalled) return undefined
  if (handler.test(name)) return 'interrupt'
  return !hasTables && isIoctl(name) ? 'ioctl' : undefined
}

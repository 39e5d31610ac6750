import type { SystemCallName } from '../model'
import type { CallSubsystem, Delegate } from './answers'
import type { KernelTables } from './kernelTables'
import { type Architecture, architectures, type CallRow, notImplemented } from './model'
import { actualCall, isByResource, operationOf } from './multiplexers'

/** The bit that marks numbers of x32 among those of x86-64 (arch/x86/include/uapi/asm/unistd.h). */
const x32Bit = 0x40000000

/** The bits that mark numbers of the old ABI of ARM (arch/arm/include/asm/unistd.h, __NR_OABI_SYSCALL_BASE). */
const oldArmBase = 0x900000

/**
 * Names of system calls by their numbers, which mean something else on every architecture: 336 is ppoll on ARM and
 * perf_event_open on i386. The one place where a number becomes a name: readers ask it (ReadingOptions.systemCall), and all
 * that comes after them sees names. undefined for a number that the tables do not have.
 */
export const callNames =
  (tables: KernelTables, arch: Architecture): SystemCallName =>
  (number, mode = '') =>
    rowOfNumber(tables, inMode(arch, mode), number)?.name

/** A kernel runs programs of other architectures, too; strace says so: `Process PID=1234 runs in 32 bit mode`. */
function inMode(arch: Architecture, mode: string): Architecture {
  if (mode === 'x32') return 'x32'
  if (mode !== '32 bit') return arch
  return arch === 'arm64' || arch === 'arm' ? 'arm' : 'i386'
}

/**
 * Who answers for a system call of a trace. `name` is as tracers print it (`openat`, `sys_enter_newstat`,
 * `__x64_sys_read`); one that is a number still is not known, see callNames; `args` are its arguments as strace prints them, '' when the trace has none: they say which operation
 * of prctl, which call of socketcall, which family of socket. A name that the tables do not have, such as one newer than
 * their kernel, is answered too, with what is known of its name alone, or category Unknown.
 */
export function subsystemOfCall(tables: KernelTables, arch: Architecture, name: string, args = ''): CallSubsystem {
  const asked = plainName(name)
  const row = rowOf(tables, arch, asked)
  const call = row?.name ?? asked
  const actual = actualCall(call, args) ?? ''
  const { category, basis } = categoryOf(tables, arch, call, actual, row)
  return {
    kernel: tables.kernel,
    arch,
    name: call,
    number: row?.number,
    entry: row?.entry ?? '',
    file: row?.file ?? '',
    line: row?.line ?? 0,
    sections: sectionsOf(tables, row?.file ?? ''),
    delegate: delegateOf(tables, row, actual, operationOf(call, args)),
    category,
    operation: operationOf(call, args),
    actual,
    isByResource: isByResource(call, args),
    basis,
  }
}

export const sectionsOf = ({ generated }: KernelTables, file: string): readonly string[] =>
  generated.sections.get(file) ?? []

/** Without what tracers put around it: events of ftrace, symbols of the kernel, strace's mark for calls of x86-64 in x32. */
const plainName = (name: string): string =>
  name.replace(/^(sys_enter_|sys_exit_|(__(x64|ia32|arm64)_)?sys_)/, '').replace(/#64$/, '')

function rowOf(tables: KernelTables, arch: Architecture, name: string): CallRow | undefined {
  return tables.byName.get(arch)?.get(name) ?? (arch === 'x32' ? tables.byName.get('x86-64')?.get(name) : undefined)
}

function rowOfNumber(tables: KernelTables, arch: Architecture, number: number): CallRow | undefined {
  const isX32 = arch === 'x32' || (arch === 'x86-64' && number >= x32Bit)
  if (!isX32)
    return tables.byNumber.get(arch)?.get(arch === 'arm' && number >= oldArmBase ? number - oldArmBase : number)
  const own = number >= x32Bit ? number - x32Bit : number
  return tables.byNumber.get('x32')?.get(own) ?? tables.byNumber.get('x86-64')?.get(own)
}

function categoryOf(tables: KernelTables, arch: Architecture, call: string, actual: string, row: CallRow | undefined) {
  const { kernel, categories } = tables
  if (row && (row.entry === notImplemented || row.file === '')) {
    const basis = `The number is taken, but Linux ${kernel} has nothing behind it on ${arch}.`
    return { category: 'Not implemented', basis } as const
  }
  const named = categories.get(actual === '' ? call : actual)
  const absent = row ? '' : ` Linux ${kernel} has no such call on ${arch}.`
  if (named) return { category: named.category, basis: `${named.basis}${absent}` }
  const basis = row
    ? `Our reviewed table, which is of Linux 6.1, does not have this call; its code is in ${row.file}.`
    : `Linux ${kernel} has no such call on ${arch}: it is newer, or no system call.`
  return { category: 'Unknown', basis } as const
}

function delegateOf(
  tables: KernelTables,
  row: CallRow | undefined,
  actual: string,
  operation: string,
): Delegate | undefined {
  const call = actual === '' ? row : anyRow(tables, row?.arch, actual)
  if (actual !== '' && call && call.file !== '')
    return { file: call.file, sections: sectionsOf(tables, call.file), basis: `The first argument chooses ${actual}.` }
  const family = row?.name === 'socket' || row?.name === 'socketpair' ? operation : ''
  const familyFile = tables.families.get(family)
  if (familyFile !== undefined)
    return {
      file: familyFile,
      sections: sectionsOf(tables, familyFile),
      basis: `The family ${family} is served there.`,
    }
  const delegate = tables.delegates.get(row?.entry ?? '')
  if (!delegate || delegate.file === row?.file) return undefined
  return { ...delegate, sections: sectionsOf(tables, delegate.file) }
}

/** A call by its name, of this architecture or of any: what i386 has behind ipc has no number of its own there. */
function anyRow(tables: KernelTables, arch: Architecture | undefined, name: string): CallRow | undefined {
  const order = arch === undefined ? architectures : [arch, ...architectures]
  return order.map((each) => tables.byName.get(each)?.get(name)).find((row) => row !== undefined && row.file !== '')
}

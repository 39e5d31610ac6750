import { StpaError } from '@/lib/stpa/errors'
import { notImplemented } from '../model'

/** A line of a table of system calls. */
export type TableLine = {
  readonly number: number
  readonly abi: string
  readonly name: string
  readonly entry: string
}

/**
 * Reads a table of system calls (`syscall_64.tbl`, …): number, ABI, name and entry in columns, `#` for comments. A line
 * without an entry is a number that does nothing. Source: the head of arch/x86/entry/syscalls/syscall_64.tbl.
 * @throws StpaError unreadable for a line of another form
 */
export function readCallTable(file: string, text: string): TableLine[] {
  return text.split('\n').flatMap((line, index): TableLine[] => {
    const words = line.replace(/#.*/, '').trim().split(/\s+/)
    if (words[0] === '') return []
    const [number = '', abi, name, entry] = words
    if (!/^\d{1,9}$/.test(number) || abi === undefined || name === undefined) {
      const message = `${file}:${index + 1} is no line of a table of system calls: number, ABI, name, entry.`
      throw new StpaError('unreadable', message, { place: { file, line: index + 1 } })
    }
    // `-` stands for no entry where only a compat entry follows.
    return [{ number: Number(number), abi, name, entry: entry === undefined || entry === '-' ? notImplemented : entry }]
  })
}

/** ARM's private calls, numbered from `__ARM_NR_BASE` in arch/arm/include/uapi/asm/unistd.h; one function takes all. */
export function readArmPrivate(text: string): TableLine[] {
  const base = Number(/^#define\s+__ARM_NR_BASE\s+\(__NR_SYSCALL_BASE\s*\+\s*(0x[0-9a-f]+)\)/m.exec(text)?.[1])
  const calls = text.matchAll(/^#define\s+__ARM_NR_(\w+)\s+\(__ARM_NR_BASE\s*\+\s*(\d+)\)/gm)
  return [...calls].flatMap(([, name, offset]) =>
    name === undefined || !Number.isSafeInteger(base)
      ? []
      : [{ number: base + Number(offset), abi: 'private', name, entry: 'arm_syscall' }],
  )
}

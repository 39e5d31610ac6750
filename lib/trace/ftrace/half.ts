/** Entry or exit of a system call, as an event tells of it. */
export type Half = {
  readonly isEntry: boolean
  /** Told by number (raw_syscalls), not by the event of the call itself (syscalls). */
  readonly isRaw: boolean
  readonly number: number | undefined
  readonly name: string
  /** Arguments of an entry; the result of an exit, as it stands there. */
  readonly text: string
  /** Result of an exit; undefined where it is damaged. 0 for an entry. */
  readonly value: number | undefined
}

/**
 * Reads the events of system calls in all their forms: ftrace, trace-cmd (also -R), perf script. `event` is the name without
 * its system; of ftrace's short form, `sys_openat` with a text that begins with a bracket or an arrow.
 */
export function halfOf(event: string, text: string): Half | undefined {
  if (!event.startsWith('sys_')) return undefined
  if (event === 'sys_enter') return rawEntry(text)
  const [, way, own] = /^sys_(enter_|exit_)?(\w{1,60})$/.exec(event) ?? []
  if (own === undefined) return undefined
  if (way === 'enter_') return entry(own, text)
  // Of the short form, sys_exit(…) and sys_exit_group(…) are calls, no exits of others.
  if (text.startsWith('(')) return entry(event.slice('sys_'.length), text.replace(/^\((.*)\)$/s, '$1'))
  if (event === 'sys_exit') return rawExit(text)
  if (way === 'exit_') return exit(own, text)
  return text.startsWith('-> ') ? exit(own, text.slice(3)) : undefined
}

const entry = (name: string, text: string): Half => ({
  isEntry: true,
  isRaw: false,
  number: undefined,
  name,
  text,
  value: 0,
})

const exit = (name: string, text: string): Half => ({
  ...entry(name, text.trim()),
  isEntry: false,
  value: resultOf(text),
})

/** `NR 273 (7fe690e8da20, 18, 0, …)`; trace-cmd -R: `id=33 args=ARRAY[0b, 00, …]`, the bytes of six words. */
function rawEntry(text: string): Half | undefined {
  const [, digits, args] = /^NR (-?\d{1,10}) \((.*)\)$/s.exec(text) ?? []
  if (digits !== undefined) return { ...entry('', args ?? ''), isRaw: true, number: Number(digits) }
  const [, id, bytes] = /^id=(-?\d{1,10}) args=ARRAY\[([0-9a-f, ]{0,400})\]/.exec(text) ?? []
  return id === undefined ? undefined : { ...entry('', wordsOf(bytes ?? '')), isRaw: true, number: Number(id) }
}

/** `NR 273 = 0`; trace-cmd -R: `id=33 ret=1`. */
function rawExit(text: string): Half | undefined {
  const [, digits, result] = /^(?:NR|id=) ?(-?\d{1,10}) (?:= |ret=)(\S{1,40})$/.exec(text.trim()) ?? []
  return digits === undefined ? undefined : { ...exit('', result ?? ''), isRaw: true, number: Number(digits) }
}

/** Bytes of a little-endian machine as hexadecimal words, which is how `NR` lines have them. */
function wordsOf(bytes: string): string {
  const all = bytes.split(', ')
  const words: string[] = []
  for (let at = 0; at + 8 <= all.length; at += 8)
    words.push(
      all
        .slice(at, at + 8)
        .reverse()
        .join('')
        .replace(/^0+(?=.)/, ''),
    )
  return words.join(', ')
}

/** Results of 64 or 32 bits, in decimal or hexadecimal, as signed: `0xfffffffffffffffe` is -2. A damaged one is none. */
function resultOf(text: string): number | undefined {
  const trimmed = text.trim()
  if (/^-?\d{1,20}$/.test(trimmed) || /^0x[0-9a-f]{1,7}$/.test(trimmed)) return Number(trimmed)
  if (!/^0x[0-9a-f]{8,16}$/.test(trimmed)) return undefined
  const value = BigInt(trimmed)
  const signed = trimmed.length > 10 ? BigInt.asIntN(64, value) : BigInt.asIntN(32, value)
  return Number(signed)
}

import type { TableLine } from './callTables'
import { type Include, type Macros, preprocess } from './preprocessor'

/** At most so many macros inside each other. */
const deepest = 16

/**
 * System calls of an architecture that takes the generic list (include/uapi/asm-generic/unistd.h): `text` is the
 * architecture's own unistd.h, which says by `__ARCH_WANT_…` what it takes and includes the list. 64 bits are assumed.
 * @throws StpaError unreadable for conditions that cannot be read
 */
export function readGenericCalls(file: string, text: string, include: Include): TableLine[] {
  const macros: Macros = new Map([['__BITS_PER_LONG', { body: '64' }]])
  const lines = preprocess(file, text, macros, include)
  macros.delete('__SYSCALL') // what a call expands to is what is looked for
  const entries = new Map(lines.flatMap((line) => entryOf(macros, line)))
  const names = [...macros.keys()].filter((name) => /^__NR_[a-z]\w*$/.test(name) && name !== '__NR_syscalls')
  return names.flatMap((macro): TableLine[] => {
    const number = numberOf(macros, macro)
    const entry = number === undefined ? undefined : entries.get(number)
    if (number === undefined || entry === undefined) return []
    return [{ number, abi: 'common', name: macro.slice('__NR_'.length), entry }]
  })
}

/** `__SC_COMP(__NR_io_setup, sys_io_setup, …)` as its number and entry. */
function entryOf(macros: Macros, line: string): [number, string][] {
  const [, number, entry] = /^__SYSCALL\(\s*(\w+)\s*,\s*(\w+)\s*\)/.exec(expanded(macros, line)) ?? []
  const found = number === undefined ? undefined : numberOf(macros, number)
  return found === undefined || entry === undefined ? [] : [[found, entry]]
}

/** A line that begins with a macro with arguments, expanded until it begins with none. */
function expanded(macros: Macros, line: string): string {
  let text = line
  for (let depth = 0; depth < deepest; depth++) {
    const [, name = '', list = ''] = /^(\w+)\(([^()]*)\)/.exec(text) ?? []
    const { parameters, body } = macros.get(name) ?? {}
    if (!parameters || body === undefined) return text
    const values = list.split(',').map((value) => value.trim())
    text = body.replace(/\w+/g, (word) => values[parameters.indexOf(word)] ?? word)
  }
  return text
}

function numberOf(macros: Macros, name: string): number | undefined {
  let text = name
  for (let depth = 0; depth < deepest && /^[A-Za-z_]/.test(text); depth++) text = macros.get(text)?.body ?? ''
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined
}

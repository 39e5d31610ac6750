/** A function of an ELF file. Addresses are 16 hexadecimal digits: they compare as text, and need 64 bits. */
export type ElfFunction = { readonly address: string; readonly size: number; readonly name: string }

/** Functions by address, and the name of those that share one (aliases), which ks-nav drops. */
export type ElfFunctions = { readonly functions: readonly ElfFunction[]; readonly aliases: number }

const types = new Set(['FUNC', 'NOTYPE', 'IFUNC', 'GNU_IFUNC'])

const isNumber = (word: string): boolean => /^\d+$/.test(word)

/** The columns of a line of `readelf -sW`: number, value, size, type, binding, visibility, section, name; '' where it is none. */
export function symbolLine(text: string) {
  const [number = '', address = '', size = '0', type = '', binding = '', , section = '', name = ''] = text
    .trim()
    .split(/\s+/, 8)
  const isOne = /^\d+:$/.test(number) && /^[0-9a-f]+$/.test(address)
  return { address, size, type: isOne ? type : '', binding, section, name }
}

/** x86's retpolines are no FUNC in every kernel, but a jump through them is an indirect call. */
export const isThunk = (name: string): boolean => /^__x86_indirect_(call_|jump_)?thunk_/.test(name)

const bindings: Readonly<Record<string, number>> = { GLOBAL: 0, LOCAL: 1, WEAK: 2 }

/** Which of several names at one address stands for the function: the lowest. A system call has up to four. */
function rankOf(name: string, binding: string): number {
  const family = /^__x64_sys_/.test(name) ? 0 : /^(__ia32_|__se_sys_|__do_sys_)/.test(name) ? 2 : 1
  return (/^(init|cleanup)_module$/.test(name) ? 3 : family) * 10 + (bindings[binding] ?? 3)
}

/**
 * Functions from `readelf -sW`, one for each address as radare2 has them; a name that is used again gets `_1`, `_2`, … in
 * the order of addresses.
 */
export function readSymbols(lines: Iterable<string>): ElfFunctions {
  const best = new Map<string, { name: string; rank: number; size: number }>()
  let aliases = 0
  for (const text of lines) {
    const { address: value, size, type, binding, section, name } = symbolLine(text)
    if (!types.has(type) || !isNumber(section) || name === '' || (type === 'NOTYPE' && !isThunk(name))) continue
    const address = value.padStart(16, '0')
    const rank = rankOf(name, binding)
    const known = best.get(address)
    if (known) aliases++
    const bytes = Math.max(Number(size), known?.size ?? 0) // Number also reads 0x…, which readelf prints for large ones
    if (!known || rank < known.rank) best.set(address, { name: name.split('@')[0] ?? name, rank, size: bytes })
    else known.size = bytes
  }
  return { functions: numbered(best), aliases }
}

function numbered(best: ReadonlyMap<string, { name: string; size: number }>): ElfFunction[] {
  const times = new Map<string, number>()
  return [...best]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([address, { name, size }]) => {
      const count = times.get(name) ?? 0
      times.set(name, count + 1)
      return { address, size, name: count === 0 ? name : `${name}_${count}` }
    })
}

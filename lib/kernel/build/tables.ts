import { type ElfFunction, symbolLine } from './symbols'

/** A section that holds bytes: where it lies in memory and in the file. */
export type ElfSection = {
  readonly number: number
  readonly name: string
  readonly address: bigint
  readonly offset: number
  readonly size: number
}

/** A variable of an ELF file. */
export type ElfObject = {
  readonly name: string
  readonly address: bigint
  readonly size: number
  readonly section: number
}

/** A word of a variable that is the address of a function. `address` is that of the function, 16 hexadecimal digits. */
export type TableEntry = {
  readonly table: string
  readonly tableAddress: string
  readonly offset: number
  readonly section: string
  readonly address: string
}

const section = /^\s*\[\s*(\d+)\]\s+(\S+)\s+PROGBITS\s+([0-9a-f]+)\s+([0-9a-f]+)\s+([0-9a-f]+)/

/** Sections from `readelf -SW`; those without bytes in the file (NOBITS) are left out. */
export function readSections(lines: Iterable<string>): ElfSection[] {
  return [...lines].flatMap((line): ElfSection[] => {
    const [, number, name = '', address, offset, size] = section.exec(line) ?? []
    if (number === undefined) return []
    const hex = (text: string | undefined): number => Number.parseInt(text ?? '0', 16)
    return [{ number: Number(number), name, address: BigInt(`0x${address}`), offset: hex(offset), size: hex(size) }]
  })
}

/** Variables from `readelf -sW`. */
export function readObjects(lines: Iterable<string>): ElfObject[] {
  return [...lines].flatMap((line): ElfObject[] => {
    const { address, size, type, section, name } = symbolLine(line)
    if (type !== 'OBJECT' || !/^\d+$/.test(section) || name === '') return []
    return [{ name, address: BigInt(`0x${address}`), size: Number(size), section: Number(section) }]
  })
}

/** Is what a section holds the same for ever? Then a call through a table in it has no other targets. */
export const isConstant = ({ section: name }: TableEntry): boolean => /^\.(ro)?data\.rel\.ro|^\.rodata/.test(name)

const word = 8

/**
 * Entries of operation tables: aligned words of the variables in a section that are the first byte of a function. Values
 * of variables that are not constant are those at the start.
 */
export function tableEntries(
  bytes: Uint8Array,
  { number, name, address, size }: ElfSection,
  objects: readonly ElfObject[],
  functions: ReadonlyMap<string, ElfFunction>,
): TableEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return objects.flatMap((one) => {
    const start = Number(one.address - address)
    if (one.section !== number || start < 0 || start + one.size > Math.min(size, bytes.length)) return []
    const found: TableEntry[] = []
    for (let offset = 0; offset + word <= one.size; offset += word) {
      const target = view
        .getBigUint64(start + offset, true)
        .toString(16)
        .padStart(16, '0')
      if (!functions.has(target)) continue
      const tableAddress = one.address.toString(16).padStart(16, '0')
      found.push({ table: one.name, tableAddress, offset, section: name, address: target })
    }
    return found
  })
}

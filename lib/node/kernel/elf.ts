import { closeSync, mkdtempSync, openSync, readdirSync, readSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CallReader, type ElfCall } from '@/lib/kernel/build/calls'
import { type ElfFunction, type ElfFunctions, readSymbols } from '@/lib/kernel/build/symbols'
import { readObjects, readSections, type TableEntry, tableEntries } from '@/lib/kernel/build/tables'
import { StpaError } from '@/lib/stpa/errors'
import { linesOf } from './programs'

/** An ELF file with what readelf says of its symbols: functions and variables. */
export type Elf = { readonly file: string; readonly symbols: readonly string[] }

/** Symbols that are defined there; those that only stand for another file's (`ld --just-symbols`) are absolute. */
export async function readElf(file: string): Promise<Elf> {
  const symbols: string[] = []
  for await (const line of linesOf('readelf', ['-sW', file]))
    if (/ (FUNC|NOTYPE|IFUNC|OBJECT) /.test(line) && !/\s(UND|ABS)\s/.test(line)) symbols.push(line)
  return { file, symbols }
}

/** Functions of several files together. @throws StpaError unreadable when there is none */
export function functionsOf(elfs: readonly Elf[]): ElfFunctions {
  const found = readSymbols(elfs.flatMap(({ symbols }) => symbols))
  if (found.functions.length > 0) return found
  throw new StpaError('unreadable', `${elfs[0]?.file} has no function symbols: use one that is not stripped.`)
}

/** Addresses of the functions that one file defines. */
export const addressesOf = (elf: Elf): ReadonlySet<string> =>
  new Set(readSymbols(elf.symbols).functions.map(({ address }) => address))

export async function callsOf({ file }: Elf, functions: readonly ElfFunction[]): Promise<ElfCall[]> {
  const reader = new CallReader(functions)
  const calls: ElfCall[] = []
  for await (const line of linesOf('objdump', ['-d', '-w', '--no-show-raw-insn', file])) {
    const call = reader.read(line)
    if (call) calls.push(call)
  }
  return calls
}

/** Larger sections hold no tables of operations. */
const sectionLimit = 256_000_000

/** Entries of the operation tables of a file: words of its variables that are addresses of functions. */
export async function tablesOf({ file, symbols }: Elf, functions: readonly ElfFunction[]): Promise<TableEntry[]> {
  const lines: string[] = []
  for await (const line of linesOf('readelf', ['-SW', file])) lines.push(line)
  const objects = readObjects(symbols)
  const byAddress = new Map(functions.map((one) => [one.address, one]))
  const wanted = new Set(objects.map((one) => one.section))
  const descriptor = openSync(file, 'r')
  try {
    return readSections(lines)
      .filter(({ number, size }) => wanted.has(number) && size <= sectionLimit)
      .flatMap((section) => {
        const bytes = new Uint8Array(section.size)
        const count = readSync(descriptor, bytes, 0, section.size, section.offset)
        const own = objects.filter((one) => one.section === section.number)
        return tableEntries(bytes.subarray(0, count), section, own, byAddress)
      })
  } finally {
    closeSync(descriptor)
  }
}

/** Where x86-64 loads modules (asm/pgtable_64_types.h: MODULES_VADDR with KASLR); for others it is as good as any. */
const moduleBase = '0xffffffffc0000000'

/**
 * Modules (`*.ko` below a folder) linked against the kernel's symbols, as one ELF file that is gone after the work.
 * @throws StpaError unreadable: there is none, they are compressed, ld refuses them
 */
export async function withModules<T>(vmlinux: string, folder: string, work: (elf: Elf) => Promise<T>): Promise<T> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()
  const modules = names.filter((name) => name.endsWith('.ko')).map((name) => join(folder, name))
  if (modules.length === 0) {
    const isPacked = names.some((name) => /\.ko\.(gz|xz|zst)$/.test(name))
    const hint = isPacked ? ': they are compressed, unpack them first' : ''
    throw new StpaError('unreadable', `${folder} holds no module (*.ko)${hint}.`, { place: { file: folder } })
  }
  const scratch = mkdtempSync(join(tmpdir(), 'stpa-modules-'))
  try {
    const output = join(scratch, 'modules.elf')
    const options = ['-nostdlib', '--noinhibit-exec', '--unresolved-symbols=ignore-all', '-z', 'muldefs']
    const place = [`--just-symbols=${vmlinux}`, `-Ttext=${moduleBase}`, '-e', '0', '-o', output]
    for await (const _line of linesOf('ld', [...options, ...place, ...modules])) void _line
    return await work(await readElf(output))
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

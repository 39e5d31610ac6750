import { closeSync, openSync, readSync, writeFileSync } from 'node:fs'
import Database from 'libsql'
import type { ElfCall } from '@/lib/kernel/build/calls'
import { type Frame, FrameReader } from '@/lib/kernel/build/frames'
import { type ElfFunctions, isThunk } from '@/lib/kernel/build/symbols'
import { isConstant, type TableEntry } from '@/lib/kernel/build/tables'
import { type Maintainers, sectionsOf } from '@/lib/kernel/graph/maintainers'
import { navSectionName } from '@/lib/kernel/graph/names'
import { csvOf } from '@/lib/text/csv'
import { addressesOf, callsOf, type Elf, functionsOf, readElf, tablesOf, withModules } from './elf'
import { linesOf } from './programs'

export type BuildRequest = {
  readonly vmlinux: string
  /** The file to write; there must be none. */
  readonly output: string
  readonly maintainers: Maintainers
  /** `CONFIG_` lines of a kernel configuration; '' for none. */
  readonly config: string
  /** A folder with modules (`*.ko`) that are added as if they were built in. */
  readonly modules?: string
  /** A file to write the entries of operation tables to; there must be none. */
  readonly operations?: string
  readonly progress: (words: string) => void
}

export type Built = {
  functions: number
  aliases: number
  calls: number
  indirect: number
  files: number
  tags: number
  /** Entries of operation tables. */
  operations: number
}

/** ks-nav's tables for SQLite (db_sqlite.sql), with its indexes. */
const schema = `
create table instances (instance_id INTEGER PRIMARY KEY, version_string varchar(40), note varchar(50));
create table xrefs (caller int, callee int, ref_addr varchar(20), source_line varchar(1024), xref_instance_id_ref int);
create table tags (tag_id INTEGER PRIMARY KEY, subsys_name varchar(100), tag_file_ref_id int not null, tag_instance_id_ref int not null);
create table configs (config_id INTEGER PRIMARY KEY, config_symbol varchar(50), config_value varchar(150), config_instance_id_ref int not null);
create table symbols (symbol_id INTEGER PRIMARY KEY, symbol_name varchar(100), symbol_address varchar(20), symbol_type varchar(15), symbol_file_ref_id int, symbol_instance_id_ref int not null);
create table files (file_id INTEGER PRIMARY KEY, file_name varchar(100), file_instance_id_ref int not null);
create index symbol_name_idx on symbols (symbol_name);
create index caller_idx on xrefs (caller);
create index callee_idx on xrefs (callee);
create index file_name_idx on files (file_name);
create index tag_file_ref_id_idx on tags (tag_file_ref_id);
create index symbol_file_ref_id_idx on symbols (symbol_file_ref_id);`

/**
 * Makes a ks-nav database of an ELF file with symbols, by binutils: readelf, objdump and addr2line, all streamed; with
 * modules, which ld links to it. A call through a constant table has each of its functions as a callee.
 * @throws StpaError unreadable
 */
export async function buildDatabase(request: BuildRequest): Promise<Built> {
  request.progress('Reading symbols')
  const kernel = await readElf(request.vmlinux)
  if (request.modules === undefined) return build(request, [kernel])
  request.progress('Linking modules')
  return withModules(request.vmlinux, request.modules, (modules) => build(request, [kernel, modules]))
}

async function build(request: BuildRequest, elfs: readonly Elf[]): Promise<Built> {
  const { vmlinux, progress } = request
  const found = functionsOf(elfs)
  progress(`Disassembling ${found.functions.length} functions`)
  const calls = await Promise.all(elfs.map((elf) => callsOf(elf, found.functions)))
  progress(`Looking up the lines of ${calls.flat().length} calls`)
  const places = await placesOf(elfs, found, calls)
  progress('Reading operation tables')
  const tables = (await Promise.all(elfs.map((elf) => tablesOf(elf, found.functions)))).flat()
  progress('Writing')
  if (request.operations !== undefined)
    writeFileSync(request.operations, operationsCsv(tables, found, places.fileOf), { flag: 'wx' })
  const resolved = throughTables(calls.flat(), tables)
  return { ...write(request, found, resolved, places, versionIn(vmlinux)), operations: tables.length }
}

/** A call indexed by a constant table enters each of its functions; its own row, unresolved, is then not needed. */
function throughTables(calls: readonly ElfCall[], tables: readonly TableEntry[]): ElfCall[] {
  const targets = new Map<string, string[]>()
  for (const entry of tables.filter(isConstant)) {
    const known = targets.get(entry.tableAddress)
    if (known) known.push(entry.address)
    else targets.set(entry.tableAddress, [entry.address])
  }
  return calls.flatMap((call) => {
    const callees = new Set(call.table === undefined ? [] : targets.get(call.table))
    return callees.size === 0 ? [call] : [...callees].map((callee) => ({ ...call, callee }))
  })
}

/** The CSV that `stpa kernel import --operations` reads. */
function operationsCsv(
  tables: readonly TableEntry[],
  { functions }: ElfFunctions,
  fileOf: ReadonlyMap<string, string>,
): string {
  const names = new Map(functions.map(({ address, name }) => [address, name]))
  const rows = tables.map(({ table, offset, section, address }) => [
    table,
    `0x${offset.toString(16)}`,
    section,
    names.get(address),
    shortened(address),
    fileOf.get(address),
  ])
  return csvOf([['object', 'offset', 'section', 'function', 'address', 'file'], ...rows])
}

type Places = { readonly fileOf: ReadonlyMap<string, string>; readonly lineOf: ReadonlyMap<string, string> }

/** File of each function: the frame of its own name, else the outermost. Line of each call: the outermost frame. */
async function placesOf(
  elfs: readonly Elf[],
  { functions }: ElfFunctions,
  calls: readonly (readonly ElfCall[])[],
): Promise<Places> {
  const names = new Map(functions.map((one) => [one.address, one.name]))
  const raw = new Map<string, string>()
  const lines = new Map<string, Frame>()
  const note = (one: { address: string; frames: readonly Frame[] } | undefined): void => {
    const outermost = one?.frames.at(-1)
    if (!one || !outermost) return
    const name = names.get(one.address)
    if (name !== undefined && !raw.has(one.address)) {
      raw.set(one.address, (one.frames.find((frame) => frame.function === name) ?? outermost).file)
      return
    }
    lines.set(one.address, outermost)
  }
  // Functions first: a call may stand at the first byte of one.
  const asked = function* (addresses: Iterable<string>) {
    for (const address of addresses) yield `0x${address}\n`
  }
  for (const [index, elf] of elfs.entries()) {
    const sites = (calls[index] ?? []).map((call) => call.site)
    for (const addresses of [addressesOf(elf), sites]) {
      const reader = new FrameReader()
      for await (const line of linesOf('addr2line', ['-a', '-i', '-f', '-e', elf.file], asked(addresses)))
        note(reader.read(line))
      note(reader.end())
    }
  }
  const shown = shorter(functions, raw)
  return {
    fileOf: new Map([...raw].map(([address, file]) => [address, shown(file)])),
    lineOf: new Map(
      [...lines].map(([site, { file, line }]) => [site, line > 0 && file !== '??' ? `${shown(file)}:${line}` : 'NONE']),
    ),
  }
}

/**
 * Paths from the root of the source: without the folder of the build, which is what stands before init/main.c at
 * start_kernel, else what all absolute paths share. C files and assembly of one kernel may be built in two folders: there
 * the folders at the root are known from the first.
 */
function shorter(functions: ElfFunctions['functions'], raw: ReadonlyMap<string, string>): (file: string) => string {
  const prefix = prefixOf(functions, raw)
  const cut = (file: string) => normal(file.startsWith(prefix) ? file.slice(prefix.length) : file)
  const relative = [...raw.values()].map(cut).filter((file) => /^[^/]+\//.test(file))
  const roots = new Set(relative.map((file) => file.split('/')[0]))
  return (file) => {
    if (file === '??' || file === '') return 'NONE'
    const short = cut(file)
    if (!short.startsWith('/')) return short
    const parts = short.split('/')
    const start = parts.findIndex((part) => roots.has(part))
    return start < 0 ? short : parts.slice(start).join('/')
  }
}

function prefixOf(functions: ElfFunctions['functions'], raw: ReadonlyMap<string, string>): string {
  const start = functions.find((one) => one.name === 'start_kernel')
  const main = start && raw.get(start.address)
  if (main?.endsWith('init/main.c')) return main.slice(0, -'init/main.c'.length)
  const [first = '', ...others] = [...raw.values()].filter((file) => file.startsWith('/'))
  let length = first.lastIndexOf('/') + 1
  for (const file of others)
    while (!file.startsWith(first.slice(0, length))) length = first.lastIndexOf('/', length - 2) + 1
  return first.slice(0, length)
}

/** `arch/x86/../../kernel/x.c` as `kernel/x.c`. */
function normal(file: string): string {
  const parts: string[] = []
  for (const part of file.split('/')) {
    if (part === '..' && parts.length > 0) parts.pop()
    else if (part !== '.' && part !== '') parts.push(part)
  }
  return `${file.startsWith('/') ? '/' : ''}${parts.join('/')}`
}

function write(
  { output, maintainers, config }: BuildRequest,
  { functions, aliases }: ElfFunctions,
  calls: readonly ElfCall[],
  { fileOf, lineOf }: Places,
  version: string,
): Omit<Built, 'operations'> {
  const database = new Database(output)
  try {
    database.exec(`${schema} begin;`)
    database.prepare('insert into instances values (1, ?, ?)').run(version, 'stpa kernel build')
    const files = new Map<string, number>([['NoFile', 1]])
    for (const { address } of functions)
      files.set(fileOf.get(address) ?? 'NONE', files.get(fileOf.get(address) ?? 'NONE') ?? files.size + 1)
    const insertFile = database.prepare('insert into files values (?, ?, 1)')
    for (const [file, id] of files) insertFile.run(id, file)
    const tags = writeTags(database, files, maintainers)
    const symbol = database.prepare('insert into symbols values (?, ?, ?, ?, ?, 1)')
    symbol.run(1, 'Indirect call', '0x00000000', 'indirect', 1)
    const ids = new Map([['', 1]])
    for (const [index, { address, name }] of functions.entries()) {
      ids.set(address, index + 2)
      const type = isThunk(name) ? 'indirect' : 'direct'
      symbol.run(index + 2, name, shortened(address), type, files.get(fileOf.get(address) ?? 'NONE') ?? 1)
    }
    const xref = database.prepare('insert into xrefs values (?, ?, ?, ?, 1)')
    for (const { caller, callee, site } of ordered(calls))
      xref.run(ids.get(caller) ?? 1, ids.get(callee) ?? 1, shortened(site), lineOf.get(site) ?? 'NONE')
    const setting = database.prepare(
      'insert into configs (config_symbol, config_value, config_instance_id_ref) values (?, ?, 1)',
    )
    for (const [, name = '', value = ''] of config.matchAll(/^CONFIG_(\w+)=(.*)$/gm)) setting.run(name, value)
    database.exec('commit;')
    const indirect = calls.filter((call) => call.callee === '').length
    return { functions: functions.length, aliases, calls: calls.length, indirect, files: files.size, tags }
  } finally {
    database.close()
  }
}

/** kern_bin_db's order: function by function, direct references first. */
function ordered(calls: readonly ElfCall[]): ElfCall[] {
  const key = ({ caller, callee, site }: ElfCall) => `${caller}${callee === '' ? 1 : 0}${site}`
  return [...calls].sort((left, right) => (key(left) < key(right) ? -1 : 1))
}

function writeTags(database: Database.Database, files: ReadonlyMap<string, number>, maintainers: Maintainers): number {
  const tag = database.prepare('insert into tags (subsys_name, tag_file_ref_id, tag_instance_id_ref) values (?, ?, 1)')
  tag.run('Indirect Calls', 1)
  let count = 1
  for (const [file, id] of files) {
    if (file === 'NoFile' || file === 'NONE') continue
    for (const section of sectionsOf(maintainers, file)) {
      tag.run(navSectionName(section), id)
      count++
    }
  }
  return count
}

/** `0x%08x`, as kern_bin_db writes addresses. */
const shortened = (address: string): string => `0x${address.replace(/^0+/, '').padStart(8, '0')}`

/** `Linux version 6.1.192 …` stands in every kernel; looked for in the file, never more than a part of it in memory. */
function versionIn(vmlinux: string): string {
  const file = openSync(vmlinux, 'r')
  const chunk = Buffer.alloc(1 << 22)
  try {
    let rest = ''
    for (let count = readSync(file, chunk); count > 0; count = readSync(file, chunk)) {
      const text = rest + chunk.toString('latin1', 0, count)
      const version = /Linux version (\d[\w.+~-]*) /.exec(text)?.[1]
      if (version !== undefined) return version
      rest = text.slice(-100)
    }
    return ''
  } finally {
    closeSync(file)
  }
}

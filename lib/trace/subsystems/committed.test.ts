import { existsSync, readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { beforeAll, describe, expect, it } from 'vitest'
import { sectionsOf } from './calls'
import type { KernelTables } from './kernelTables'
import { loadLinux61 } from './linux61'
import { pathRules, reviewedFiles } from './reviewed'
import { callGroups, categories } from './reviewed/categories'
import { delegates } from './reviewed/delegates'
import { majors } from './reviewed/majors'
import { readTables, tableNames, writeTables } from './stored'

let tables: KernelTables
beforeAll(async () => {
  tables = await loadLinux61()
})

const textOf = (name: string): string =>
  readFileSync(new URL(`./tables/linux-6.1/${name}.json`, import.meta.url), 'utf8')

describe('the tables of Linux 6.1 that come with the program', () => {
  it('say what they were made of', () => {
    const { kernel, source, inputs } = tables.generated.provenance
    expect([kernel, source]).toEqual(['6.1.192', 'linux-source-6.1 6.1.192-2 (Debian)'])
    expect(inputs.map(({ path }) => path)).toEqual(expect.arrayContaining(['MAINTAINERS', 'fs/read_write.c']))
  })

  it('are written as they are read, byte for byte', () => {
    const stored = Object.fromEntries(tableNames.map((name) => [name, JSON.parse(textOf(name))]))
    const { provenance, calls, ioctls, devices, files } = stored
    const written = writeTables(readTables({ provenance, calls, ioctls, devices, files }))
    for (const { name, text } of written) expect(text).toBe(textOf(name.replace('.json', '')))
  })

  it('are refused with the place when a row is of another form', () => {
    const { calls, ...others } = Object.fromEntries(tableNames.map((name) => [name, JSON.parse(textOf(name))]))
    const broken = { version: 1, rows: [...calls.rows.slice(0, 3), ['vax', 1, 'common', 'read', 'sys_read', '', 0]] }
    const { provenance, ioctls, devices, files } = others
    expect(() => readTables({ provenance, ioctls, devices, files, calls: broken })).toThrow(/calls\.json .*rows\.3\.0/)
  })

  const reference = new URL('../../../../shared/data/linux-6.1/syscalls.csv', import.meta.url)
  it('equal the table that was made independently, in every column but the lines of private calls', () => {
    if (!existsSync(reference)) return void process.stdout.write('SKIPPED: syscalls.csv: ../shared/data is absent\n')
    const rows: Record<string, string>[] = parse(readFileSync(reference, 'utf8'), { columns: true })
    const expected = rows.map((row) => [
      `${row.arch} ${row.number} ${row.abi} ${row.name} ${row.entry_symbol} ${row.source_file}: ${row.maintainers_sections}`,
      row.abi === 'private' ? '' : row.line || '0',
    ])
    const own = tables.generated.calls.map(({ arch, number, abi, name, entry, file, line }) => [
      `${arch} ${number} ${abi} ${name} ${entry} ${file}: ${sectionsOf(tables, file).join('; ')}`,
      abi === 'private' ? '' : String(line),
    ])
    expect(own.toSorted()).toEqual(expected.toSorted())
  })
})

describe('our reviewed tables', () => {
  const names = callGroups.flatMap(({ calls }) => calls)

  it('have each call once, with a category and a reason', () => {
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
    for (const { category, basis } of callGroups)
      expect([categories.includes(category), basis]).toEqual([true, expect.stringMatching(/\.$/)])
  })

  it('have every call of Linux 6.1', () => {
    const known = new Set(names)
    expect(tables.generated.calls.map(({ name }) => name).filter((name) => !known.has(name))).toEqual([])
  })

  it('have no call that no architecture has', () => {
    const known = new Set(tables.generated.calls.map(({ name }) => name))
    const printed = new Set(['send', 'recv', 'sync_file_range2', 'fadvise64_64']) // of strace, or behind socketcall
    expect(names.filter((name) => !known.has(name) && !printed.has(name))).toEqual([])
  })

  it('name only files and words that are in its source', () => {
    expect(tables.generated.unconfirmed).toEqual([])
    expect(reviewedFiles.filter((file) => !tables.generated.sections.has(file))).toEqual([])
  })

  it('have rules with different names, reasons, and expressions that are read', () => {
    const rules = pathRules.map(({ name }) => name)
    expect(new Set(rules).size).toBe(rules.length)
    expect(
      pathRules.filter(({ basis }) => !/^[A-Z]|^(debugfs|sysfs|procfs)/.test(basis) || !basis.endsWith('.')),
    ).toEqual([])
    expect(majors.filter(({ rule }) => !rules.includes(rule))).toEqual([])
  })

  it('name entries to delegate that are in the tables, or compat ones', () => {
    const entries = new Set(tables.generated.calls.map(({ entry }) => entry))
    const unknown = delegates.flatMap(({ entries: list }) => list).filter((entry) => !entries.has(entry))
    expect(unknown.filter((entry) => !entry.startsWith('compat_'))).toEqual([])
  })
})

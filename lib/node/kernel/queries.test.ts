import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'libsql'
import { afterAll, describe, expect, it } from 'vitest'
import { diffGraphs } from '@/lib/kernel/diff'
import { decodeGraph, encodeGraph } from '@/lib/kernel/file'
import { type CallGraph, nameOf, subsystemNamed } from '@/lib/kernel/graph'
import { interfaceOf } from '@/lib/kernel/interface'
import { pathsBetween } from '@/lib/kernel/paths'
import { startOf } from '@/lib/kernel/walk/request'
import type { TreeRequest } from '@/lib/kernel/walk/starts'
import { treeOf } from '@/lib/kernel/walk/tree'
import { openGraph } from './open'

const folder = mkdtempSync(join(tmpdir(), 'stpa-kernel-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

type Rows = {
  functions: readonly (readonly [id: number, name: string, file: number, type?: string])[]
  calls: readonly (readonly [caller: number, callee: number])[]
  tags: readonly (readonly [subsystem: string, file: number])[]
}

const schema = `
create table instances (instance_id INTEGER PRIMARY KEY, version_string varchar(40), note varchar(50));
create table xrefs (caller int, callee int, ref_addr varchar(20), source_line varchar(1024), xref_instance_id_ref int);
create table tags (tag_id INTEGER PRIMARY KEY, subsys_name varchar(100), tag_file_ref_id int, tag_instance_id_ref int);
create table symbols (symbol_id INTEGER PRIMARY KEY, symbol_name varchar(100), symbol_address varchar(20), symbol_type varchar(15), symbol_file_ref_id int, symbol_instance_id_ref int);
create table files (file_id INTEGER PRIMARY KEY, file_name varchar(100), file_instance_id_ref int);
insert into instances values (1, '6.1', 'made by a test');`

function databaseOf(name: string, { functions, calls, tags }: Rows): string {
  const path = join(folder, name)
  const database = new Database(path)
  database.exec(schema)
  const files = new Set(functions.map(([, , file]) => file))
  for (const file of files) database.prepare('insert into files values (?, ?, 1)').run(file, `dir/${file}.c`)
  for (const [id, symbol, file, type = 'direct'] of functions)
    database
      .prepare('insert into symbols values (?, ?, ?, ?, ?, 1)')
      .run(id, symbol, `0x${id.toString(16)}`, type, file)
  for (const [caller, callee] of calls)
    database.prepare("insert into xrefs values (?, ?, '0xffffffff81000010', 'dir/1.c:7', 1)").run(caller, callee)
  for (const [subsystem, file] of tags) database.prepare('insert into tags values (null, ?, ?, 1)').run(subsystem, file)
  database.close()
  return path
}

async function graphOf(name: string, rows: Rows): Promise<CallGraph> {
  return (await openGraph(databaseOf(name, rows))).graph
}

/** open → (lock, read → copy); read.cold is a part of read; two statics are called helper. */
const small: Rows = {
  functions: [
    [1, 'open', 1],
    [2, 'lock', 2],
    [3, 'read', 1],
    [4, 'copy', 3],
    [5, 'read.cold', 1],
    [6, 'helper', 2],
    [7, 'helper', 3],
    [8, '__x86_indirect_thunk_rax', 4, 'indirect'],
  ],
  calls: [
    [1, 2],
    [1, 3],
    [3, 4],
    [3, 5],
    [5, 2],
    [4, 4],
    [4, 8],
    [2, 6],
  ],
  tags: [
    ['FILES', 1],
    ['LOCKS', 2],
    ['LOCKS', 3],
    ['MEMORY', 3],
    ['X86', 4],
  ],
}

const request = (symbol: string, more: Partial<TreeRequest> = {}): TreeRequest => ({
  ...{ mode: 'all', symbol, depth: 0, excludeBefore: [], excludeAfter: [], targets: [] },
  ...more,
})
const arrows = (graph: CallGraph, of: TreeRequest) => treeOf(graph, of).edges.map(({ from, to }) => `${from} > ${to}`)

describe('questions to a graph', () => {
  it('walks to callees, to callers, and with clones joined', async () => {
    const graph = await graphOf('walk.db', small)
    expect(arrows(graph, request('read'))).toEqual([
      ...[
        'read > copy',
        'read > read.cold',
        'copy > copy',
        'copy > __x86_indirect_thunk_rax',
        'read.cold > lock',
        'lock > helper',
      ],
    ])
    expect(arrows(graph, request('lock', { callers: true }))).toEqual([
      'open > lock',
      'read.cold > lock',
      'read > read.cold',
      'open > read',
    ])
    expect(arrows(graph, request('read', { joinClones: true }))).toContain('read > lock')
    expect(arrows(graph, request('read', { joinClones: true }))).not.toContain('read > read')
  })

  it('excludes before and after, and marks what it does not enter', async () => {
    const graph = await graphOf('exclude.db', small)
    expect(arrows(graph, request('open', { excludeBefore: ['^read'] }))).toEqual(['open > lock', 'lock > helper'])
    const after = treeOf(graph, request('open', { excludeAfter: ['^read$'] }))
    expect(after.nodes.find((node) => node.name === 'read')?.mark).toBe('excluded')
    const limited = treeOf(graph, request('open', { depth: 1 }))
    expect(limited.nodes.map((node) => [node.name, node.mark])).toEqual([
      ...[
        ['open', 'start'],
        ['lock', 'limited'],
        ['read', 'limited'],
      ],
    ])
  })

  it('takes the subsystem by name as nav does, or by the own file', async () => {
    const graph = await graphOf('rule.db', small)
    // By name `helper` stands in files of LOCKS (2 rows) and MEMORY (1): the fewest rows speak for both.
    expect(arrows(graph, request('lock', { mode: 'subsystems' }))).toEqual(['LOCKS > MEMORY'])
    expect(arrows(graph, request('lock', { mode: 'subsystems', byFile: true }))).toEqual([])
    expect(arrows(graph, request('copy', { mode: 'subsystems' }))).toEqual(['MEMORY > indirect'])
  })

  it('shows the functions of an opened subsystem one by one, and tells duplicates apart by their file', async () => {
    const graph = await graphOf('opened.db', small)
    const opened = { mode: 'subsystems', byFile: true, joinClones: true } as const
    expect(arrows(graph, request('open', opened))).toEqual(['FILES > LOCKS', 'FILES > MEMORY', 'MEMORY > indirect'])
    const tree = treeOf(graph, request('open', { ...opened, opened: ['FILES'] }))
    expect(tree.edges.map(({ from, to }) => `${from} > ${to}`)).toEqual([
      ...['open > LOCKS', 'open > read', 'read > MEMORY', 'read > LOCKS', 'MEMORY > indirect'],
    ])
    expect(tree.nodes.filter((node) => node.inside === 'FILES').map((node) => node.name)).toEqual(['open', 'read'])
    const locks = treeOf(graph, request('lock', { ...opened, opened: ['LOCKS'] }))
    expect(locks.edges.map(({ from, to }) => `${from} > ${to}`)).toEqual(['lock > helper (dir/2.c)'])
  })

  it('refuses a name that several files have, one that is not there, and an expression that is none', async () => {
    const graph = await graphOf('refuse.db', small)
    expect(() => treeOf(graph, request('helper'))).toThrow('in dir/2.c, dir/3.c')
    expect(() => treeOf(graph, request('rea'))).toThrow('Did you mean read')
    expect(() => treeOf(graph, request('read', { excludeBefore: ['('] }))).toThrow('no regular expression')
    // Would take a backtracking matcher longer than the world has stood.
    expect(arrows(graph, request('read', { excludeBefore: ['^(a+)+$', '(r|e|a|d)*b'] })).length).toBeGreaterThan(0)
  })

  it('lists the interface of a subsystem by the other one, most calls first', async () => {
    const graph = await graphOf('interface.db', small)
    const found = interfaceOf(graph, subsystemNamed(graph, 'LOCKS') ?? -1)
    const named = found.map(({ with: other, entered, called }) => ({
      other,
      entered: entered.map((crossing) => [nameOf(graph, crossing.function), crossing.calls.length]),
      called: called.map((crossing) => [nameOf(graph, crossing.function), crossing.calls.length]),
    }))
    expect(named).toEqual([
      { other: 'FILES', entered: [['lock', 2]], called: [] },
      { other: 'MEMORY', entered: [], called: [['helper', 1]] },
    ])
  })

  it('finds shortest paths, longer ones on request, and says when there are more', async () => {
    const graph = await graphOf('paths.db', small)
    const between = (longer: number, most = 10) => {
      const [from, to] = [startOf(graph, 'open'), startOf(graph, 'lock')]
      const { paths, more } = pathsBetween(graph, { from: [from], to: [to], longer, most })
      return { paths: paths.map((path) => path.map((of) => nameOf(graph, of)).join(' ')), more }
    }
    expect(between(0)).toEqual({ paths: ['open lock'], more: false })
    expect(between(2)).toEqual({ paths: ['open lock', 'open read read.cold lock'], more: false })
    expect(between(2, 1)).toEqual({ paths: ['open lock'], more: true })
    expect(
      pathsBetween(graph, { from: [startOf(graph, 'lock')], to: [startOf(graph, 'open')], longer: 3, most: 9 }).paths,
    ).toEqual([])
  })

  it('tells what appeared, went, moved and changed between two kernels', async () => {
    const before = await graphOf('before.db', small)
    const functions = small.functions.map(
      ([id, name, file, type]) => [id, id === 4 ? 'copy_new' : name, file, type ?? 'direct'] as const,
    )
    const after = await graphOf('after.db', { ...small, functions, tags: [...small.tags, ['NEW', 1]] })
    const diff = diffGraphs(before, after)
    expect(diff.functions).toEqual({ appeared: ['copy_new (dir/3.c)'], gone: ['copy (dir/3.c)'] })
    expect(diff.subsystems).toEqual({ appeared: ['NEW'], gone: [] })
    expect(diff.interfaces.find(({ from, to }) => from === 'FILES' && to === 'MEMORY')).toMatchObject({
      appeared: ['copy_new'],
      gone: ['copy'],
    })
    expect(diffGraphs(before, before)).toEqual({
      ...{ functions: { appeared: [], gone: [] }, subsystems: { appeared: [], gone: [] }, interfaces: [], moved: [] },
    })
  })
})

describe('bad databases', () => {
  it('skips what refers to nothing, counts it, and reads odd names', async () => {
    const functions = [...small.functions, [9, 'na"me with\ttab', 1], [10, 'löschen', 77]] as const
    const rows: Rows = { ...small, functions, calls: [...small.calls, [1, 999], [888, 1], [9, 10]] }
    const { graph, report } = await openGraph(databaseOf('odd.db', rows))
    expect(report.map((line) => line.message)).toEqual([
      '1 calls whose callee is no symbol of this instance',
      '1 calls whose caller is no symbol of this instance',
    ])
    expect(arrows(graph, request('na"me with\ttab'))).toEqual(['na"me with\ttab > löschen'])
  })

  it('refuses what is no database, half a schema, a damaged file, an unknown instance', async () => {
    const put = (name: string, content: string | Uint8Array) => {
      writeFileSync(join(folder, name), content)
      return join(folder, name)
    }
    await expect(openGraph(put('words.db', 'just words'))).rejects.toThrow('is no kernel graph')
    await expect(openGraph(put('empty.db', ''))).rejects.toThrow('is empty')
    await expect(openGraph(put('cut.db', 'SQLite format 3\0and then nothing'))).rejects.toThrow('cannot be read')
    await expect(openGraph(put('cut.gz', new Uint8Array([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1, 2])))).rejects.toThrow(
      'cannot be unpacked',
    )
    const half = new Database(join(folder, 'half.db'))
    half.exec('create table instances (instance_id int)')
    half.close()
    await expect(openGraph(join(folder, 'half.db'))).rejects.toThrow('has no column "version_string", "note"')
    await expect(openGraph(databaseOf('one.db', small), { instance: 7 })).rejects.toThrow(
      'has no instance 7; it has 1 (6.1)',
    )
  })

  it('refuses a compact graph that is cut off', async () => {
    const bytes = encodeGraph(await graphOf('whole.db', small))
    expect(() => decodeGraph('g', bytes.slice(0, bytes.length - 40))).toThrow('is no whole kernel graph')
    expect(encodeGraph(decodeGraph('g', bytes))).toEqual(bytes)
  })

  it('reads several instances of one file apart', async () => {
    const path = databaseOf('two.db', small)
    const database = new Database(path)
    database.exec("insert into instances values (2, '6.2', ''); insert into files values (50, 'x.c', 2)")
    database.exec("insert into symbols values (100, 'open', '0x1', 'direct', 50, 2)")
    database.close()
    expect((await openGraph(path, { instance: 2 })).graph.symbolIds).toEqual(Uint32Array.from([100]))
    expect((await openGraph(path)).graph.provenance).toMatchObject({ instance: 1, kernelVersion: '6.1' })
  })
})

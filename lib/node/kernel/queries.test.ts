import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { diffGraphs } from '@/lib/kernel/diff'
import { GraphBuilder } from '@/lib/kernel/graph/builder'
import { namesakes, sourceName } from '@/lib/kernel/graph/duplicates'
import { type CallGraph, nameOf, subsystemNamed } from '@/lib/kernel/graph/graph'
import { interfaceOf } from '@/lib/kernel/interface'
import { pathsBetween } from '@/lib/kernel/paths'
import { startOf } from '@/lib/kernel/walk/request'
import type { TreeRequest } from '@/lib/kernel/walk/starts'
import { treeOf } from '@/lib/kernel/walk/tree'
import { openGraph } from './open'
import { type Rows, writeDatabase } from './testing/database'

const folder = mkdtempSync(join(tmpdir(), 'stpa-kernel-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const databaseOf = (name: string, rows: Rows): string => writeDatabase(join(folder, name), rows)

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

  it('begins at one of several functions of a name, said with its file, and at clones whose function is gone', async () => {
    const functions = [...small.functions, [9, 'only.constprop.0', 1], [10, 'only.cold', 1], [11, 'user', 4]] as const
    const graph = await graphOf('starts.db', {
      ...small,
      functions,
      calls: [...small.calls, [9, 10], [10, 4], [11, 9]],
    })
    const joined = { byFile: true, joinClones: true } as const
    expect(treeOf(graph, request('helper (dir/3.c)', joined)).nodes).toEqual([
      { name: 'helper (dir/3.c)', mark: 'start', function: 6 },
    ])
    expect(arrows(graph, request('helper (dir/2.c)', { ...joined, callers: true, depth: 1 }))).toEqual([
      'lock > helper (dir/2.c)',
    ])
    expect(arrows(graph, request('only', { ...joined, depth: 1 }))).toEqual(['only > copy'])
    expect(arrows(graph, request('only', { ...joined, callers: true }))).toEqual(['user > only'])
    expect(() => treeOf(graph, request('helper', joined))).toThrow('Say which: "helper (dir/2.c)"')
    expect(() => treeOf(graph, request('nobody', joined))).toThrow('There is no function "nobody"')
  })

  it('does not enter a box that is closed, a function or a subsystem', async () => {
    const graph = await graphOf('closed.db', small)
    const closed = treeOf(graph, request('open', { closed: ['read'], joinClones: true }))
    expect(closed.edges.map(({ from, to }) => `${from} > ${to}`)).toEqual([
      'open > lock',
      'open > read',
      'lock > helper',
    ])
    expect(closed.nodes.find(({ name }) => name === 'read')?.mark).toBe('excluded')
    const subsystems = { mode: 'subsystems', byFile: true } as const
    expect(arrows(graph, request('open', { ...subsystems, closed: ['MEMORY'] }))).toEqual([
      'FILES > LOCKS',
      'FILES > MEMORY',
    ])
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

  it('searches loops and chains of a hundred thousand calls without recursion', async () => {
    const count = 100_000
    const functions = Array.from({ length: count }, (_, id) => [id + 1, `f${id}`, 1] as const)
    const builder = new GraphBuilder()
    builder.file(1, 'a.c')
    for (const [id, name] of functions) builder.symbol({ id, name, address: '0x1', type: 'direct', file: 1 })
    for (let id = 1; id <= count; id++) builder.call(id, (id % count) + 1, '0x1', 'a.c:1')
    const provenance = { instance: 1, kernelVersion: '', note: '', format: 'test', original: '', partial: false }
    const { graph } = builder.finish(provenance)
    const { paths } = pathsBetween(graph, { from: [0], to: [count - 1], longer: 3, most: 9 })
    expect(paths.map((path) => path.length)).toEqual([count])
    expect(treeOf(graph, request('f0')).edges).toHaveLength(count)
  })

  it('tells what appeared, went, moved and changed between two kernels', async () => {
    const before = await graphOf('before.db', small)
    const functions = small.functions.map(
      ([id, name, file, type]) => [id, id === 4 ? 'copy_new' : name, file, type ?? 'direct'] as const,
    )
    const after = await graphOf('after.db', { ...small, functions, tags: [...small.tags, ['NEW', 1]] })
    const diff = diffGraphs(before, after)
    expect(diff.functions).toEqual({
      ...{ appeared: ['copy_new (dir/3.c)'], gone: ['copy (dir/3.c)'] },
      changed: [{ name: 'read (dir/1.c)', appeared: ['copy_new'], gone: ['copy'] }],
    })
    expect(diff.subsystems).toMatchObject({ appeared: ['NEW'], gone: [] })
    expect(diff.subsystems.changed.map(({ name, appeared, gone }) => [name, appeared.length, gone.length])).toEqual([
      ['MEMORY', 1, 1],
    ])
    expect(diff.interfaces.find(({ from, to }) => from === 'FILES' && to === 'MEMORY')).toMatchObject({
      appeared: ['copy_new'],
      gone: ['copy'],
    })
    expect(diffGraphs(before, before)).toEqual({
      functions: { appeared: [], gone: [], changed: [] },
      subsystems: { appeared: [], gone: [], changed: [] },
      ...{ interfaces: [], moved: [] },
    })
  })

  it('finds a static function of another number in the other kernel, for its number follows the order of linking', async () => {
    const numbered = (first: string, second: string): Rows => ({
      functions: [
        [1, first, 1],
        [2, second, 2],
        [3, 'user', 1],
      ],
      calls: [[3, 1]],
      tags: [],
    })
    const [before, after] = [
      await graphOf('numbers1.db', numbered('probe', 'probe_1')),
      await graphOf('numbers2.db', numbered('probe_1', 'probe')),
    ]
    const { functions } = diffGraphs(before, after)
    expect(functions).toEqual({ appeared: [], gone: [], changed: [] })
    const names = (graph: CallGraph) => [0, 1].map((of) => sourceName(graph, of))
    expect([names(before), names(after)]).toEqual([
      ['probe', 'probe'],
      ['probe', 'probe'],
    ])
    expect(namesakes(after, 'probe', new Set(['dir/1.c'])).map((of) => nameOf(after, of))).toEqual(['probe', 'probe_1'])
  })

  it('keeps the number of a name that is its own', async () => {
    const graph = await graphOf('own.db', {
      functions: [
        [1, 'stage', 1],
        [2, 'stage_1', 1],
        [3, 'sha_256', 2],
        [4, 'probe.cold_1', 3],
      ],
      ...{ calls: [], tags: [] },
    })
    expect([0, 1, 2, 3].map((of) => sourceName(graph, of))).toEqual(['stage', 'stage_1', 'sha_256', 'probe'])
  })
})

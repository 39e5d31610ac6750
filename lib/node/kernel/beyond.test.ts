import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { isInlined } from '@/lib/kernel/callers'
import { cyclesOf } from '@/lib/kernel/cycles'
import { entryPoints } from '@/lib/kernel/entries'
import { GraphBuilder } from '@/lib/kernel/graph/builder'
import { decodeGraph, encodeGraph } from '@/lib/kernel/graph/file'
import { type CallGraph, functionsNamed, nameOf, subsystemName } from '@/lib/kernel/graph/graph'
import { readMaintainers } from '@/lib/kernel/graph/maintainers'
import { operationCount, operationText, withOperations } from '@/lib/kernel/graph/operations'
import { claimsOf, ownSubsystemsOf } from '@/lib/kernel/graph/subsystemRule'
import { withMaintainers } from '@/lib/kernel/graph/tagged'
import { placeOfCall } from '@/lib/kernel/possible'
import { reaching, reachOf } from '@/lib/kernel/reach'
import type { TreeRequest } from '@/lib/kernel/walk/starts'
import { treeOf } from '@/lib/kernel/walk/tree'
import { treeDot, treeJson } from '@/lib/kernel/walk/write'
import { openGraph } from './open'

const files = [
  'fs/ioctl.c',
  'drivers/dog/core.c',
  'drivers/dog/soft.c',
  'kernel/timer.c',
  'drivers/cat/cat.c',
  'NoFile',
]

/** fs calls through a table what the drivers registered; the dog's file registers with fs, the cat's does not. */
function kernel(): CallGraph {
  const builder = new GraphBuilder()
  for (const [id, file] of files.entries()) builder.file(id, file)
  for (const [subsystem, file] of [
    ['FILESYSTEMS', 0],
    ['DOGS', 1],
    ['DOGS', 2],
    ['SOFT DOGS', 2],
    ['TIMERS', 3],
    ['CATS', 4],
    ['Indirect Calls', 5],
  ] as const)
    builder.tag(subsystem, file)
  const names = [
    'Indirect call',
    '__x64_sys_ioctl',
    'register_chrdev',
    'dog_ioctl',
    'dog_init',
    'soft_ping',
    'timer_set',
  ]
  const fileOf = [5, 0, 0, 1, 1, 2, 3, 4, 4]
  for (const [id, name] of [...names, 'cat_ioctl', 'cat_pet'].entries()) {
    const type = id === 0 ? 'indirect' : 'direct'
    builder.symbol({ id, name, address: `0x${(4096 + 16 * id).toString(16)}`, type, file: fileOf[id] ?? 5 })
  }
  const call = (from: number, to: number, place: string) => builder.call(from, to, '0x1000', place)
  call(1, 0, 'fs/ioctl.c:9')
  call(4, 2, 'drivers/dog/core.c:30')
  call(3, 6, 'include/linux/timer.h:5')
  call(3, 5, 'drivers/dog/core.c:12')
  call(6, 3, 'kernel/timer.c:77')
  call(7, 8, 'NONE')
  const provenance = { instance: 1, kernelVersion: '6.1', note: '', format: 'test', original: '', partial: false }
  return builder.finish(provenance).graph
}

const tables = [
  'object,offset,section,function,address,file',
  'dog_fops,0x50,.rodata,dog_ioctl,0x1030,drivers/dog/core.c',
  'cat_fops,0x50,.rodata,cat_ioctl,,drivers/cat/cat.c',
  'lost_fops,0x8,.rodata,nobody,0x9,x.c',
].join('\n')

const request = (more: Partial<TreeRequest>): TreeRequest => ({
  ...{ mode: 'subsystems', symbol: '__x64_sys_ioctl', depth: 0, excludeBefore: [], excludeAfter: [], targets: [] },
  byFile: true,
  ...more,
})

const arrowsOf = (graph: CallGraph, more: Partial<TreeRequest>) =>
  treeOf(graph, request(more)).edges.map(({ from, to, possible }) => `${from} ${possible > 0 ? '..>' : '->'} ${to}`)

describe('operation tables', () => {
  const { graph, report } = withOperations(kernel(), 'tables.csv', tables)

  it('are read by address or name and file, and what is unknown is counted', () => {
    expect(operationCount(graph)).toBe(2)
    expect(report.map(({ outcome, message }) => `${outcome}: ${message}`)).toEqual([
      'created: 2 entries of 2 tables',
      'skipped: 1 entries whose function is not in this graph',
    ])
    expect([0, 1].map((entry) => operationText(graph, entry))).toEqual(['cat_fops+0x50', 'dog_fops+0x50'])
  })

  it('are kept in the compact form, and a graph without them keeps its bytes', () => {
    const again = decodeGraph('x', encodeGraph(graph))
    expect(operationText(again, 1)).toBe('dog_fops+0x50')
    expect(new TextDecoder().decode(encodeGraph(kernel()))).not.toContain('operation')
  })

  it('are refused when they are no such list, or of another kernel', () => {
    expect(() => withOperations(kernel(), 'x.csv', 'a,b\n1,2\n')).toThrow('x.csv is no list of operation tables')
    expect(() => withOperations(kernel(), 'x.csv', `${tables.split('\n')[0]}\nt,0x0,.data,nobody,,x.c\n`)).toThrow(
      'none of its 1 functions',
    )
  })

  it('lead indirect calls on only when they are asked for, to those that registered there', () => {
    expect(arrowsOf(graph, {})).toEqual(['FILESYSTEMS -> indirect'])
    expect(arrowsOf(graph, { possible: ['_fops'] })).toEqual([
      'FILESYSTEMS -> indirect',
      'FILESYSTEMS ..> DOGS',
      'DOGS -> TIMERS',
      'DOGS -> SOFT DOGS',
      'TIMERS -> DOGS',
    ])
    expect(arrowsOf(graph, { possible: ['cat_fops'] })).toEqual(['FILESYSTEMS -> indirect']) // its file calls nothing of fs
    expect(arrowsOf(graph, { symbol: 'dog_ioctl', callers: true, depth: 2, possible: ['dog'] })).toContain(
      'FILESYSTEMS ..> DOGS',
    )
  })

  it('are named where such an arrow is written', () => {
    const asked = request({ mode: 'labels', possible: ['dog_fops'] })
    const tree = treeOf(graph, asked)
    expect(treeDot(graph, tree, asked)).toContain(
      '"FILESYSTEMS"->"DOGS" [label="dog_ioctl(dog_fops+0x50),\\n" style=dashed]',
    )
    expect(treeJson(graph, tree, asked)).toContain('{"callee":"dog_ioctl","possible":"dog_fops+0x50"}')
    const arrow = tree.edges.find(({ to }) => to === 'DOGS')
    expect(arrow?.calls.map((call) => placeOfCall(graph, call))).toEqual(['possible, through dog_fops+0x50'])
  })

  it('make entry points', () => {
    const named = (of: CallGraph) =>
      entryPoints(of).map((entry) => `${entry.kind} ${nameOf(of, entry.function)} ${entry.basis}`)
    expect(named(graph)).toEqual([
      'syscall __x64_sys_ioctl name',
      'ioctl dog_ioctl dog_fops+0x50',
      'ioctl cat_ioctl cat_fops+0x50',
    ])
    expect(named(kernel())).toEqual(['syscall __x64_sys_ioctl name', 'ioctl cat_ioctl name']) // the dog's has a caller
  })

  it('widen what a system call can reach', () => {
    const [start = 0, goal = 0] = [functionsNamed(graph, '__x64_sys_ioctl')[0], functionsNamed(graph, 'timer_set')[0]]
    const of = ownSubsystemsOf(graph)
    expect(reachOf(graph, [start], { possible: [], of })).toEqual([
      {
        from: start,
        functions: 2,
        subsystems: [
          { name: 'FILESYSTEMS', functions: 1 },
          { name: 'indirect', functions: 1 },
        ],
      },
    ])
    expect(reaching(graph, [goal], [])[start]).toBe(0)
    expect(reaching(graph, [goal], ['dog'])[start]).toBe(1)
  })
})

describe('a walk', () => {
  it('gives a file or a function to whom a person says', () => {
    expect(arrowsOf(kernel(), { symbol: 'dog_ioctl', whose: ['drivers/dog/soft.c=DOGS', 'timer_set=DOGS'] })).toEqual(
      [],
    )
    expect(arrowsOf(kernel(), { symbol: 'dog_ioctl', whose: ['timer_set=CATS'] })).toContain('DOGS -> CATS')
    expect(() => arrowsOf(kernel(), { whose: ['nowhere.c=DOGS'] })).toThrow('neither a file nor a function')
    expect(() => arrowsOf(kernel(), { whose: ['timer_set=BIRDS'] })).toThrow('no subsystem "BIRDS"')
    expect(() => arrowsOf(kernel(), { whose: ['timer_set'] })).toThrow('write FILE=SUBSYSTEM')
    expect(claimsOf(kernel(), 2)).toEqual(['SOFT DOGS', 'DOGS'])
  })

  it('goes one step on from an expanded box', () => {
    const functions = { mode: 'all', symbol: 'dog_init', depth: 1 } as const
    expect(arrowsOf(kernel(), { mode: 'all', symbol: 'dog_ioctl', depth: 1 })).toEqual([
      'dog_ioctl -> timer_set',
      'dog_ioctl -> soft_ping',
    ])
    expect(arrowsOf(kernel(), { mode: 'all', symbol: 'dog_ioctl', depth: 1, expanded: ['timer_set'] })).toContain(
      'timer_set -> dog_ioctl',
    )
    expect(arrowsOf(kernel(), functions)).toEqual(['dog_init -> register_chrdev'])
  })

  it('knows calls that come from inlined code', () => {
    const graph = kernel()
    const marked = [...graph.callee.keys()].filter((call) => isInlined(graph, call))
    expect(marked.map((call) => nameOf(graph, graph.callee[call] ?? 0))).toEqual(['timer_set'])
    const asked = request({ mode: 'labels', symbol: 'dog_ioctl' })
    expect(treeJson(graph, treeOf(graph, asked), asked)).toContain('"place":"include/linux/timer.h:5","inlined":true')
  })

  it('finds subsystems that all reach each other', () => {
    const arrows = treeOf(kernel(), request({ symbol: 'dog_ioctl' })).edges
    expect(cyclesOf(arrows).map(({ names, arrows: among }) => [names, among.length])).toEqual([[['DOGS', 'TIMERS'], 2]])
    const ring = Array.from({ length: 20_000 }, (_, at) => ({ from: `${at}`, to: `${(at + 1) % 20_000}` }))
    expect(cyclesOf(ring)[0]?.names).toHaveLength(20_000) // no recursion
  })
})

it('MAINTAINERS gives a graph its tags, and leaves the indirect calls what they are', () => {
  const maintainers = readMaintainers('MAINTAINERS', 'ANIMALS\nF:\tdrivers/\n\nCORE\nF:\tkernel/\n')
  const { graph, report } = withMaintainers(kernel(), maintainers)
  const subsystemOf = (name: string) => {
    const [of = 0] = functionsNamed(graph, name)
    return subsystemName(graph, graph.navSubsystem[of] ?? -1)
  }
  expect(['dog_ioctl', 'timer_set', '__x64_sys_ioctl', 'Indirect call'].map(subsystemOf)).toEqual([
    ...['ANIMALS', 'CORE', 'The REST', 'indirect'],
  ])
  expect(report[0]?.message).toBe('5 tags of 3 subsystems for 5 of 6 files')
})

const data = '../shared/data'
const isThere = existsSync(`${data}/ks-nav/optables-6.1.192.csv.gz`)
if (!isThere) process.stdout.write('SKIPPED: operation tables of Linux 6.1: ../shared/data is absent\n')

describe.skipIf(!isThere)('Linux 6.1', () => {
  it('has all its operation tables, its 451 system calls, and MAINTAINERS gives the tags that it has', async () => {
    const unpacked = (name: string) => gunzipSync(readFileSync(`${data}/${name}`)).toString()
    const { graph } = await openGraph(`${data}/ks-nav/linux-6.1.192.db.gz`)
    const { graph: tabled, report } = withOperations(graph, 'optables', unpacked('ks-nav/optables-6.1.192.csv.gz'))
    expect(report.map(({ message }) => message)).toEqual(['21158 entries of 7726 tables'])
    const named = new Map(entryPoints(tabled).map((entry) => [nameOf(tabled, entry.function), entry]))
    const numbered = unpacked('ks-nav/optables-6.1.192.csv.gz').matchAll(/^sys_call_table,\w+,\S+?,(\w+),/gm)
    for (const [, name = ''] of numbered) expect(named.get(name)?.kind).toBe('syscall')
    expect(named.get('watchdog_ioctl_2')?.basis ?? named.get('watchdog_ioctl')?.basis).toBe('watchdog_fops+0x50')
    const maintainers = readMaintainers('MAINTAINERS', unpacked('linux-6.1/MAINTAINERS.gz'))
    const { graph: tagged } = withMaintainers(graph, maintainers)
    expect(tagged.navSubsystem.length).toBe(graph.navSubsystem.length)
    const names = (of: CallGraph) => Array.from(of.navSubsystem, (number) => subsystemName(of, number))
    expect(names(tagged)).toEqual(names(graph))
  })
})

import { expect, it } from 'vitest'
import { GraphBuilder } from './graph/builder'
import { searchGraph } from './search'

const builder = new GraphBuilder()
builder.file(1, 'fs/read.c')
builder.file(2, 'lib/other.c')
builder.tag('FILES TO READ', 1)
const many = Array.from({ length: 500 }, (_, index) => `read_${index}`)
for (const [id, name] of [...many, 'sys_read', 'READ', 'thread', 'helper'].entries())
  builder.symbol({ id, name, address: '0x1', type: 'direct', file: 1 })
builder.symbol({ id: 1000, name: 'helper', address: '0x1', type: 'direct', file: 2 })
const provenance = { instance: 1, kernelVersion: '', note: '', format: 'test', original: '', partial: false }
const { graph } = builder.finish(provenance)

it('names that begin with the words come before those that hold them, the shortest first, whatever the case', () => {
  const found = searchGraph(graph, ' Read ', 1_000).map(({ name }) => name)
  expect(found.slice(0, 3)).toEqual(['FILES TO READ', 'READ', 'read_0'])
  expect(found.slice(-2)).toEqual(['thread', 'sys_read'])
  expect(searchGraph(graph, 'read')).toHaveLength(30)
  expect(searchGraph(graph, ' ')).toEqual([])
})

it('functions of one name are told apart by their file and subsystem', () => {
  expect(searchGraph(graph, 'helper').map(({ start, file, note }) => [start, file, note])).toEqual([
    ['helper (fs/read.c)', 'fs/read.c', 'FILES TO READ'],
    ['helper (lib/other.c)', 'lib/other.c', 'The REST'],
  ])
})

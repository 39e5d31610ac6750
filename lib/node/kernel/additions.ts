import { readFileSync } from 'node:fs'
import type { CallGraph } from '@/lib/kernel/graph/graph'
import { readMaintainers } from '@/lib/kernel/graph/maintainers'
import { withOperations } from '@/lib/kernel/graph/operations'
import { withMaintainers } from '@/lib/kernel/graph/tagged'
import { StpaError } from '@/lib/stpa/errors'
import { decodeText } from '@/lib/stpa/formats/decode'
import { hashOfBytes, sizeLimit } from '../files'
import { isGzip, unpacked } from '../gzip'
import type { Opened } from './open'

/**
 * A graph with what a file adds to it, also of a .gz: MAINTAINERS (its tags instead of the graph's own) or a CSV of
 * operation tables. The graph's provenance names the file's hash.
 * @throws StpaError unreadable, tooLarge
 */
export function withAddition(graph: CallGraph, path: string, name = path): Opened {
  const bytes = readFileSync(path)
  const { text, repairs } = decodeText(name, plain(name, bytes))
  const isTable = /^\uFEFF?"?object"?,/.test(text)
  const { graph: made, report } = isTable
    ? withOperations(graph, name, text)
    : withMaintainers(graph, readMaintainers(name, text))
  const added = `${isTable ? 'operation tables' : 'MAINTAINERS'} ${hashOfBytes(bytes)}`
  const others = (graph.provenance.added ?? []).filter((other) => other.split(' ')[0] !== added.split(' ')[0])
  return {
    graph: { ...made, provenance: { ...graph.provenance, added: [...others, added] } },
    report: [...repairs, ...report],
  }
}

function plain(name: string, bytes: Uint8Array): Uint8Array {
  if (isGzip(bytes)) return unpacked(name, bytes, sizeLimit)
  if (bytes.length <= sizeLimit) return bytes
  throw new StpaError('tooLarge', `${name} has more than ${sizeLimit / 1e6} MB.`, { place: { file: name } })
}

import { decodeGraph, encodeGraph } from '@/lib/kernel/graph/file'
import { callCount, countOf, functionCount } from '@/lib/kernel/graph/graph'
import { graphLine } from '@/lib/kernel/imported'
import type { ReportLine } from '@/lib/stpa/model'
import { withAddition } from './additions'
import { type Opened, openGraph } from './open'
import type { Instance, Progress } from './rows'

export type KernelImport = {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly about: {
    readonly kernelVersion: string
    readonly note: string
    readonly format: string
    readonly original: string
    readonly functions: number
    readonly calls: number
    readonly subsystems: number
  }
  readonly report: readonly ReportLine[]
  /** Instances of the same database that were not read. */
  readonly others: readonly Instance[]
}

export type KernelImportRequest = {
  /** A file, or the address of a server that the operator named. */
  readonly path: string
  /** Stands for the path in messages. */
  readonly name: string
  readonly instance?: number
  /** The compact form of a graph that the file adds to. */
  readonly onto?: Uint8Array
}

/** A ks-nav database, a compact graph, or what a file adds to one, as the compact form and what is to be known of it. */
export async function importKernel(request: KernelImportRequest, progress?: Progress): Promise<KernelImport> {
  const { path, name, instance, onto } = request
  const opened: Opened = onto
    ? withAddition(decodeGraph('graph', onto), path, name)
    : await openGraph(path, { name, instance, progress })
  const { graph, report, others = [] } = opened
  const { kernelVersion, format, original, added = [] } = graph.provenance
  const note = [graph.provenance.note, ...added.map((text) => `with ${text.replace(/ \S+$/, '')}`)].join(', ')
  const counts = { functions: functionCount(graph), calls: callCount(graph), subsystems: countOf(graph.subsystems) }
  return {
    bytes: new Uint8Array(encodeGraph(graph)),
    about: { kernelVersion, note, format, original, ...counts },
    report: onto ? report : [graphLine(graph), ...report],
    others,
  }
}

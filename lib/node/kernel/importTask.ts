import { encodeGraph } from '@/lib/kernel/file'
import { callCount, countOf, functionCount } from '@/lib/kernel/graph'
import type { ReportLine } from '@/lib/stpa/model'
import { openGraph } from './open'
import type { Progress } from './rows'

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
}

/** A ks-nav database, or a graph that was compact already, as the compact form and what is to be known of it. */
export async function importKernel(path: string, name: string, progress?: Progress): Promise<KernelImport> {
  const { graph, report } = await openGraph(path, { name, ...(progress ? { progress } : {}) })
  const { kernelVersion, note, format, original } = graph.provenance
  const counts = { functions: functionCount(graph), calls: callCount(graph), subsystems: countOf(graph.subsystems) }
  return {
    bytes: new Uint8Array(encodeGraph(graph)),
    about: { kernelVersion, note, format, original, ...counts },
    report,
  }
}

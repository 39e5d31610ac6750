import { exportAnalysis } from '@/lib/stpa/formats/importSources'
import type { Exported } from '@/lib/stpa/formats/types'
import { type AnalysisSnapshot, fromSnapshot } from '@/lib/stpa/model'
import type { DocumentRequest, RenderedDocument } from '@/lib/stpa/report'
import type { BasisEntry } from '@/lib/stpa/report/basis'
import type { RunCoverage } from '@/lib/trace/coverage/types'
import type { TraceDigest } from '@/lib/trace/digest'
import { type ImportedFiles, type ImportRequest, importFiles } from './importFiles'
import type { KernelImport, KernelImportRequest } from './kernel/importTask'
import { programEntry } from './program'
import type { CoverageTask } from './trace/coverageTask'
import type { EvidenceImport, EvidenceImportRequest } from './trace/importTask'

/** What a worker does: work that may take longer than an answer to somebody else may wait. */
export type Tasks = {
  import: { request: ImportRequest; result: ImportedFiles }
  /** `analysis` is the JSON text of a snapshot. */
  export: { request: { analysis: string; format: string; structure?: string }; result: Exported }
  /** `runs`: digests of traces as JSON, for the picture of what they used. */
  document: {
    request: { analysis: string; runs?: readonly { title: string; digest: string }[] } & DocumentRequest
    result: RenderedDocument
  }
  kernelImport: { request: KernelImportRequest; result: KernelImport }
  evidenceImport: { request: EvidenceImportRequest; result: EvidenceImport }
  traceCoverage: { request: CoverageTask; result: RunCoverage }
}

/** How much of a task has been done, 0 to 1. */
export type TaskProgress = (fraction: number) => void

export type TaskName = keyof Tasks

const snapshotOf = (text: string) => fromSnapshot(JSON.parse(text) as AnalysisSnapshot) // made by lib/server

type TaskTable = {
  [Name in TaskName]: (request: Tasks[Name]['request'], progress?: TaskProgress) => Promise<Tasks[Name]['result']>
}

export const tasks: TaskTable = {
  import: async (request) => importFiles(request),
  export: async ({ analysis, format, structure }) =>
    exportAnalysis(snapshotOf(analysis), format, structure === undefined ? {} : { structure }),
  document: async ({ analysis, runs = [], ...request }) => {
    // Layout and report are large: an import does without them.
    const [{ renderDocument }, { newElk }] = await Promise.all([import('@/lib/stpa/report'), import('./elk')])
    const systemView = runs.length > 0 ? { systemView: await systemViewOfRuns(runs) } : {}
    const basis = [programEntry(), ...(request.coverage ? [await tablesEntry()] : []), ...(request.basis ?? [])]
    return renderDocument(snapshotOf(analysis), { ...request, ...systemView, basis }, await newElk())
  },
  kernelImport: async (request, progress) => {
    const { importKernel } = await import('./kernel/importTask') // brings a database driver with it
    return importKernel(request, progress)
  },
  traceCoverage: async (request) => (await import('./trace/coverageTask')).coverTrace(request),
  evidenceImport: async (request, progress) => (await import('./trace/importTask')).importEvidence(request, progress),
}

/** The tables that say which subsystem serves a call, by what they were generated from. */
async function tablesEntry(): Promise<BasisEntry> {
  const [{ loadLinux61 }, { sha256 }] = await Promise.all([
    import('@/lib/trace/subsystems/linux61'),
    import('@/lib/stpa/report/sha256'),
  ])
  const { kernel, generated } = await loadLinux61()
  const digest = await sha256(JSON.stringify(generated.provenance))
  return { what: 'tables', name: `Linux ${kernel}`, digest, note: 'digest of what they were generated from' }
}

async function systemViewOfRuns(runs: readonly { title: string; digest: string }[]): Promise<string> {
  const [{ systemViewOf }, { systemViewSvg }] = await Promise.all([
    import('@/lib/trace/systemView/systemView'),
    import('@/lib/trace/systemView/svg'),
  ])
  const digests = runs.map(({ title, digest }) => ({ title, usage: (JSON.parse(digest) as TraceDigest).usage })) // made by lib/trace/digest
  return systemViewSvg(systemViewOf(digests))
}

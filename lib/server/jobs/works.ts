import { importEvidence, rereadEvidence } from '../files/evidence'
import { importGraph } from '../files/graphs'
import type { WorkCall } from './workCall'

/** Does a job; what it gives becomes the job's result, as JSON. */
export type Work = (call: WorkCall) => Promise<unknown>

/** The works by name: one line each. */
export const works: Readonly<Record<string, Work>> = {
  kernelImport: importGraph,
  evidenceImport: importEvidence,
  evidenceRead: rereadEvidence,
}

import { z } from 'zod'
import type { Asker } from '@/lib/node/turns'
import { StpaError } from '@/lib/stpa/errors'
import { findFormat } from '@/lib/stpa/formats'
import { type Analysis, type AnalysisSnapshot, fromSnapshot } from '@/lib/stpa/model'
import { parseAs } from './body'
import { reportedRuns } from './files/runCoverage'
import { changeRecord } from './history'
import { loadAnalysis, loadBody } from './read'
import { fileResponse } from './route'
import type { Body } from './store/cache'
import type { Store } from './store/store'

const documentQuery = z.object({
  document: z.enum(['report', 'aou', 'answers']),
  format: z.enum(['html', 'md', 'json', 'csv']),
  chapters: z.array(z.string().max(80)).max(100).optional(),
})

/** One of the documents as a file. @throws StpaError badShape, unknownFormat, tooSlow */
export async function documentResponse(
  store: Store,
  id: string,
  document: string,
  query: URLSearchParams,
  asker: Asker = {},
): Promise<Response> {
  const chapters = query.get('chapters')?.split(',').filter(Boolean)
  const request = parseAs(documentQuery, () => ({ document, format: query.get('format') ?? 'html', chapters }))
  const body = await loadBody(store, id)
  const { bytes, revision } = body
  const changes = request.document === 'report' ? await changeRecord(store, id, revision) : []
  const runs = request.document === 'report' ? await reportedRuns(store, await analysisOf(store, body), asker) : {}
  const task = { analysis: bytes.toString(), changes, ...request, ...runs }
  const response = fileResponse(await store.runTask('document', task, asker))
  if (query.get('preview') === '1') response.headers.set('Content-Disposition', 'inline')
  return response
}

/** The value of a body: of that revision, whoever commits meanwhile. */
async function analysisOf(store: Store, { id, revision, bytes }: Body): Promise<Analysis> {
  const newest = await loadAnalysis(store, id)
  // What `loadBody` gives is a snapshot.
  return newest.revision === revision ? newest : fromSnapshot(JSON.parse(bytes.toString()) as AnalysisSnapshot)
}

/** The analysis as a file of one of the formats that can be written. @throws StpaError unknownFormat */
export async function exportResponse(
  store: Store,
  id: string,
  query: URLSearchParams,
  asker: Asker = {},
): Promise<Response> {
  const name = query.get('format') ?? 'native'
  const format = findFormat(name)
  if (!format?.write) throw new StpaError('unknownFormat', `"${name}" is no format that can be written.`)
  const structure = query.get('structure') ?? undefined
  const analysis = (await loadBody(store, id)).bytes.toString()
  const { text } = await store.runTask('export', { analysis, format: name, structure }, asker)
  return fileResponse({
    text,
    mediaType: `${format.mediaType}; charset=utf-8`,
    fileName: `${id}${format.extension}`,
  })
}

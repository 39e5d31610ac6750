import { createUpload, putPart, queueUpload } from '../files/uploads'
import type { NewJob } from '../jobs/jobs'
import type { Store } from '../store/store'
import { ann } from './stores'

/** Ann's upload, whole and waiting for its turn: the id of its job. */
export async function uploaded(store: Store, job: NewJob, ...parts: (string | Uint8Array)[]): Promise<string> {
  const contents = parts.map((part) => new Uint8Array(typeof part === 'string' ? new TextEncoder().encode(part) : part))
  const size = contents.reduce((sum, { length }) => sum + length, 0)
  const { id } = await createUpload(store, ann, { ...job, size })
  for (const [part, content] of contents.entries()) await putPart(store, ann, id, part, content)
  await queueUpload(store, ann, id, parts.length)
  return id
}

import { readJson } from '@/lib/server/body'
import { titleOf } from '@/lib/server/files/evidence'
import { createQueuedJob } from '@/lib/server/jobs/jobs'
import { runnerOf } from '@/lib/server/jobs/runner'
import { route } from '@/lib/server/route'
import { readOptions } from '@/lib/trace/api'

export const POST = route<'hash'>(async ({ request, params, store, author }) => {
  const by = author()
  const options = await readJson(request, readOptions)
  const [title, parameters] = [await titleOf(store, params.hash), { hash: params.hash, options }]
  const job = await createQueuedJob(store, by, { kind: 'evidenceRead', title, parameters })
  runnerOf(store).start()
  return job
})

import { startRequest } from '@/lib/kernel/api'
import { readJson } from '@/lib/server/body'
import { queueUpload } from '@/lib/server/files/uploads'
import { cancelJob, loadJob } from '@/lib/server/jobs/jobs'
import { runnerOf } from '@/lib/server/jobs/runner'
import { route } from '@/lib/server/route'

export const GET = route<'id'>(({ params, store }) => loadJob(store, params.id))

export const POST = route<'id'>(async ({ request, params, store, author }) => {
  const by = author()
  const { parts } = await readJson(request, startRequest)
  const job = await queueUpload(store, by, params.id, parts)
  runnerOf(store).start()
  return job
})

export const DELETE = route<'id'>(async ({ params, store, author }) => {
  author()
  return cancelJob(store, params.id)
})

import { graphRequest } from '@/lib/kernel/api'
import { readJson, uploadedName } from '@/lib/server/body'
import { assertUpload, listGraphs } from '@/lib/server/graphs'
import { createJob, listJobs } from '@/lib/server/jobs/jobs'
import { route } from '@/lib/server/route'

export const GET = route(async ({ store }) => ({
  graphs: await listGraphs(store),
  jobs: await listJobs(store, 'kernelImport'),
}))

export const POST = route(async ({ request, store, author }) => {
  const { name, size } = await readJson(request, graphRequest)
  assertUpload(size)
  return createJob(store, author(), { kind: 'kernelImport', title: uploadedName(name) })
})

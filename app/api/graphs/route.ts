import { graphRequest } from '@/lib/kernel/api'
import { readJson, uploadedName } from '@/lib/server/body'
import { assertUpload, listGraphs } from '@/lib/server/files/graphs'
import { serverAddress, serverNames } from '@/lib/server/files/kernelServers'
import { createUpload } from '@/lib/server/files/uploads'
import { createQueuedJob, listJobs } from '@/lib/server/jobs/jobs'
import { runnerOf } from '@/lib/server/jobs/runner'
import { route } from '@/lib/server/route'

export const GET = route(async ({ store }) => ({
  graphs: await listGraphs(store),
  jobs: await listJobs(store, 'kernelImport'),
  servers: serverNames(),
}))

export const POST = route(async ({ request, store, author }) => {
  const by = author()
  const asked = await readJson(request, graphRequest)
  if ('server' in asked) {
    serverAddress(asked.server) // refused now, not later
    const job = await createQueuedJob(store, by, {
      kind: 'kernelImport',
      title: asked.server,
      parameters: asked,
    })
    runnerOf(store).start()
    return job
  }
  const { name, size, onto, instance } = asked
  assertUpload(size)
  return createUpload(store, by, {
    ...{ kind: 'kernelImport', title: uploadedName(name), size },
    parameters: { onto, instance },
  })
})

import { readJson, uploadedName } from '@/lib/server/body'
import { listEvidence } from '@/lib/server/files/evidence'
import { createUpload } from '@/lib/server/files/uploads'
import { listJobs } from '@/lib/server/jobs/jobs'
import { route } from '@/lib/server/route'
import { evidenceRequest } from '@/lib/trace/api'

export const GET = route(async ({ store }) => ({
  files: await listEvidence(store),
  jobs: [...(await listJobs(store, 'evidenceImport')), ...(await listJobs(store, 'evidenceRead'))],
}))

export const POST = route(async ({ request, store, author }) => {
  const by = author()
  const { name, size, options, redaction } = await readJson(request, evidenceRequest)
  const parameters = { options, redaction }
  return createUpload(store, by, { kind: 'evidenceImport', title: uploadedName(name), size, parameters })
})

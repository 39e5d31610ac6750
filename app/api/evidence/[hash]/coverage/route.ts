import { readJson } from '@/lib/server/body'
import { coverEvidence } from '@/lib/server/files/evidence'
import { route } from '@/lib/server/route'
import { coverageRequest } from '@/lib/trace/coverage/request'

export const POST = route<'hash'>(async ({ request, params, store, asker }) =>
  coverEvidence(store, params.hash, await readJson(request, coverageRequest), asker),
)

import { parseAs, readForm } from '@/lib/server/body'
import { importUploads } from '@/lib/server/files/imports'
import { route } from '@/lib/server/route'
import { importOptions } from '@/lib/stpa/api'

export const POST = route(async ({ request, store, author, asker }) => {
  const form = await readForm(request)
  const options = parseAs(importOptions, () => JSON.parse(form.options))
  return importUploads(store, options.dryRun ? undefined : author(), form.files, options, undefined, asker)
})

// What a browser does to import a file, by the same requests.
import { closeSync, openSync, readSync, statSync } from 'node:fs'
import { address, send } from './server'

/** A person who gave their name: the cookie. */
export async function signedIn(): Promise<string> {
  const named = await send('PUT', '/api/author', JSON.stringify({ name: 'Bench' }))
  return named.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
}

const partSize = 4_000_000

/** Imports a file at `/api/graphs` or `/api/evidence`; the hash under which it is kept. */
export async function importedAt(endpoint: string, path: string, cookie: string): Promise<string> {
  const size = statSync(path).size
  const request = JSON.stringify({ name: 'bench', size })
  const job: { id: string } = await (await send('POST', endpoint, request, cookie)).json()
  const parts = Math.ceil(size / partSize)
  const file = openSync(path, 'r')
  for (let part = 0; part < parts; part++) {
    const content = new Uint8Array(Math.min(partSize, size - part * partSize))
    readSync(file, content, 0, content.length, part * partSize)
    await send('PUT', `/api/jobs/${job.id}/parts/${part}`, content, cookie)
  }
  closeSync(file)
  await send('POST', `/api/jobs/${job.id}`, JSON.stringify({ parts }), cookie)
  for (;;) {
    const { state, result }: { state: string; result: { hash: string } | null } = await (
      await fetch(`${address}/api/jobs/${job.id}`)
    ).json()
    if (result) return result.hash
    if (state === 'failed') throw new Error('the import failed')
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

// A server of the built workbench for the benches, with a data folder of its own.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const port = 4790
export const address = `http://127.0.0.1:${port}`
export const folder = mkdtempSync(join(tmpdir(), 'stpa-bench-http-'))

export async function started(): Promise<ChildProcess> {
  const env = { ...process.env, PORT: String(port), STPA_DATA: folder, HOST: '', DATABASE_URL: '' }
  const server = spawn(process.execPath, ['scripts/start.mjs'], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  await new Promise<void>((resolve, reject) => {
    server.stdout?.on('data', (text: Buffer) => text.includes(`:${port}`) && resolve())
    server.once('exit', (code) => reject(new Error(`the server ended with ${code}`)))
  })
  return server
}

export async function stopped(server: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => server.once('exit', resolve))
  server.removeAllListeners('exit').once('exit', () => undefined)
  server.kill('SIGINT')
  await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 5_000))])
}

/** A request as a page of the workbench makes it. */
export async function send(
  method: string,
  path: string,
  body: string | FormData | Uint8Array<ArrayBuffer>,
  cookie = '',
): Promise<Response> {
  const type =
    typeof body === 'string' ? 'application/json' : body instanceof FormData ? undefined : 'application/octet-stream'
  const headers = { Origin: address, cookie, ...(type ? { 'Content-Type': type } : {}) }
  const response = await fetch(`${address}${path}`, { method, headers, body })
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  return response
}

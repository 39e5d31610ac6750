/**
 * The serving process of `npm start`, built to dist/server.js: Next inside our own HTTP server. scripts/serve.mjs starts
 * it when all is built and the database is prepared.  node dist/server.js HOST PORT
 */
import { createServer, type Server } from 'node:http'
import next from 'next'
import { keepOutside } from '../outside'
import { declareAround } from './encoding'
import { serverAround } from './server'

const [hostname = '127.0.0.1', port = '3000'] = process.argv.slice(2)

/** Milliseconds that open requests get to end when the server is stopped. */
const patience = 3_000

keepOutside()
declareAround()
// Next listens for upgrades on the server that it is given: one that never gets any, for there are none here.
const app = next({ dev: false, dir: process.cwd(), hostname, port: Number(port), httpServer: createServer() })
let prepared: Promise<void> | undefined
const handle = app.getRequestHandler()
const server = serverAround(async (request, response) => {
  await prepared // who comes early waits
  await handle(request, response)
})
server.once('error', (error) => end(`Port ${port} cannot be served`, error))
server.listen(Number(port), hostname, () => {
  process.send?.('ready')
  prepared = app.prepare()
  prepared.catch((error: unknown) => end('The pages cannot be served', error))
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stop(server))
process.once('disconnect', () => stop(server)) // who started this is gone

function stop(server: Server): void {
  server.close(() => process.exit(0))
  server.closeIdleConnections()
  setTimeout(() => process.exit(0), patience).unref()
}

function end(what: string, error: unknown): void {
  console.error(`${what}: ${error instanceof Error ? error.message : String(error)}`)
  process.exit(1)
}

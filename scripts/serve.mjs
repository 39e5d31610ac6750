// The steps of `npm start`: install, build, migrate, seed, serve. Node built-ins only until the packages are there.
import { spawn } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { prepareDatabase } from './database.mjs'
import { databaseUrl, dataFolder, root } from './place.mjs'
import { build, install } from './prepare.mjs'

function refuse(message) {
  console.error(message)
  process.exit(1)
}

function hostAndPort() {
  const host = process.env.HOST || '127.0.0.1'
  if (!['127.0.0.1', 'localhost', '::1'].includes(host)) {
    refuse(`HOST=${host} is refused: there are no accounts yet, so only this machine is served. Leave HOST out.`)
  }
  const port = Number(process.env.PORT || 3000)
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    refuse(`PORT=${process.env.PORT} is not a port: use a number from 1 to 65535.`)
  }
  return { host, port }
}

function checkPort({ host, port }) {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', ({ code, message }) => {
      const wayOut = `stop what uses it, or choose another one: PORT=${port + 1} npm start`
      refuse(code === 'EADDRINUSE' ? `Port ${port} is busy: ${wayOut}` : `Port ${port} cannot be used: ${message}`)
    })
    probe.listen(port, host, () => probe.close(resolve))
  })
}

/**
 * By writing: permissions alone say nothing on a read-only file system, or to root. Temporary files go there also when
 * the database is elsewhere.
 */
function checkData() {
  const folder = dataFolder()
  const probe = join(folder, `.probe-${process.pid}`)
  try {
    mkdirSync(folder, { recursive: true })
    writeFileSync(probe, '')
    rmSync(probe)
  } catch ({ code }) {
    refuse(`The data folder ${folder} cannot be written (${code}): choose another one: STPA_DATA=/path npm start`)
  }
}

/** One line of what failed, never a stack: the steps before have printed theirs. */
async function step(name, work) {
  try {
    await work()
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error.message ?? error.cause ?? error)
    refuse(`${name} failed: ${message.trim().split('\n').at(-1)}`)
  }
}

/** A signal to npm ends npm and its shell, which pass it on to nobody: their end is the signal. */
function stopWithParent(stop) {
  const parent = process.ppid
  const timer = setInterval(() => process.ppid !== parent && stop(), 500)
  timer.unref()
}

function serve({ host, port }) {
  // glibc raises this bound by itself, and then keeps the memory of large bodies that are gone.
  const memory = { MALLOC_MMAP_THRESHOLD_: '1048576' }
  const more = { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', ...memory }
  const env = { ...process.env, ...more, DATABASE_URL: databaseUrl(), STPA_DATA: dataFolder() }
  const command = ['dist/server.js', host, String(port)]
  // What Next prints of itself is not for users.
  const child = spawn(process.execPath, command, { cwd: root, env, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const address = `http://${host.includes(':') ? `[${host}]` : host}:${port}`
  child.once('message', () => console.log(`STPA Workbench is at ${address} (Ctrl-C stops it)`))
  let stopping = false
  const stop = () => {
    stopping = true
    child.kill('SIGTERM')
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop)
  if (process.env.npm_lifecycle_event) stopWithParent(stop)
  child.on('exit', (code) => process.exit(stopping ? 0 : (code ?? 1)))
}

const place = hostAndPort()
checkData()
await checkPort(place)
await step('Installing', install)
await step('Building', build)
await step('Preparing the database', prepareDatabase)
serve(place)

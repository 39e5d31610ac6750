// `npm start`: installs, builds, migrates, seeds, serves. Node built-ins only until the packages are there.
import { spawn } from 'node:child_process'
import { accessSync, constants, mkdirSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { databaseUrl, dataFolder } from './place.mjs'
import { buildIfChanged, install } from './prepare.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

function refuse(message) {
  console.error(message)
  process.exit(1)
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19)) {
    refuse(`Node ${process.versions.node} is too old: STPA Workbench needs Node 20.19 or newer (https://nodejs.org).`)
  }
}

function hostAndPort() {
  const host = process.env.HOST || '127.0.0.1'
  if (!['127.0.0.1', 'localhost', '::1'].includes(host)) {
    refuse(
      `HOST=${host} is refused: there are no accounts yet, so only this machine is served. Leave HOST out, or use 127.0.0.1.`,
    )
  }
  const port = Number(process.env.PORT || 3000)
  if (!Number.isInteger(port) || port < 1 || port > 65535)
    refuse(`PORT=${process.env.PORT} is not a port: use a number from 1 to 65535.`)
  return { host, port }
}

function checkPort({ host, port }) {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', (error) => {
      refuse(
        error.code === 'EADDRINUSE'
          ? `Port ${port} is busy: stop what uses it, or choose another one: PORT=${port + 1} npm start`
          : `Port ${port} cannot be used: ${error.message}`,
      )
    })
    probe.listen(port, host, () => probe.close(resolve))
  })
}

function checkData() {
  if (process.env.DATABASE_URL) return
  const folder = dataFolder()
  try {
    mkdirSync(folder, { recursive: true })
    accessSync(folder, constants.W_OK)
  } catch {
    refuse(
      `The data folder ${folder} cannot be written: make it writable, or choose another one: STPA_DATA=/path npm start`,
    )
  }
}

async function prepareDatabase() {
  const url = databaseUrl()
  try {
    const { migrate } = await import('./migrate.mjs')
    await migrate(url)
    const { seed } = await import(pathToFileURL(join(root, 'dist/seed.js')).href)
    await seed()
  } catch (error) {
    const where = process.env.DATABASE_URL ? 'the database of DATABASE_URL' : url
    refuse(`Cannot prepare ${where}: ${error instanceof Error ? error.message.split('\n')[0] : error}`)
  }
}

function serve({ host, port }) {
  const env = {
    ...process.env,
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    DATABASE_URL: databaseUrl(),
    STPA_DATA: dataFolder(),
  }
  const next = join(root, 'node_modules/next/dist/bin/next')
  const child = spawn(process.execPath, [next, 'start', '-H', host, '-p', String(port)], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const address = `http://${host.includes(':') ? `[${host}]` : host}:${port}`
  let announced = false
  child.stdout.on('data', (chunk) => {
    if (announced || !/ready/i.test(String(chunk))) return
    announced = true
    console.log(`STPA Workbench is at ${address} (Ctrl-C stops it)`)
  })
  let stopping = false
  const stop = () => {
    stopping = true
    child.kill('SIGTERM')
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  child.on('exit', (code) => process.exit(stopping ? 0 : (code ?? 1)))
}

checkNode()
const place = hostAndPort()
checkData()
await checkPort(place)
install()
await buildIfChanged()
await prepareDatabase()
serve(place)

// `npm run test:storm`: what others notice of two hostile uploads, 50 open bodies, 300 half headers and a lying size, and
// whether memory and disk are back afterwards. Starts a server of its own, ends by itself; needs a quiet machine.
import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { root } from './place.mjs'

/**
 * Milliseconds: of measuring before, meanwhile and after; until all that was begun is ended by the server; until what is
 * no longer needed is given back.
 */
const times = { before: 8_000, meanwhile: 25_000, ended: 20_000, after: 8_000, back: 60_000 }
/** p95 of others in milliseconds; how much memory and disk may be left over, in megabytes. */
const goals = { p95: 100, memory: 100, disk: 20 }

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })
}

async function started(port, data) {
  const env = { ...process.env, PORT: String(port), HOST: '', STPA_DATA: data, DATABASE_URL: '' }
  const server = spawn(process.execPath, ['scripts/start.mjs'], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await new Promise((resolve, reject) => {
    server.stdout.on('data', (text) => text.includes(`:${port}`) && resolve())
    server.once('exit', (code) => reject(new Error(`the server ended with ${code}`)))
  })
  return server
}

/** Resident megabytes of the process that serves: the child of the one that was started. */
function memoryOf({ pid }) {
  const [child] = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ')
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child}/status`, 'utf8'))[1]) / 1024
}

function diskOf(folder) {
  const files = readdirSync(folder, { recursive: true }).map((name) => statSync(join(folder, name)))
  return files.reduce((sum, { size }) => sum + size, 0) / 1e6
}

async function named(address, name) {
  const headers = { 'Content-Type': 'application/json' }
  const response = await fetch(`${address}/api/author`, { method: 'PUT', headers, body: JSON.stringify({ name }) })
  return response.headers.getSetCookie()[0].split(';')[0]
}

let changes = 0

/** What somebody does who works meanwhile: opens, reads, saves. */
function requestsOf(address, cookie) {
  const change = () => {
    const operations = [{ op: 'create', uid: `storm-${changes++}`, kind: 'hazard', fields: { text: 'In a storm' } }]
    const headers = { cookie, 'Content-Type': 'application/json' }
    const body = JSON.stringify({ operations })
    return fetch(`${address}/api/analyses/telltale/operations`, { method: 'POST', headers, body })
  }
  const read = (path) => () => fetch(`${address}${path}`, { headers: { cookie } })
  return [read('/'), read('/api/analyses'), read('/api/analyses/telltale'), change, read('/api/graphs')]
}

/** Latencies in milliseconds, of one request each 40 ms, whether or not the one before has been answered. */
async function measured(requests, milliseconds) {
  const [latencies, all] = [[], []]
  for (let turn = 0, begin = performance.now(); performance.now() - begin < milliseconds; turn++) {
    const one = async () => {
      const start = performance.now()
      const response = await requests[turn % requests.length]()
      await response.arrayBuffer()
      latencies.push(performance.now() - start)
      if (!response.ok) throw new Error(`${response.url}: ${response.status}`)
    }
    all.push(one())
    await pause(40)
  }
  await Promise.all(all)
  latencies.sort((left, right) => left - right)
  const at = (share) => latencies[Math.floor(share * (latencies.length - 1))]
  return { count: latencies.length, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) }
}

/** Memory is given back when the server has nothing to do for a while. */
async function back(server, data, before) {
  for (let end = performance.now() + times.back; performance.now() < end; await pause(1_000)) {
    const [memory, disk] = [memoryOf(server) - before.memory, diskOf(data) - before.disk]
    if (memory < goals.memory / 2 && disk < goals.disk / 2) break
  }
  return { memory: memoryOf(server), disk: diskOf(data) }
}

const told = (worker) => new Promise((resolve) => worker.once('message', resolve))

async function storm(address, port, cookie, server) {
  const worker = new Worker(new URL('./storm/attacks.mjs', import.meta.url), { workerData: { port, cookie } })
  const lies = told(worker)
  let most = 0
  const watch = setInterval(() => {
    most = Math.max(most, memoryOf(server))
  }, 200)
  const meanwhile = await measured(requestsOf(address, await named(address, 'Other')), times.meanwhile)
  clearInterval(watch)
  const { lies: statuses } = await lies
  await pause(Math.max(0, times.ended - times.meanwhile))
  worker.postMessage('end')
  return { meanwhile, most, statuses, held: await told(worker) }
}

const line = ({ count, p50, p95, p99, max }) =>
  `${count} requests, p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)}, p99 ${p99.toFixed(1)}, most ${max.toFixed(1)}`

async function run(data) {
  const port = await freePort()
  const address = `http://127.0.0.1:${port}`
  const server = await started(port, data)
  try {
    const cookie = await named(address, 'Stranger')
    const others = requestsOf(address, await named(address, 'Worker'))
    await measured(others, times.before) // warms up
    const before = { ...(await measured(others, times.before)), memory: memoryOf(server), disk: diskOf(data) }
    const { meanwhile, most, statuses, held } = await storm(address, port, cookie, server)
    const later = { ...(await measured(others, times.after)), ...(await back(server, data, before)) }
    console.log(
      `before     ${line(before)}; ${before.memory.toFixed(0)} MB of memory, ${before.disk.toFixed(1)} MB on disk`,
    )
    console.log(`meanwhile  ${line(meanwhile)}; at most ${most.toFixed(0)} MB of memory`)
    console.log(
      `afterwards ${line(later)}; ${later.memory.toFixed(0)} MB of memory, ${later.disk.toFixed(1)} MB on disk`,
    )
    console.log(
      `${held.opened} connections held, ${held.answered} answered, ${held.closed} ended by the server; lies: ${statuses}`,
    )
    return [
      meanwhile.p95 < goals.p95 || `p95 of others is ${meanwhile.p95.toFixed(1)} ms, goal ${goals.p95}`,
      later.memory - before.memory < goals.memory ||
        `${(later.memory - before.memory).toFixed(0)} MB of memory are left`,
      later.disk - before.disk < goals.disk || `${(later.disk - before.disk).toFixed(1)} MB on disk are left`,
      held.left === 0 || `${held.left} connections were not ended`,
      statuses.every((status) => status === 413) || `a lying size was taken: ${statuses}`,
    ].filter((problem) => problem !== true)
  } finally {
    server.kill('SIGTERM')
    await new Promise((resolve) => server.once('exit', resolve))
  }
}

const data = mkdtempSync(join(tmpdir(), 'stpa-storm-'))
try {
  const problems = await run(data)
  for (const problem of problems) console.log(`FAILED: ${problem}`)
  process.exitCode = problems.length > 0 ? 1 : 0
} finally {
  rmSync(data, { recursive: true, force: true })
}

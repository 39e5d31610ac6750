// What strangers do to a server in a storm, on a thread of its own so that those who are measured do not wait for it.
// Bounded in number and time; to this machine only.
import { connect } from 'node:net'
import { parentPort, workerData } from 'node:worker_threads'

const { port, cookie } = workerData
const host = `127.0.0.1:${port}`
const address = `http://${host}`
const counts = { answered: 0, closed: 0, opened: 0 }
const sockets = new Set()

/** A connection that sends `first`, and then `drop` each second. */
function hold(first, drop = '') {
  const socket = connect({ port, host: '127.0.0.1' })
  sockets.add(socket)
  counts.opened++
  socket.write(first)
  const timer = drop && setInterval(() => socket.write(drop), 1_000)
  socket.once('data', () => counts.answered++)
  socket.on('error', () => {})
  socket.once('close', () => {
    clearInterval(timer)
    sockets.delete(socket)
    counts.closed++
  })
}

const head = (first, ...headers) => [first, `Host: ${host}`, `Cookie: ${cookie}`, ...headers].join('\r\n')

/** Fifty bodies that say they are large and trickle, three hundred headers that never end. */
function holdMany() {
  for (let body = 0; body < 50; body++) {
    hold(`${head('POST /api/imports HTTP/1.1', 'Content-Length: 2000000')}\r\n\r\n${'x'.repeat(1_000)}`, 'x')
  }
  for (let header = 0; header < 300; header++) hold(head('GET / HTTP/1.1', 'X-Half:'), 'x')
}

async function send(method, path, body, type = 'application/json') {
  const headers = { cookie, ...(type ? { 'Content-Type': type } : {}) }
  const response = await fetch(`${address}${path}`, { method, headers, body })
  return { status: response.status, body: await response.json().catch(() => ({})) }
}

async function upload(name, text) {
  const { body: job } = await send('POST', '/api/graphs', JSON.stringify({ name, size: text.length }))
  await send('PUT', `/api/jobs/${job.id}/parts/0`, text, 'application/octet-stream')
  await send('POST', `/api/jobs/${job.id}`, '{"parts":1}')
}

/** Each of 40 KB: text on which a pattern with a repetition in a repetition takes minutes. */
async function hostileUploads() {
  const arrows = `digraph G {\nrankdir="LR"\n""${'->"[]"'.repeat(6_600)}x\n}\n`
  const brackets = `A SECTION\nF:\t${'['.repeat(40_000)}`
  await Promise.all([upload('arrows.dot', arrows), upload('MAINTAINERS', brackets)])
  for (const [name, text] of [
    ['arrows.dot', arrows],
    ['brackets.yaml', brackets],
  ]) {
    const form = new FormData()
    form.append('options', '{"dryRun":true}')
    form.append('files', new File([text], name))
    await send('POST', '/api/imports', form, '')
  }
}

/** Says ten bytes, and sends parts of 8 MB: each must be refused. The upload is left as it is. */
async function lie() {
  const { body: job } = await send('POST', '/api/evidence', '{"name":"x.strace","size":10}')
  const statuses = []
  for (let part = 0; part < 8; part++) {
    const path = `/api/jobs/${job.id}/parts/${part}`
    statuses.push((await send('PUT', path, Buffer.alloc(7_900_000), 'application/octet-stream')).status)
  }
  await send('DELETE', `/api/jobs/${job.id}`, undefined, '')
  return statuses
}

holdMany()
const [, statuses] = await Promise.all([hostileUploads().catch(() => {}), lie()])
parentPort.postMessage({ lies: statuses })
parentPort.once('message', () => {
  parentPort.postMessage({ ...counts, left: sockets.size })
  for (const socket of sockets) socket.destroy()
  parentPort.close()
})

import { readdirSync, readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { expect, it } from 'vitest'
import { answered, listening, opened, partsOf } from '../testing/sockets'
import { doors } from './doors'

/** Reads the body and says how much it was: what stands for Next. */
async function counting(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let size = 0
  for await (const chunk of request) size += chunk.length
  response.end(`${request.method} ${size}`)
}

const cookie = 'Cookie: stpa-author=x'
const lines = (...headers: string[]) => [...headers, 'Connection: close', '', ''].join('\r\n')
const asked = (first: string, ...headers: string[]) => lines(first, 'Host: 127.0.0.1', ...headers)

const malformed: readonly [what: string, bytes: string, status: number, code: string][] = [
  ['no HTTP', 'hello\r\n\r\n', 400, 'badRequest'],
  ['the beginning of TLS', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 400, 'badRequest'],
  ['the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400, 'badRequest'],
  ['a method that is none', asked('GARBAGE / HTTP/1.1'), 400, 'badRequest'],
  ['a method in small letters', asked('get / HTTP/1.1'), 400, 'badRequest'],
  ['another version', asked('GET / HTTP/9.9'), 400, 'badRequest'],
  ['TRACE', asked('TRACE / HTTP/1.1'), 405, 'notAllowed'],
  ['PROPFIND', asked('PROPFIND /api/analyses HTTP/1.1'), 405, 'notAllowed'],
  ['CONNECT', asked('CONNECT evil.example:443 HTTP/1.1'), 405, 'notAllowed'],
  ['OPTIONS of everything', asked('OPTIONS * HTTP/1.1'), 400, 'badRequest'],
  ['a page posted to', asked('POST / HTTP/1.1', 'Content-Length: 2'), 405, 'notAllowed'],
  ['a page that is given a server action', asked('POST /analyses HTTP/1.1', 'Next-Action: x'), 405, 'notAllowed'],
  ['the whole address', asked('GET http://evil.example/ HTTP/1.1'), 400, 'badRequest'],
  ['a broken escape', asked('GET /%zz HTTP/1.1'), 400, 'badRequest'],
  ['an escape that is cut off', asked('GET /api/analyses/a%2 HTTP/1.1'), 400, 'badRequest'],
  ['an escape that is no UTF-8', asked('GET /api/analyses/%ff HTTP/1.1'), 400, 'badRequest'],
  ['half a character', asked('GET /api/analyses/%ED%A0%80 HTTP/1.1'), 400, 'badRequest'],
  ['a NUL', asked('GET /api/analyses/a%00 HTTP/1.1'), 400, 'badRequest'],
  ['a NUL of a query', asked('GET /api/analyses/a/export?format=%00 HTTP/1.1'), 400, 'badRequest'],
  ['a broken escape of a query', asked('GET /api/analyses/a/export?format=%g HTTP/1.1'), 400, 'badRequest'],
  ['bytes above ASCII', asked('GET /\xe4 HTTP/1.1'), 400, 'badRequest'],
  ['no Host', lines('GET / HTTP/1.1'), 400, 'badRequest'],
  ['two of them', asked('GET / HTTP/1.1', 'Host: 127.0.0.1'), 400, 'badRequest'],
  ['another Host', lines('GET / HTTP/1.1', 'Host: evil.example'), 403, 'forbidden'],
  ['an expectation that nobody meets', asked('GET / HTTP/1.1', 'Expect: miracles'), 400, 'badRequest'],
  ['an address of the API that is none', asked('GET /api/nothing HTTP/1.1'), 404, 'notFound'],
  ['a slash too many', asked('GET /api/analyses/ HTTP/1.1'), 404, 'notFound'],
  ['a body where none belongs', asked('GET / HTTP/1.1', 'Content-Length: 5'), 400, 'badRequest'],
  ['a size that is none', asked('PUT /api/author HTTP/1.1', 'Content-Length: 5x'), 400, 'badRequest'],
  ['a size below nought', asked('PUT /api/author HTTP/1.1', 'Content-Length: -5'), 400, 'badRequest'],
  ['two sizes', asked('PUT /api/author HTTP/1.1', 'Content-Length: 5', 'Content-Length: 6'), 400, 'badRequest'],
  [
    'a size and chunks',
    asked('PUT /api/author HTTP/1.1', 'Content-Length: 5', 'Transfer-Encoding: chunked'),
    400,
    'badRequest',
  ],
  ['chunks', asked('PUT /api/author HTTP/1.1', 'Transfer-Encoding: chunked'), 411, 'lengthRequired'],
  ['too large a body', asked('PUT /api/author HTTP/1.1', 'Content-Length: 10001'), 413, 'tooLarge'],
  ['too large an import', asked('POST /api/imports HTTP/1.1', 'Content-Length: 33000001'), 413, 'tooLarge'],
  [
    'a number that no machine holds',
    asked('POST /api/imports HTTP/1.1', `Content-Length: ${'9'.repeat(19)}`),
    413,
    'tooLarge',
  ],
  ['nobody’s change', asked('POST /api/analyses HTTP/1.1', 'Content-Length: 9'), 401, 'noAuthor'],
  [
    'a change by another site',
    asked('POST /api/analyses HTTP/1.1', cookie, 'Origin: http://evil.example', 'Content-Length: 9'),
    403,
    'forbidden',
  ],
  ['too long a header', asked('GET / HTTP/1.1', `X: ${'x'.repeat(20_000)}`), 431, 'headersTooLarge'],
  ['too long an address', asked(`GET /${'x'.repeat(20_000)} HTTP/1.1`), 431, 'headersTooLarge'],
  ['a header folded over lines', asked('GET / HTTP/1.1', 'X: 1', ' 2', '\x00'), 400, 'badRequest'],
]

it.concurrent.each(malformed)(
  '%s is refused in the shape of every error, and the connection closed',
  async (_, bytes, ...expected) => {
    const port = await listening(async () => expect.unreachable('the handler was asked'))
    const { status, code, headers } = partsOf(await answered(port, bytes))
    expect([status, code]).toEqual(expected)
    expect(headers).toMatch(/Content-Type: application\/json/i)
    expect(headers).toMatch(/X-Content-Type-Options: nosniff/i)
  },
)

it('knows every address of the API with its methods, and no other', () => {
  const folder = new URL('../../../app/', import.meta.url)
  const files = readdirSync(new URL('api', folder), { recursive: true, encoding: 'utf8' })
  const found = files
    .filter((file) => file.endsWith('route.ts'))
    .map((file) => {
      const text = readFileSync(new URL(`api/${file}`, folder), 'utf8')
      const methods = [...text.matchAll(/^export const ([A-Z]+) =/gm)].map(([, method]) => method).sort()
      return [`/api/${file.replace('/route.ts', '')}`, methods]
    })
  const known = Object.entries(doors).map(([path, methods]) => [path, Object.keys(methods).sort()])
  expect(Object.fromEntries(known)).toEqual(Object.fromEntries(found))
})

it('passes on what is right, several requests on one connection', async () => {
  const port = await listening(counting)
  const put = 'PUT /api/author HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\nabc'
  const answer = await answered(port, put + asked('GET /analyses/%C3%A4?q=a%20b HTTP/1.1'))
  expect(answer).toMatch(/PUT 3[\s\S]*GET 0$/)
})

it('goes on in HTTP/1.1 when another protocol is offered, as clients of HTTP/2 do', async () => {
  const port = await listening(counting)
  const offer = 'GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close, Upgrade\r\nUpgrade: h2c\r\n\r\n'
  expect(await answered(port, offer)).toMatch(/^HTTP\/1\.1 200 [\s\S]*GET 0$/)
})

it('asks for a body only when it will read it', async () => {
  const port = await listening(counting)
  const head = (size: number) => asked('PUT /api/author HTTP/1.1', `Content-Length: ${size}`, 'Expect: 100-continue')
  expect(partsOf(await answered(port, head(10_001))).status).toBe(413)
  const { socket, whole } = opened(port)
  socket.once('data', () => socket.write('12345'))
  socket.write(head(5))
  expect(await whole).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK[\s\S]*PUT 5$/)
})

it('answers a refused upload while it is still being sent, and takes little more of it', async () => {
  const port = await listening(counting)
  const { socket, whole } = opened(port)
  socket.write(asked('POST /api/imports HTTP/1.1', 'Content-Length: 50000000'))
  const chunk = Buffer.alloc(1_000_000)
  let sent = 0
  const more = () => {
    while (sent < 50 && socket.write(chunk)) sent++
    sent++
  }
  socket.on('drain', more)
  more()
  expect(partsOf(await whole).code).toBe('tooLarge')
  expect(sent).toBeLessThan(25)
})

it('ends headers that stay half, and without a word connections on which nothing is asked', async () => {
  const port = await listening(counting, { headerTime: 50 })
  const half = await answered(port, 'GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n')
  expect(partsOf(half)).toMatchObject({ status: 408, code: 'timedOut' })
  expect(await answered(port, '')).toBe('')
})

it('ends a body that trickles, and lets one be that goes on', async () => {
  const port = await listening(counting, { patience: 150, slowest: 1_000 })
  const send = (bytes: number) => {
    const { socket, whole } = opened(port)
    socket.write(asked('PUT /api/author HTTP/1.1', 'Content-Length: 10000'))
    const timer = setInterval(() => socket.write('x'.repeat(bytes)), 10)
    return whole.finally(() => clearInterval(timer))
  }
  const [slow, fast] = await Promise.all([send(1), send(500)])
  expect(partsOf(slow)).toMatchObject({ status: 408, code: 'timedOut' })
  expect(fast).toMatch(/PUT 10000$/)
})

it('holds no more bodies than it has memory for, and has it back when their senders are gone', async () => {
  const port = await listening(counting, { bodies: 20_000, small: 500 })
  const head = asked('PUT /api/author HTTP/1.1', 'Content-Length: 10000')
  const open = [opened(port), opened(port)]
  for (const { socket } of open) socket.write(head)
  await expect.poll(async () => partsOf(await answered(port, head)).code).toBe('busy')
  for (const { socket } of open) socket.destroy()
  await expect
    .poll(() => answered(port, head + 'x'.repeat(10_000)).then((answer) => answer.slice(-9)))
    .toBe('PUT 10000')
})

it('lets who has something to save in beside large bodies, and before those who still send', async () => {
  const port = await listening(counting, { bodies: 10_000, small: 500, open: 3 })
  const held = Array.from({ length: 3 }, () => opened(port))
  held[0]?.socket.write(asked('PUT /api/author HTTP/1.1', 'Content-Length: 10000'))
  const save = asked('PUT /api/author HTTP/1.1', 'Content-Length: 3')
  expect(await answered(port, `${save}abc`)).toMatch(/PUT 3$/)
  for (const { socket } of held.slice(1)) socket.write(save)
  await expect.poll(() => answered(port, `${save}abc`)).toMatch(/PUT 3$/)
  await expect.poll(() => answered(port, `${save}abc`).then(() => held[0]?.socket.closed)).toBe(true)
})

it('drops the connection that waits longest when there are too many', async () => {
  const port = await listening(counting, { connections: 20 })
  const idle = Array.from({ length: 20 }, () => opened(port))
  await Promise.all(idle.map(({ socket }) => new Promise((resolve) => socket.once('connect', resolve))))
  expect(await answered(port, asked('GET / HTTP/1.1'))).toMatch(/GET 0$/)
  await idle[0]?.whole
  expect(idle.slice(1).every(({ socket }) => !socket.closed)).toBe(true)
})

it('ends an answer that nobody takes', async () => {
  let isClosed = false
  const endless = async (_: IncomingMessage, response: ServerResponse) => {
    response.once('close', () => {
      isClosed = true
    })
    response.write(Buffer.alloc(40_000_000))
  }
  const { socket } = opened(await listening(endless, { stuck: 100 }))
  socket.write(asked('GET / HTTP/1.1'))
  socket.pause()
  await expect.poll(() => isClosed).toBe(true)
})

it('answers a failure of the handler as a bug, without its insides', async () => {
  const logged = console.error
  console.error = () => undefined
  try {
    const port = await listening(() => Promise.reject(new Error('secret')))
    const answer = await answered(port, asked('GET / HTTP/1.1'))
    expect([partsOf(answer).code, answer.includes('secret')]).toEqual(['bug', false])
  } finally {
    console.error = logged
  }
})

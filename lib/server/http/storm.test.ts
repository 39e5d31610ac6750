import type { IncomingMessage, ServerResponse } from 'node:http'
import { expect, it } from 'vitest'
import { answered, listening, opened, partsOf } from '../testing/sockets'

const head = (first: string, ...headers: string[]) => [first, 'Host: 127.0.0.1', ...headers].join('\r\n')

/** The part of `npm run test:storm` that needs no clock: who else is served, and that all of it is ended. */
it('serves others while fifty bodies and three hundred headers stand open, and ends each of them', async () => {
  let reading = 0
  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    reading++
    response.once('close', () => reading--)
    for await (const chunk of request) void chunk
    response.end('done')
  }
  const port = await listening(handle, { headerTime: 2_000, patience: 2_000 })
  const bodies = Array.from({ length: 50 }, () => opened(port))
  for (const { socket } of bodies)
    socket.write(`${head('POST /api/imports HTTP/1.1', 'Content-Length: 2000000')}\r\n\r\nx`)
  const headers = Array.from({ length: 300 }, () => opened(port))
  for (const { socket } of headers) socket.write(head('GET / HTTP/1.1', 'X-Half: '))
  await expect.poll(() => reading).toBe(50)

  const others = Array.from({ length: 40 }, () =>
    answered(port, `${head('GET / HTTP/1.1', 'Connection: close')}\r\n\r\n`),
  )
  expect((await Promise.all(others)).every((answer) => answer.endsWith('done'))).toBe(true)
  expect(reading).toBe(50)

  const ended = await Promise.all([...bodies, ...headers].map(({ whole }) => whole))
  expect(new Set(ended.map((answer) => partsOf(answer).code))).toEqual(new Set(['timedOut']))
  expect(reading).toBe(0)
})

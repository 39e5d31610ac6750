import { gzipSync } from 'node:zlib'
import { afterAll, expect, it } from 'vitest'
import { listening } from '../testing/sockets'
import { declareAround, gzipped, takesGzip } from './encoding'

const words = 'once compressed, '.repeat(1_000)
const compressed = new Uint8Array(gzipSync(words))
afterAll(() => {
  delete process.env.STPA_SERVER
})

it.each([
  ['gzip', true],
  ['br, GZIP;q=0.5', true],
  ['*', true],
  ['x-gzip', true],
  ['', false],
  ['identity', false],
  ['gzip;q=0', false],
  ['gzip; q=0.0, *', false],
  ['*;q=0', false],
])('of an asker that says %j, gzip is taken: %s', (accepted, taken) => {
  expect(takesGzip(accepted)).toBe(taken)
})

const answerTo = (accepted: string) =>
  gzipped(new Request('http://localhost/', { headers: { 'Accept-Encoding': accepted } }), compressed, { ETag: '"1"' })

it('without the server around Next a handler answers with the bytes unpacked', async () => {
  const response = await answerTo('gzip')
  expect([await response.text(), response.headers.get('x-stpa-encoding')]).toEqual([words, null])
})

it('what was compressed once reaches who takes it so, and the others unpacked', async () => {
  declareAround()
  const port = await listening(async (request, response) => {
    const { headers, body } = await answerTo(String(request.headers['accept-encoding'] ?? ''))
    headers.forEach((value, name) => void response.setHeader(name, value))
    for await (const chunk of body ?? []) response.write(chunk)
    response.end()
  })
  for (const [accepted, encoding] of [
    ['gzip', 'gzip'],
    ['identity', null],
  ] as const) {
    const response = await fetch(`http://127.0.0.1:${port}/`, { headers: { 'Accept-Encoding': accepted } })
    const told = ['content-encoding', 'x-stpa-encoding', 'cache-control', 'vary', 'etag'].map((name) =>
      response.headers.get(name),
    )
    expect(told).toEqual([encoding, null, 'no-transform', 'Accept-Encoding', '"1"'])
    expect(await response.text()).toBe(words)
  }
})

import { expect, test } from 'vitest'
import { bodyLimit, contentSecurityPolicy, refusalOf, refusalResponse } from './requestPolicy'

const request = (method: string, headers: Record<string, string>) => ({
  method,
  headers: new Headers({ host: '127.0.0.1:3000', ...headers }),
})

test.each(['localhost:3000', 'LOCALHOST', '127.0.0.1:3000', '[::1]:3000', '127.0.0.1'])(
  '%s is this machine',
  (host) => {
    expect(refusalOf(request('GET', { host }))).toBeUndefined()
  },
)

test.each([
  'evil.example:3000',
  'localhost.evil.example',
  '127.0.0.1.evil.example',
  '0.0.0.0:3000',
  '192.168.1.2:3000',
  'localhost:3000@evil.example',
  '',
])('the name "%s" is refused, also for reading: a rebound name is another site', (host) => {
  expect(refusalOf(request('GET', { host }))?.status).toBe(403)
})

test('a page of our own may change things', () => {
  const own = { origin: 'http://127.0.0.1:3000', 'sec-fetch-site': 'same-origin' }
  expect(refusalOf(request('POST', own))).toBeUndefined()
})

test('a program without a browser may change things', () => {
  expect(refusalOf(request('DELETE', {}))).toBeUndefined()
})

test.each([
  [{ origin: 'http://evil.example' }],
  [{ origin: 'null' }],
  [{ origin: 'http://127.0.0.1:8080' }],
  [{ origin: 'http://localhost:3000' }],
  [{ 'sec-fetch-site': 'cross-site' }],
  [{ 'sec-fetch-site': 'same-site' }],
])('a change asked for by another site is refused: %j', (headers) => {
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'PROPFIND']) {
    expect(refusalOf(request(method, headers))?.status).toBe(403)
  }
})

test('a link from another site may be followed', () => {
  expect(refusalOf(request('GET', { 'sec-fetch-site': 'cross-site' }))).toBeUndefined()
})

test('a body over the limit is refused before it is read', () => {
  expect(refusalOf(request('POST', { 'content-length': String(bodyLimit) }))).toBeUndefined()
  expect(refusalOf(request('POST', { 'content-length': String(bodyLimit + 1) }))?.status).toBe(413)
})

test('a refusal answers in the shape of every error', async () => {
  const refusal = refusalOf(request('GET', { host: 'evil.example' }))
  const response = refusal && refusalResponse(refusal)
  expect(response?.status).toBe(403)
  expect(await response?.json()).toMatchObject({ error: { code: 'forbidden', message: expect.any(String) } })
})

test('scripts run by nonce only, and nothing may frame a page', () => {
  const policy = contentSecurityPolicy('abc')
  expect(policy).toContain("script-src 'self' 'nonce-abc' 'strict-dynamic';")
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).not.toContain('unsafe')
})

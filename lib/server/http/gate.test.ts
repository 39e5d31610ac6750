import type { IncomingMessage } from 'node:http'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { doors } from './doors'
import { refusalBefore } from './gate'

const asked = (method: string, url: string, headers: Record<string, string> = {}): IncomingMessage => {
  const all = { host: 'localhost', ...headers }
  // What the gate looks at of a request; a test of the server makes real ones.
  return { method, url, headers: all, rawHeaders: Object.entries(all).flat() } as unknown as IncomingMessage
}

const segment = fc.oneof(
  fc.constantFrom(
    'api',
    'analyses',
    'jobs',
    'parts',
    'author',
    'undo',
    '..',
    '',
    '__proto__',
    'constructor',
    '%2e',
    '%2F',
  ),
  fc.string({ maxLength: 6 }),
  fc.string({ unit: 'binary', maxLength: 6 }).map(encodeURIComponent),
  fc.constantFrom('%', '%0', '%zz', '%00', '%ff', '%ED%A0%80', '%F4%90%80%80', '%c0%af'),
)
const url = fc.array(segment, { maxLength: 6 }).map((segments) => `/${segments.join('/')}`)
const method = fc.oneof(
  fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'TRACE', '__proto__', 'toString'),
  fc.string(),
)
const size = fc.oneof(fc.constant('0'), fc.nat({ max: 1e8 }).map(String))

it('answers any address, method and size with a refusal, or lets it pass to a door that takes it', () => {
  fc.assert(
    fc.property(method, url, size, (verb, path, claim) => {
      const refusal = refusalBefore(asked(verb, path, { 'content-length': claim, cookie: 'stpa-author=x' }))
      if (refusal) {
        expect(refusal.status).toBeGreaterThanOrEqual(400)
        expect(refusal.status).toBeLessThan(500)
        return
      }
      const segments = path.split('?')[0]?.split('/').map(decodeURIComponent) ?? []
      const name = verb === 'HEAD' ? 'GET' : verb
      if (segments[1] !== 'api') {
        expect([name, claim]).toEqual(['GET', '0'])
        return
      }
      const taken = Object.entries(doors).some(
        ([pattern, methods]) =>
          pattern.split('/').length === segments.length && Number(claim) <= (methods[name]?.body ?? -1),
      )
      expect(taken).toBe(true)
    }),
    { numRuns: 10_000, seed: 11 },
  )
})

it('finds a door by its own names alone', () => {
  for (const path of Object.keys(doors)) {
    const address = path.replaceAll(/\[\w+\]/g, 'x%20y')
    const first = Object.keys(doors[path] ?? {})[0] ?? ''
    expect(refusalBefore(asked(first, address, { cookie: 'stpa-author=x' }))).toBeUndefined()
    expect(refusalBefore(asked('toString', address))?.code).toBe('notAllowed')
    expect(refusalBefore(asked(first, `${address}/a/b/c/d`))?.code).toBe('notFound')
  }
})

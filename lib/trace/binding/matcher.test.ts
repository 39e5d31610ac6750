import { describe, expect, it } from 'vitest'
import { actionOf } from '../testing/actions'
import { pumpAnalysis } from '../testing/pump'
import { type Matcher, matchAction, matcherOf } from './matcher'

const any: Matcher = { verbs: [], resource: '', arguments: [], payload: [], outcome: 'any', errors: [] }
const does = (matcher: Partial<Matcher>, action = actionOf(1, 'flock', '/dev/spidev0.0')) =>
  matchAction({ ...any, ...matcher }, action)

describe('a matcher', () => {
  it('takes a verb, the system call behind it, the verb without its argument, or a pattern', () => {
    const message = actionOf(1, 'SPI_IOC_MESSAGE(1)', '/dev/spidev0.0', { call: 'ioctl' })
    for (const verb of ['SPI_IOC_MESSAGE(1)', 'SPI_IOC_MESSAGE', 'ioctl', 'SPI_*', 're:^SPI_IOC_(MESSAGE|WR)'])
      expect(does({ verbs: ['other', verb] }, message)).toBe(true)
    for (const verb of ['SPI_IOC_MESSAGE(2)', 'SPI', 'IOC']) expect(does({ verbs: [verb] }, message)).toBe(false)
  })

  it('takes a resource as a name, a pattern that stops at slashes or does not, or an expression', () => {
    const write = actionOf(1, 'write', '/sys/class/gpio/gpio4/value')
    const takes = (resource: string) => does({ resource }, write)
    expect(
      [
        '/sys/class/gpio/gpio4/value',
        '/sys/class/gpio/*/value',
        '/sys/**',
        're:gpio[0-9]+/value$',
        '/sys/class/gpio/gpio?/value',
      ].map(takes),
    ).toEqual(Array(5).fill(true))
    expect(['/sys/class/gpio/*', '/sys/class/gpio/gpio4', 're:^gpio', '/sys/class/gpio/gpio.*'].map(takes)).toEqual(
      Array(4).fill(false),
    )
  })

  it('takes letters that mean something in expressions as they are', () => {
    const odd = actionOf(1, 'read', '/srv/a+b (1)[x].$')
    expect(does({ resource: '/srv/a+b (1)[x].$' }, odd)).toBe(true)
    expect(does({ resource: '/srv/a+b*[x].$' }, odd)).toBe(true)
    expect(does({ resource: '/srv/aab*[x].$' }, odd)).toBe(false)
  })

  it('asks for all texts in arguments and payload', () => {
    const write = actionOf(1, 'write', 'stdout', { args: '1, "null\\n", 5', payload: 'null\n' })
    expect(does({ arguments: ['null', '5'] }, write)).toBe(true)
    expect(does({ arguments: ['null', '6'] }, write)).toBe(false)
    expect(does({ payload: ['re:^[0-9.]+\\n$'] }, write)).toBe(false) // the busy run's "null" is no level
    expect(does({ payload: ['re:^[0-9.]+\\n$'] }, actionOf(1, 'write', 'stdout', { payload: '108.5\n' }))).toBe(true)
  })

  it('tells outcomes apart, also those in out-parameters, and takes an exit as done', () => {
    const busy = actionOf(1, 'flock', '/dev/spidev0.0', { errno: 'EAGAIN' })
    const soft = actionOf(1, 'read', '/dev/spidev0.0', { errno: 'EAGAIN', isSoft: true })
    const refused = { ...actionOf(1, 'getsockopt', 'TCP:1'), error: 'ECONNREFUSED' }
    const exit = actionOf(1, 'exit(1)', '', { phase: 'exit' })
    const left = { ...exit, call: { ...exit.call, outcome: 'unknown' as const } }
    expect([does({ outcome: 'ok' }), does({ outcome: 'error' })]).toEqual([true, false])
    for (const failed of [busy, soft, refused]) {
      expect(does({ outcome: 'ok' }, failed)).toBe(false)
      expect(does({ outcome: 'error' }, failed)).toBe(true)
    }
    expect(does({ outcome: 'error', errors: ['EAGAIN', 'EBUSY'] }, busy)).toBe(true)
    expect(does({ outcome: 'error', errors: ['ENOENT'] }, busy)).toBe(false)
    expect(does({ outcome: 'error', errors: ['ECONNREFUSED'] }, refused)).toBe(true)
    expect(does({ outcome: 'ok' }, left)).toBe(true)
  })

  it('refuses an expression that is none, and an error that is none, in words', () => {
    expect(() => does({ resource: 're:(' })).toThrow('"(" is no regular expression (RE2)')
    const analysis = pumpAnalysis([{ op: 'update', uid: 'b-lock', set: { errors: ['eagain; rm -rf /'] }, was: {} }])
    const binding = analysis.items.get('b-lock')
    expect(() => binding && matcherOf(binding)).toThrow('BND-2, errors.0')
  })

  it('needs time in proportion to the text, whatever the expression', () => {
    const name = `${'a'.repeat(50_000)}!`
    expect(does({ resource: 're:^(a+)+$' }, actionOf(1, 'read', name))).toBe(false)
    expect(does({ resource: `${'*a'.repeat(50)}b` }, actionOf(1, 'read', name))).toBe(false)
  })
})

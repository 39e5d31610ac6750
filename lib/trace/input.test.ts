import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { TraceInput } from './input'
import { Summary } from './summary/summary'

/** A program that forks, in lines that a PowerShell or an old console may have written in another encoding. */
const trace = [
  '501 execve("/opt/pump", ["pump"], 0x7 /* 2 vars */) = 0 <0.5>',
  '501 openat(AT_FDCWD, "/dev/pumpe-ä", O_RDWR) = 3 <0.25>',
  '501 clone(child_stack=NULL, flags=SIGCHLD) = 502 <0.25>',
  '502 ioctl(3, TCGETS) = -1 ENOTTY (Inappropriate ioctl for device) <0.25>',
  '502 exit_group(0) = ?',
  '502 +++ exited with 0 +++',
  '501 exit_group(0) = ?',
  '501 +++ exited with 0 +++',
  '',
].join('\r\n')

const units = (text: string): number[] => Array.from({ length: text.length }, (_, at) => text.charCodeAt(at))

const encoded = {
  'utf-8': [...new TextEncoder().encode(trace)],
  mark: [0xef, 0xbb, 0xbf, ...new TextEncoder().encode(trace)],
  'utf-16le': units(`\ufeff${trace}`).flatMap((unit) => [unit & 255, unit >> 8]),
  'utf-16be': units(`\ufeff${trace}`).flatMap((unit) => [unit >> 8, unit & 255]),
  bare: units(trace).flatMap((unit) => [unit & 255, unit >> 8]),
  latin1: units(trace),
}

function readIn(bytes: readonly number[], cuts: readonly number[], hasTally: boolean) {
  const all = Uint8Array.from(bytes)
  const summary = new Summary()
  const input = new TraceInput('x.strace', summary, hasTally ? { tally: summary.tally } : {})
  const places = [0, ...cuts.map((cut) => cut % (all.length + 1)).sort((a, b) => a - b), all.length]
  for (const [index, to] of places.slice(1).entries()) input.push(all.subarray(places[index], to))
  const { repaired, bytes: _size, ...file } = input.end()
  return { summary: summary.result([{ ...file, repaired: {}, bytes: 0 }]), repaired }
}

describe('a trace', () => {
  const { summary: plain } = readIn(encoded['utf-8'], [], false)

  it.each([
    ['utf-8', {}],
    ['mark', { byteOrderMark: 1 }],
    ['utf-16le', { 'utf-16le': 8 }],
    ['utf-16be', { 'utf-16be': 8 }],
    ['bare', { 'utf-16le': 8 }],
    ['latin1', { latin1: 1 }],
  ] as const)('in %s gives the same figures, and says what was done', (encoding, repaired) => {
    const read = readIn(encoded[encoding], [], false)
    expect(read).toEqual({ summary: plain, repaired: { ...repaired, carriageReturn: 8 } })
    expect(plain.total).toMatchObject({ calls: 6, errors: 1 })
  })

  it('gives the same in every encoding and whatever the chunks, counted by its bytes or not', () => {
    const names = fc.constantFrom(...(['utf-8', 'mark', 'utf-16le', 'utf-16be', 'bare', 'latin1'] as const))
    const cuts = fc.array(fc.nat({ max: 2_000 }), { maxLength: 5 })
    fc.assert(
      fc.property(names, cuts, fc.boolean(), (name, places, hasTally) => {
        expect(readIn(encoded[name], places, hasTally).summary.total).toEqual(plain.total)
      }),
      { seed: 11, numRuns: 2_000 },
    )
  })

  it('counts lines in Latin-1 alike, whether it reads them or counts their bytes', () => {
    const lines = Array.from({ length: 300 }, (_, at) => `9 write(1, "${at % 7 === 0 ? 'ä' : 'a'}", 1) = 1\n`).join('')
    const bytes = units(lines)
    const [read, counted] = [readIn(bytes, [], false), readIn(bytes, [], true)]
    expect([read.repaired, counted.repaired]).toEqual([{ latin1: 43 }, { latin1: 43 }])
  })

  it.each([
    ['PERFILE2\0\0\0', /x\.strace is perf\.data.*perf script -i perf\.data/],
    ['free(0x55e0) = <void>\n+++ exited (status 1) +++\n', /x\.strace is a log of ltrace.*strace -f/],
    ['type=SYSCALL msg=audit(1700000000.123:42): arch=c000003e\n', /auditd/],
    ['a\0b', /It is a binary file/],
  ])('that another tool wrote is refused by name: %j', (text, expected) => {
    expect(() => readIn(units(text), [], false)).toThrow(expected)
  })

  it.each([
    [
      '[  123.456789] ',
      'functionGraph',
      [' 0)               |  sys_open() {', ' 0)   1.061 us    |    path_openat();', ' 0)   2.100 us    |  }'],
    ],
    [
      'Nov 29 01:02:03 box strace[77]: ',
      'strace',
      ['execve("/bin/x", ["x"], 0x7 /* 2 vars */) = 0', 'exit_group(0) = ?'],
    ],
    [
      '[    1.000000] ',
      'ftrace',
      ['    bash-1977      0d..2.  10us : sys_enter: NR 3 (3)', '    bash-1977      0d..2.  12us : sys_exit: NR 3 = 0'],
    ],
  ])('behind the prefix %j of a log is read like one without', (prefix, format, lines) => {
    const bare = readIn(units(`${lines.join('\n')}\n`), [], true)
    const logged = readIn(units(`${lines.map((line) => prefix + line).join('\n')}\n`), [], true)
    expect(bare.summary.files[0]?.format).toBe(format)
    expect(logged).toEqual({ summary: bare.summary, repaired: { logPrefix: lines.length } })
  })

  it.each([1, 2, 3, 5])('is the same in pieces of %i bytes, wherever they lie in memory', (length) => {
    const bytes = [...encoded['utf-8'], ...units('501 close(3) = 0 <0.25>\n'.repeat(2_000))] // beyond what is held to recognise it
    const cuts = Array.from({ length: Math.floor(bytes.length / length) }, (_, at) => at * length)
    expect(readIn(bytes, cuts, true)).toEqual(readIn(bytes, [], true))
  })

  it('is not what a log of a kernel is', () => {
    const log =
      '[    1.000000] KTAP version 1\n[    1.000001] 1..1\n[    1.000002] ok 1 pump\n[    1.2] usb 1-1: new device\n'
    expect(() => readIn(units(log), [], false)).toThrow(/no known trace/)
  })
})

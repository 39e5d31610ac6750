import { describe, expect, it } from 'vitest'
import { LineCleaner } from './clean'
import { readTrace } from './testing/readTrace'

const cleanAll = (lines: readonly string[]) => {
  const cleaner = new LineCleaner(lines)
  return { lines: lines.map((line) => cleaner.line(line)), repaired: cleaner.repaired }
}

describe('a damaged text', () => {
  it('loses its byte order mark, carriage returns and colours, and each is counted', () => {
    const { lines, repaired } = cleanAll(['\uFEFFread(3, "", 1) = 0\r', '\x1b[1;34mclose\x1b[0m(3) = 0', '\x1b[Kx'])
    expect(lines).toEqual(['read(3, "", 1) = 0', 'close(3) = 0', 'x'])
    expect(repaired).toEqual({ byteOrderMark: 1, carriageReturn: 1, colours: 2 })
  })

  it('of a web page gets back its rules, blanks and quotes', () => {
    const { lines, repaired } = cleanAll([
      '%\u00a0time \u00a0 \u00a0 seconds \u00a0usecs/call \u00a0 \u00a0 calls \u00a0 \u00a0errors syscall',
      '\u2014\u2014 \u2014\u2014\u2014\u2013 \u2014\u2014\u2014\u2013 \u2014\u2014\u2014 \u2014\u2014\u2014 \u2014\u2014\u2014\u2014\u2014-',
      '\u2014 SIGCHLD {si_signo=SIGCHLD} \u2014',
      'write(1, \u201chello\u201d\u2026, 5) = 5',
    ])
    expect(lines).toEqual([
      '% time     seconds  usecs/call     calls    errors syscall',
      '------ ----------- ----------- --------- --------- ----------------',
      '--- SIGCHLD {si_signo=SIGCHLD} ---',
      'write(1, "hello"..., 5) = 5',
    ])
    expect(repaired).toEqual({ typography: 4 })
  })

  it("of a page's source gets back what its entities stand for", () => {
    const { lines } = cleanAll(['read(3,  &lt;unfinished ...&gt;', '&lt;... read resumed&gt;"&amp;", 1) = 1'])
    expect(lines).toEqual(['read(3,  <unfinished ...>', '<... read resumed>"&", 1) = 1'])
  })

  it('keeps what a program wrote: entities and signs of typography in a trace that no page has damaged', () => {
    const whole = ['write(1, "&lt;b&gt;", 9) = 9', 'caf\u00e9 \u2014 \u201cquoted\u201d\u00a0\u2026', 'close(3) = 0']
    expect(cleanAll(whole)).toEqual({ lines: whole, repaired: {} })
    const printed = ['{"type": "printf", "data": "/tmp/a\u00a0\u201cb\u201d"}']
    expect(cleanAll(printed).lines).toEqual(printed)
  })

  it('of strace is recognised and read', () => {
    const text =
      '\uFEFFopenat(AT_FDCWD, \u201c/dev/x\u201d, O_RDWR) = \u20131 ENOENT (No such file)\r\n\u2014 SIGCHLD {} \u2014\r\n'
    const { format, calls, notes } = readTrace(text.replace('\u20131', '-1'))
    expect(format).toBe('strace')
    expect(calls).toMatchObject([{ name: 'openat', args: 'AT_FDCWD, "/dev/x", O_RDWR', errno: 'ENOENT' }])
    expect(notes).toMatchObject([{ kind: 'signal' }])
  })
})

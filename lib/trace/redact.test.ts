import { describe, expect, it } from 'vitest'
import { Redactor } from './redact'

const all = { environment: true, payloads: true, homes: true }

describe('redaction', () => {
  it.each([
    [
      '12 execve("/bin/ls", ["ls", "-l"], ["PATH=/bin", "TOKEN=s3\\"cret", "LONG=abc"...]) = 0',
      '12 execve("/bin/ls", ["ls", "-l"], ["PATH=[redacted]", "TOKEN=[redacted]", "LONG=[redacted]"...]) = 0',
    ],
    ['write(1, "secret\\n", 7) = 7 <0.01>', 'write(1, "[redacted]", 7) = 7 <0.01>'],
    ['7 <... read resumed>"secret", 10) = 6', '7 <... read resumed>"[redacted]", 10) = 6'],
    [' | 00000  73 65 63  sec |', ' | 00000  [redacted]'],
    [
      'openat(AT_FDCWD</home/ann/x>, "/home/ann/.ssh/id", O_RDONLY) = 3</home/ann/.ssh/id>',
      'openat(AT_FDCWD</home/[redacted]/x>, "/home/[redacted]/.ssh/id", O_RDONLY) = 3</home/[redacted]/.ssh/id>',
    ],
  ])('takes out what it is told to: %s', (text, wanted) => {
    expect(new Redactor(all).line(text)).toBe(wanted)
  })

  it('leaves everything else as it is, and says how often it took something out', () => {
    const none = new Redactor({ environment: false, payloads: false, homes: false })
    expect(none.line('write(1, "secret", 6) = 6')).toBe('write(1, "secret", 6) = 6')
    expect(new Redactor(all).words()).toBe('nothing: there was none of it')
    const redactor = new Redactor(all)
    for (const text of [
      'write(1, "a", 1) = 1',
      'openat(AT_FDCWD, "/etc/passwd", O_RDONLY) = 3',
      'stat("/home/ann") = 0',
    ])
      redactor.line(text)
    expect(redactor.words()).toBe('1 payloads, 1 names of users in paths')
  })

  it('takes time in proportion to a hostile line', () => {
    const text = `write(1, "${'\\"'.repeat(400_000)}`
    expect(new Redactor(all).line(text)).toBe('write(1, "[redacted]')
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LineCleaner } from '../clean'
import { TraceInput } from '../input'
import { strace } from '../strace/format'
import { type StraceForm, straceRun } from '../testing/straceRun'
import { PlainCalls } from './scan'
import { Summary } from './summary'

/** Lines as strace writes them with its options, beside those of generated runs. */
const samples = [
  '7 openat(AT_FDCWD, "/srv/a) = 3", O_RDONLY) = 4</srv/b) = 5> <0.000021>',
  '7 1795422071.161987 write(12<TCP:[127.0.0.1:5->127.0.0.1:80]>, "ping", 4) = 4 <0.000027>',
  '7 08:21:10.523720 lseek(3, 0, SEEK_CUR) = -1 ESPIPE (Illegal seek) <0.000004>',
  '[pid     7] fcntl(3, F_GETFL)           = 0x8000 (flags O_RDONLY|O_LARGEFILE)',
  '7 ioctl(3, 0x8004570b, 0xbe1)            = -1 (errno 25)',
  '7 mmap(NULL, 8192, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7f9dc8517000 <0.000010>',
  '7 pause() = ? ERESTARTNOHAND (To be restarted if no handler)',
  '7 write(1, "a", 1) = -1 EIO (Input/output error) (INJECTED)',
  '7 0.000039 read(3, "x = y", 5) = 5',
  '7 getuid32() = 4294967295',
  '7 keyctl(0x1) = 0xffffffffffffffea',
  'close(3)                                = 0',
  '7 poll(NULL, 0, 50)                       = 0 (Timeout)',
]

type Damage = { readonly at: number; readonly how: number; readonly sign: number }

const signs = [...'0123456789 =()<>"-x.:?[]E,\\\r\n'].map((sign) => sign.charCodeAt(0))

/** A sign is lost, changed, put in or doubled, two lines are one, or the file is cut off. */
function damaged(bytes: Uint8Array, { at, how, sign }: Damage): Uint8Array {
  const place = at % Math.max(1, bytes.length)
  const put = Uint8Array.of(signs[sign % signs.length] ?? 32)
  const [before, after] = [bytes.subarray(0, place), bytes.subarray(place)]
  if (how === 0) return Buffer.concat([before, after.subarray(1)])
  if (how === 1) return Buffer.concat([before, put, after.subarray(1)])
  if (how === 2) return Buffer.concat([before, put, after])
  if (how === 3) return Buffer.concat([before, after.subarray(0, 9), after])
  if (how === 4) return Buffer.concat([before, after.subarray(after.indexOf(10) + 1)])
  return before
}

/** As TraceInput reads it behind the first lines; with the counter of bytes, or without. */
function summaryOf(bytes: Uint8Array, isCounted: boolean) {
  const summary = new Summary()
  const reader = strace.read(summary)
  const cleaner = new LineCleaner([])
  const pass = reader.pass?.bind(reader)
  const plain = isCounted && pass ? new PlainCalls(summary.tally, pass) : undefined
  const decoder = new TextDecoder()
  let counted = 0
  for (let from = 0; from < bytes.length; ) {
    const end = bytes.indexOf(10, from)
    const to = end < 0 ? bytes.length : end
    if (plain?.take(bytes, from, to)) counted++
    else reader.line(cleaner.line(decoder.decode(bytes.subarray(from, to))))
    from = to + 1
  }
  const flags = reader.end()
  summary.fileEnd()
  return { counted, found: { flags, repaired: cleaner.repaired, ...summary.result([]) } }
}

const form: StraceForm = { isFile: true, quiet: 0, age: 'new', hidden: new Set() }

describe('the counter of bytes and the reader', () => {
  it('say the same of every file, damaged ones too', () => {
    let counted = 0
    const damage = fc.record({ at: fc.nat(20_000), how: fc.nat(5), sign: fc.nat(100) })
    const lines = fc.array(fc.constantFrom(...samples), { maxLength: 6 })
    fc.assert(
      fc.property(
        ...[fc.nat(2 ** 31), lines, fc.boolean(), fc.array(damage, { maxLength: 6 })],
        (seed, more, isFile, damages) => {
          const { text } = straceRun(seed, 4, { ...form, isFile })
          const whole = new TextEncoder().encode(`${text}${more.join('\n')}`)
          const bytes = damages.reduce(damaged, whole)
          const [plain, full] = [summaryOf(bytes, true), summaryOf(bytes, false)]
          counted += plain.counted
          if (JSON.stringify(plain.found) !== JSON.stringify(full.found))
            expect([new TextDecoder().decode(bytes), plain.found]).toEqual([
              new TextDecoder().decode(bytes),
              full.found,
            ])
          expect(JSON.stringify(full.found)).not.toMatch(/NaN|Infinity/)
        },
      ),
      { numRuns: 10_000, seed: 13 },
    )
    expect(counted).toBeGreaterThan(15_000)
  })

  it('count each call of a run once, whoever made it, and however strace told of it', () => {
    const forms = fc.record({
      isFile: fc.boolean(),
      quiet: fc.constantFrom<StraceForm['quiet'][]>(0, 1, 2, 3),
      age: fc.constantFrom<StraceForm['age'][]>('old', 'middle', 'new'),
    })
    fc.assert(
      fc.property(fc.nat(2 ** 31), fc.nat(12), forms, fc.boolean(), (seed, steps, told, isCounted) => {
        const { text, calls } = straceRun(seed, steps, { ...told, hidden: new Set() })
        const { total, syscalls, processes, flags } = summaryOf(new TextEncoder().encode(text), isCounted).found
        // An end whose beginning cannot be told among several is a call of its own, and has a flag.
        const orphans = flags.find(({ code }) => code === 'orphanResumed')?.count ?? 0
        const all = calls.length + orphans
        const sum = (rows: readonly { readonly calls: number }[]) => rows.reduce((count, row) => count + row.calls, 0)
        expect([total.calls, sum(syscalls), sum(processes)]).toEqual([all, all, all])
      }),
      { numRuns: 10_000, seed: 17 },
    )
  })

  it('say the same of lines with colours, which are cleaned first', () => {
    const coloured = '7 close(\u001b[1m3\u001b[0m) = 0\n7 close(3) = 0\n'
    const text = `${'7 read(3, "", 1) = 0\n'.repeat(300)}${coloured}${'7 read(4, "", 1) = 0\n'.repeat(300)}`
    const read = (isCounted: boolean) => {
      const summary = new Summary()
      const input = new TraceInput('x', summary, { tally: isCounted ? summary.tally : undefined })
      const bytes = new TextEncoder().encode(text)
      for (let from = 0; from < bytes.length; from += 100) input.push(bytes.subarray(from, from + 100))
      return summary.result([input.end()])
    }
    expect(read(true)).toEqual(read(false))
    expect(read(true).files[0]?.repaired).toEqual({ colours: 1 })
  })
})

import { decimalOf, wholeOf } from '@/lib/text/number'
import { isBlank, LineReader } from '../lineReader'
import type { TraceFormat } from '../model'

/** Heads of the tables that bcc's tools sum up: what is counted, how often, and with -L how long. */
const heads = [
  /^(?:SYSCALL|FUNC|PID +COMM) +COUNT(?: +TIME \((us|ms)\))?\s*$/, // syscount, syscount -P, funccount
  /^\tCOUNT {1,20}EVENT\s*$/, // argdist -C
] as const

/** `read   9131   12.345`: the name goes up to its numbers. bcc on Python 3 prints some names as b'read'. */
const row = /^(\S.{0,300}?) {1,100}(\d[\w.]{0,30})(?: {1,40}(\d[\w.]{0,30}))?\s*$/
const rowOfEvents = /^\t(\d\S{0,30}) {1,20}(\S.{0,300})$/
const interval = /^\[?(\d\d:\d\d:\d\d)\]?\s*$/
const talk = /^(?:Tracing .{0,300}|Detaching\.\.\.|\^C.{0,40}|Hit Ctrl.{0,80})\s*$/

type Head = { readonly isOfEvents: boolean; readonly hasTime: boolean; readonly perSecond: number }

/** Reads the tables of syscount, funccount and argdist -C, each with the time of its interval. */
class BccTableReader extends LineReader {
  #head: Head | undefined
  #interval = ''
  #probe = ''

  protected read(text: string): boolean {
    const line = text.slice(0, 1_000)
    const head = headOf(line)
    if (head) this.#head = head
    const at = interval.exec(line)?.[1]
    if (at !== undefined) this.#interval = at
    if (head || at !== undefined || isBlank(line) || talk.test(line)) return true
    if (this.#head && this.#row(this.#head, line)) return true
    // argdist writes what it was asked to count above each table.
    const isProbe = /^[pru]?:[^:]{0,100}:[^ ]{1,200}/.test(line) || /^\w{1,60}(?:\(.{0,200}\))?:\S/.test(line)
    if (isProbe) this.#probe = line.trim()
    return isProbe
  }

  #row({ isOfEvents, hasTime, perSecond }: Head, text: string): boolean {
    const [, first, second, third] = (isOfEvents ? rowOfEvents : row).exec(text) ?? []
    const [told, digits] = isOfEvents ? [second, first] : [first, second]
    if (told === undefined || digits === undefined || hasTime !== (third !== undefined)) return false
    const calls = wholeOf(digits)
    const time = third === undefined ? undefined : decimalOf(third)
    if (calls === undefined || (hasTime && time === undefined)) this.flags.add('badNumbers', this.number)
    const name = told
      .trim()
      .replace(/^b'(.*)'$/, '$1')
      .replace(/\s{2,}/g, ' ')
    const seconds = time === undefined ? undefined : Math.round((time / perSecond) * 1e9) / 1e9
    const table = [this.#interval, this.#probe].filter(Boolean).join(' ')
    this.sink.count?.({ line: this.number, table, name, calls, errors: undefined, seconds })
    return true
  }
}

function headOf(text: string): Head | undefined {
  const [sums, events] = heads
  if (events.test(text)) return { isOfEvents: true, hasTime: false, perSecond: 1 }
  const match = sums.exec(text)
  return match
    ? { isOfEvents: false, hasTime: match[1] !== undefined, perSecond: match[1] === 'ms' ? 1e3 : 1e6 }
    : undefined
}

export const bccTable: TraceFormat = {
  name: 'bccTable',
  title: 'bcc syscount, funccount, argdist -C: what was counted',
  recognise: (head) => head.some((line) => headOf(line.slice(0, 200)) !== undefined),
  read: (sink) => new BccTableReader(sink),
}

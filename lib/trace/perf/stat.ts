import { isBlank, LineReader } from '../lineReader'
import type { TraceFormat } from '../model'
import { type Counter, giveCounter, isValue } from './counter'

const title = /^ Performance counter stats for (.{1,500}):$/
const interval = /^#\s+time\s.*\bcounts\b/
const units = new Set([
  'msec',
  'ms',
  'usec',
  'us',
  'ns',
  'nsec',
  'Joules',
  'Watts',
  'C',
  'MiB',
  'KiB',
  'GiB',
  'Bytes',
  '%',
])

/** Reads `perf stat` as it writes for people: of one run, of -r, of -I, and of -A with a column of processors. */
class PerfStatReader extends LineReader {
  #title = ''
  #hasIntervals = false
  #isOpen = false

  protected read(text: string): boolean {
    if (isBlank(text) || text.startsWith('# started on ')) return true
    const command = title.exec(text)?.[1]
    if (command !== undefined) return this.#begin(command)
    if (interval.test(text.slice(0, 200))) {
      this.#hasIntervals = true
      this.#isOpen = true
      return true
    }
    return this.#isOpen && (this.#counter(text) || this.#elapsed(text) || /^\s+#\s/.test(text.slice(0, 300)))
  }

  /** `'ls /usr/bin'`, `'true' (3 runs)`, `process id '12'`, `'system wide'`. */
  #begin(command: string): boolean {
    this.#title = command.replace(/^'(.*)'/, '$1')
    this.#isOpen = true
    this.sink.note?.({ line: this.number, pid: 0, kind: 'command', text: this.#title })
    return true
  }

  /** `   2.50 msec task-clock   #    0.327 CPUs utilized   ( +-  3.39% )`. */
  #counter(text: string): boolean {
    const plain = text.slice(0, 400).split(/ [#(]/)[0] ?? ''
    const words = plain
      .replace(/<not (\w+)>/, '<not_$1>')
      .trim()
      .split(/\s+/)
    const [time] = this.#hasIntervals ? words.splice(0, 1) : []
    const processor =
      /^(?:CPU|S\d|N\d|D\d|.*-\d+$)/.test(words[0] ?? '') && words.length > 2 ? words.shift() : undefined
    const value = words.shift()?.replace('not_', 'not ')
    if (value === undefined || !isValue(value) || (time !== undefined && !/^\d+\.\d+$/.test(time))) return false
    const unit = words.length > 1 && units.has(words[0] ?? '') ? (words.shift() ?? '') : ''
    const name = words.join(' ')
    if (!/^[A-Za-z_]/.test(name) || name.startsWith('seconds ')) return false
    const running = /\((\d+\.\d+)%\)\s*$/.exec(text.slice(-40))?.[1]
    const table = [this.#title, time, processor].filter(Boolean).join(' ')
    this.#give({ table, name, value, unit, running: running === undefined ? 100 : Number(running) })
    return true
  }

  /** `0.007663808 seconds time elapsed`, `0.001254 +- 0.000418 seconds time elapsed  ( +- 33.31% )`, `0.0 seconds user`. */
  #elapsed(text: string): boolean {
    const form = /^\s{0,40}(\d{1,20}[.,]\d{1,12}) (?:\+- \d{1,20}[.,]\d{1,12} )?seconds (time elapsed|user|sys)\b/
    const [, value, name] = form.exec(text.slice(0, 200)) ?? []
    if (value === undefined || name === undefined) return false
    this.#give({ table: this.#title, name, value: value.replace(',', '.'), unit: 's', running: 100 })
    return true
  }

  #give(counter: Counter): void {
    giveCounter(counter, this.number, this.sink, this.flags)
  }
}

export const perfStat: TraceFormat = {
  name: 'perfStat',
  title: 'perf stat: counters',
  recognise: (head) => head.some((line) => title.test(line) || (interval.test(line) && line.includes('events'))),
  read: (sink) => new PerfStatReader(sink),
}

import { isBlank, LineReader } from '../lineReader'
import type { TraceFormat } from '../model'
import { type Counter, giveCounter, isUnit, shareOf, valueForm } from './counter'

const title = /^ ?Performance counter stats for (.{1,500}):$/
const interval = /^#\s+time\s.*\bcounts\b/

/** What may stand before a value: the processor, core, socket or thread (-A, --per-core, --per-thread), with how many. */
const place = /^(?:CPU\d{1,6}|[SDNC]\d{1,6}(?:-[A-Z]+\d{1,6}){0,4}(?:\s{1,20}\d{1,6})?|.{1,40}-\d{1,10})$/
/** Before the rest of the line in an interval (-I). */
const timeForm = /^\s{0,20}(\d{1,12}[.,]\d{6,9})\s(.*)$/
const counterForm = new RegExp(`^(.{0,80}?)(?:^|\\s)(${valueForm})\\s{1,40}([A-Za-z_%].{0,300})$`)
/** `(50.01%)`, of older perf `[50.01%]` and `(scaled from 50.01%)`: the part of the time; bounded to 400 characters. */
const running = /\s*(?:\[|\((?:scaled from )?)\s{0,5}(\d{1,3}[.,]\d{1,2})%\s{0,5}[\])]\s*$/
/** How much the runs differed (-r); bounded to 400 characters. */
const deviation = /\s*\(\s{0,4}\+-\s{0,8}[\d.,]{1,12}%\s{0,4}\)\s*$/

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
    return this.#isOpen && (this.#elapsed(text) || this.#counter(text) || /^\s+#\s/.test(text.slice(0, 300)))
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
    const line = text.slice(0, 400)
    const share = running.exec(line)?.[1]
    const plain = (line.split(/\s#\s/, 1)[0] ?? '').replace(running, '').replace(deviation, '').trimEnd()
    const [, time, told = plain] = this.#hasIntervals ? (timeForm.exec(plain) ?? []) : []
    const [, before = '', value, behind = ''] = counterForm.exec(told) ?? []
    const where = before.trim()
    if ((this.#hasIntervals && time === undefined) || (where !== '' && !place.test(where))) return false
    const named = /^(?:(\S{1,10})\s{1,40})?(.{1,300})$/.exec(behind)
    if (value === undefined || !named) return false
    const unit = isUnit(named[1] ?? '') ? (named[1] ?? '') : ''
    const [name = '', cgroup] = (unit === '' ? behind : (named[2] ?? '')).split(/\s{2,}/)
    if (!/^[A-Za-z_]/.test(name) || name.startsWith('seconds ')) return false
    const table = [this.#title, time, where, cgroup].filter(Boolean).join(' ')
    const part = share === undefined ? 100 : (shareOf(share) ?? 0)
    this.#give({ table, name, value, unit, running: part })
    return true
  }

  /** `0.007663808 seconds time elapsed`, `0.001254 +- 0.000418 seconds time elapsed  ( +- 33.31% )`, `0.0 seconds user`. */
  #elapsed(text: string): boolean {
    const form = /^\s{0,40}(\d{1,20}[.,]\d{1,12})\s{1,4}(?:\+- \d{1,20}[.,]\d{1,12} )?seconds (time elapsed|user|sys)\b/
    const [, value, name] = form.exec(text.slice(0, 200)) ?? []
    if (value === undefined || name === undefined) return false
    // Nothing parts thousands here: the one sign is the point.
    const seconds = Math.round(Number(value.replace(',', '.')) * 1e9) / 1e9
    this.sink.count?.({
      ...{ line: this.number, table: this.#title, name, calls: undefined, errors: undefined, seconds },
    })
    return true
  }

  #give(counter: Counter): void {
    giveCounter(counter, this.number, this.sink, this.flags)
  }
}

export const perfStat: TraceFormat = {
  name: 'perfStat',
  title: 'perf stat: counters',
  recognise: (head) =>
    head.some(
      (line) => title.test(line.slice(0, 600)) || (interval.test(line.slice(0, 200)) && line.includes('events')),
    ),
  read: (sink) => new PerfStatReader(sink),
}

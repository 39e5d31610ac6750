import { isBlank, LineReader } from '../lineReader'
import type { TraceFormat } from '../model'
import { type Counter, giveCounter, isValue, shareOf } from './counter'

const separators = [',', ';', '\t', '|', ':', ' ']

/**
 * A line of `perf stat -x`: [time,] [processor or thread,] value, unit, event, [deviation,] time counted, part of the time,
 * metric, unit of the metric (perf-stat(1), CSV FORMAT). Undefined for any other line.
 */
function counterOf(text: string): Counter | undefined {
  for (const separator of separators) {
    const cells = text.slice(0, 1_000).split(separator)
    for (let before = 0; before < Math.min(4, cells.length - 4); before++) {
      const counter = at(cells, before)
      if (counter) return counter
    }
  }
  return undefined
}

/** Events that perf knows by itself, and those that are named by their system or by their bits. */
const events =
  /^(?:(?:task|cpu)-clock|(?:bus-|ref-)?cycles|instructions|branches|branch-(?:misses|instructions|loads|load-misses)|cache-(?:references|misses)|stalled-cycles-(?:front|back)end|context-switches|cs|(?:cpu-)?migrations|(?:page-|minor-|major-|alignment-|emulation-)?faults|(?:L1-[di]cache|LLC|[di]TLB|node)-[a-z-]{4,20}|r[0-9a-f]{2,16}|[\w-]{2,60}:[\w-]{2,80})(?::[a-zA-Z]{1,6})?$/

/** `1234567,cycles`, of perf before 3.14, and `2.50,,cycles` before 4.1; behind it how much the runs differed (-r). */
function oldCounterOf(text: string): Counter | undefined {
  for (const separator of separators) {
    const cells = text
      .slice(0, 400)
      .split(separator)
      .map((cell) => cell.trim())
    const name = cells.findIndex((cell) => events.test(cell))
    if (name < 1 || cells.length > name + 2 || !/^(?:\d{1,3}\.\d{1,2}%)?$/.test(cells[name + 1] ?? '')) continue
    const at = isValue(cells[name - 1] ?? '') ? name - 1 : name - 2
    const [value = '', unit = ''] = [cells[at], at === name - 1 ? '' : cells[name - 1]]
    if (!isValue(value) || !/^[A-Za-z/%]{0,20}$/.test(unit)) continue
    return { table: cells.slice(0, at).join(' '), name: cells[name] ?? '', value, unit, running: 100 }
  }
  return undefined
}

function at(cells: readonly string[], before: number): Counter | undefined {
  const [value = '', unit = '', name = '', ...rest] = cells.slice(before).map((cell) => cell.trim())
  if (!isValue(value) || !/^[A-Za-z/%]{0,20}$/.test(unit) || !/^[A-Za-z_][^,;|]{0,200}$/.test(name)) return undefined
  const [counted, running] = /^\d+\.\d+%$/.test(rest[0] ?? '') ? rest.slice(1) : rest
  if (!/^\d+$/.test(counted ?? '') || !/^\d+[.,]\d+$/.test(running ?? '')) return undefined
  const table = cells.slice(0, before).map((cell) => cell.trim())
  return { table: table.join(' '), name, value, unit, running: shareOf(running ?? '') ?? 0 }
}

/** One more metric of the counter before: `,,,,,,0.28,stalled cycles per insn`. */
const isMetric = (text: string): boolean =>
  separators.some((separator) => {
    const cells = text.slice(0, 1_000).split(separator)
    return cells.length > 5 && cells.slice(0, 3).every((cell) => cell === '')
  })

/** Reads `perf stat -x SEPARATOR`, with -r, -I and -A. */
class PerfStatCsvReader extends LineReader {
  protected read(text: string): boolean {
    if (isBlank(text) || text.startsWith('# ')) return true
    const whole = counterOf(text)
    const counter = whole ?? oldCounterOf(text)
    if (counter && !whole) this.flags.add('sharesUnknown', this.number)
    if (counter) giveCounter(counter, this.number, this.sink, this.flags)
    return counter !== undefined || isMetric(text)
  }
}

export const perfStatCsv: TraceFormat = {
  name: 'perfStatCsv',
  title: 'perf stat -x: counters as separated values',
  recognise: (head) => {
    const told = head.filter((line) => !isBlank(line) && !line.startsWith('# '))
    return (
      told.length > 0 &&
      told.filter((line) => (counterOf(line) ?? oldCounterOf(line)) !== undefined).length >= 0.6 * told.length
    )
  },
  read: (sink) => new PerfStatCsvReader(sink),
}

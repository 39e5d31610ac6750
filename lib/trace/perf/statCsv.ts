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
    const counter = counterOf(text)
    if (counter) giveCounter(counter, this.number, this.sink, this.flags)
    return counter !== undefined || isMetric(text)
  }
}

export const perfStatCsv: TraceFormat = {
  name: 'perfStatCsv',
  title: 'perf stat -x: counters as separated values',
  recognise: (head) => {
    const told = head.filter((line) => !isBlank(line) && !line.startsWith('# '))
    return told.length > 0 && told.filter((line) => counterOf(line) !== undefined).length >= 0.6 * told.length
  },
  read: (sink) => new PerfStatCsvReader(sink),
}

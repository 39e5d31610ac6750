import { jsonOf, textOf } from '../jsonLine'
import { isBlank, LineReader } from '../lineReader'
import type { TraceFormat } from '../model'
import { type Counter, giveCounter, isValue, shareOf } from './counter'

/** A line of `perf stat -j`. perf 6.1 writes the value as a text, later ones as a number. */
function counterOf(text: string): Counter | undefined {
  const found = text.includes('"counter-value"') ? jsonOf(text) : undefined
  const [value, name] = [textOf(found?.['counter-value']), textOf(found?.event)]
  if (!found || value === undefined || name === undefined || !isValue(value)) return undefined
  const before = ['interval', 'cpu', 'core', 'die', 'socket', 'node', 'thread'].map((key) => textOf(found[key]))
  const running = shareOf(textOf(found['pcnt-running']) ?? '100') ?? 0
  const table = before.filter(Boolean).join(' ')
  return { table, name, value, unit: textOf(found.unit) ?? '', running }
}

class PerfStatJsonReader extends LineReader {
  protected read(text: string): boolean {
    if (isBlank(text) || text.startsWith('# ')) return true
    const counter = counterOf(text)
    if (counter) giveCounter(counter, this.number, this.sink, this.flags)
    return counter !== undefined || (text.includes('"metric-value"') && jsonOf(text) !== undefined) // a metric more
  }
}

export const perfStatJson: TraceFormat = {
  name: 'perfStatJson',
  title: 'perf stat -j: counters as JSON',
  recognise: (head) => head.some((line) => counterOf(line) !== undefined),
  read: (sink) => new PerfStatJsonReader(sink),
}

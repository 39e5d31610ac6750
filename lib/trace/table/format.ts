import { LineReader } from '../lineReader'
import type { TraceFormat, TraceSink } from '../model'
import { isStrace } from '../strace/recognise'
import { headOf, StraceTables } from './straceTables'

/** Reads texts whose trace is tables of `strace -c`: what stands around them is the program's output, or a page's prose. */
class TableReader extends LineReader {
  readonly #tables: StraceTables
  #hasAttached = false

  constructor(sink: TraceSink) {
    super(sink)
    this.#tables = new StraceTables(sink, this.flags)
  }

  protected read(text: string): boolean {
    if (text.startsWith('strace: ')) return this.#ofTracer(text)
    return this.#tables.read(this.number, text) || text.trim() === ''
  }

  #ofTracer(text: string): boolean {
    const [, pid, what] = /^strace: Process (\d+) (attached|detached)/.exec(text) ?? []
    if (what === 'attached') this.#hasAttached = true
    else if (what === 'detached') this.flags.add('detached', this.number)
    if (pid !== undefined)
      this.sink.note?.({
        ...{ line: this.number, pid: Number(pid), text: '' },
        kind: what === 'attached' ? 'attached' : 'detached',
      })
    return true
  }

  protected override finish(): void {
    this.#tables.end()
    const { made } = this.#tables
    if (made && !this.#hasAttached) this.flags.add('followUnknown', made.line, made.count)
  }
}

export const straceTable: TraceFormat = {
  name: 'straceTable',
  title: 'strace -c: system calls counted',
  recognise(head) {
    const first = head.findIndex((line) => headOf(line) !== undefined)
    const before = head.slice(0, Math.max(first, 0)).filter((line) => !line.startsWith('strace: '))
    return first >= 0 && !isStrace(before) // the table of strace -C stands behind its calls
  },
  read: (sink) => new TableReader(sink),
}

import { Completeness } from '../completeness'
import type { ReadingOptions, TraceFlag, TraceFormat, TraceReader, TraceSink } from '../model'
import { headOf } from '../table/straceTables'
import { StraceReader } from './reader'
import { isStrace } from './recognise'

/** The reader of strace, and what only the whole trace shows. */
class WholeStrace implements TraceReader {
  readonly #completeness: Completeness
  readonly #reader: StraceReader

  constructor(sink: TraceSink, options?: ReadingOptions) {
    this.#completeness = new Completeness(sink)
    this.#reader = new StraceReader(this.#completeness, options)
  }

  line(text: string): void {
    this.#reader.line(text)
  }

  pass(pid: number, at: number, isOfDay: boolean, seconds: number | undefined): { thread: number; line: number } {
    const passed = this.#reader.pass(pid, at, isOfDay, seconds)
    this.#completeness.passed(passed.thread, passed.line)
    return passed
  }

  end(): TraceFlag[] {
    const found = this.#reader.end()
    return [...found, ...this.#completeness.end(this.#reader.lines)]
  }
}

export const strace: TraceFormat = {
  name: 'strace',
  title: 'strace: system calls with their arguments',
  recognise: (head) => {
    const table = head.findIndex((line) => headOf(line) !== undefined) // strace -C of a short run
    return isStrace(table < 0 ? head : head.slice(0, table))
  },
  read: (sink, options) => new WholeStrace(sink, options),
}

import { Completeness } from '../completeness'
import type { TraceFlag, TraceFormat, TraceReader, TraceSink } from '../model'
import { headOf } from '../table/straceTables'
import { StraceReader } from './reader'
import { isStrace } from './recognise'

/** The reader of strace, and what only the whole trace shows. */
class WholeStrace implements TraceReader {
  readonly #completeness: Completeness
  readonly #reader: StraceReader

  constructor(sink: TraceSink) {
    this.#completeness = new Completeness(sink)
    this.#reader = new StraceReader(this.#completeness)
  }

  /** Number of the thread that stands as 0, where the trace names it. */
  get root(): number {
    return this.#reader.root
  }

  line(text: string): void {
    this.#reader.line(text)
  }

  pass(pid: number, at: number, seconds?: number): number {
    const thread = this.#reader.pass(pid, at, seconds)
    this.#completeness.passed(thread, this.#reader.lines)
    return thread
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
  read: (sink) => new WholeStrace(sink),
}

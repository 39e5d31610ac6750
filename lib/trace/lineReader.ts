import { Flags } from './flags'
import type { TraceFlag, TraceReader, TraceSink } from './model'

/** A reader that takes each line by itself: it counts them, and gives back those that are no part of the trace. */
export abstract class LineReader implements TraceReader {
  protected readonly flags = new Flags()
  /** Number of the line that is read, from 1. */
  protected number = 0

  constructor(protected readonly sink: TraceSink) {}

  line(text: string): void {
    this.number++
    if (this.read(text)) return
    this.flags.add('unknownLines', this.number)
    this.sink.unknown?.(this.number, text)
  }

  end(): TraceFlag[] {
    this.finish()
    return this.flags.list()
  }

  /** True when the line is part of the trace. */
  protected abstract read(text: string): boolean

  /** Gives what is still open. */
  protected finish(): void {}
}

export const isBlank = (text: string): boolean => text.trim() === ''

import type { Flags } from '../flags'
import { type TraceSink, unknownProcess } from '../model'

/** A call that began and has not ended. */
export type OpenCall = {
  readonly line: number
  readonly at: number | undefined
  readonly name: string
  readonly args: string
}

const enders = /^(?:exit|exit_group)$/

/** The calls that threads are in. One that never ends is given without a result, and a flag says why. */
export class OpenCalls {
  readonly #calls = new Map<number, OpenCall>()

  constructor(
    private readonly sink: TraceSink,
    private readonly flags: Flags,
  ) {}

  get size(): number {
    return this.#calls.size
  }

  of(thread: number): OpenCall | undefined {
    return this.#calls.get(thread)
  }

  begin(thread: number, call: OpenCall): void {
    this.interrupt(thread)
    this.#calls.set(thread, call)
  }

  /** The thread does something else: the call it was in has no end in the trace. */
  interrupt(thread: number): void {
    const call = this.take(thread)
    if (call) this.#give(thread, call, call.line, enders.test(call.name) ? undefined : 'neverResumed')
  }

  take(thread: number): OpenCall | undefined {
    const call = this.#calls.get(thread)
    if (call) this.#calls.delete(thread)
    return call
  }

  /** The call of `from` goes on as that of another: its thread is known now, or has another number. */
  move(from: number, to: number): void {
    const call = from === to ? undefined : this.take(from)
    if (call) this.begin(to, call)
  }

  /** The thread is gone. */
  leave(thread: number, line: number): void {
    const call = this.take(thread)
    if (call) this.#give(thread, call, line, enders.test(call.name) ? undefined : 'endedInCall')
  }

  /** The trace is at its end. */
  end(line: number, isEnding: (thread: number) => boolean): void {
    for (const [thread, call] of this.#calls) {
      const isUsual = enders.test(call.name)
      const code = thread !== unknownProcess && isEnding(thread) ? 'endedInCall' : 'neverResumed'
      this.#give(thread, call, line, isUsual ? undefined : code)
    }
    this.#calls.clear()
  }

  #give(
    pid: number,
    { line, at, name, args }: OpenCall,
    endLine: number,
    code: 'neverResumed' | 'endedInCall' | undefined,
  ): void {
    if (code) this.flags.add(code, line)
    const nothing = { result: '', outcome: 'unknown', errno: '', seconds: undefined, isInjected: false } as const
    this.sink.call({ line, endLine, pid, at, name, args, ...nothing })
  }
}

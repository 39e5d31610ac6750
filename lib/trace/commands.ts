import type { Flags } from './flags'
import type { TraceSink } from './model'

/** What ftrace writes for a thread whose name it has not kept. */
const nameless = '<...>'
/** More threads than these are not named: the flag says so. */
const limit = 100_000

/** Tells the sink what each thread runs, once for each name that it has (tracers other than strace write it in each line). */
export class Commands {
  readonly #known = new Map<number, string>()

  constructor(
    private readonly sink: TraceSink,
    private readonly flags: Flags,
  ) {}

  saw(pid: number, command: string, line: number): void {
    if (this.#known.get(pid) === command || command === '' || command === nameless) return
    if (this.#known.size >= limit && !this.#known.has(pid)) return this.flags.add('manyNames', line)
    this.#known.set(pid, command)
    this.sink.note?.({ line, pid, kind: 'command', text: command })
  }
}

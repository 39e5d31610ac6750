import { type ChildProcess, fork } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Answer, Batch, Setting } from './worker'

/** Seconds of processor time that one case may take, and megabytes of heap. */
const bounds = { seconds: 5, megabytes: 512, young: 64 } as const

/** Processes of one run. */
export const lanes = Math.min(availableParallelism(), 8)

export type Report = {
  readonly answer: (answer: Answer) => void
  readonly finding: (number: number, message: string) => void
}

const folder = mkdtempSync(join(tmpdir(), 'stpa-lanes-'))
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
let count = 0

/**
 * A process that works through batches; one that hangs in a case, needs too much memory or is brought down by native code
 * is ended, told, and another one goes on behind that case.
 */
export class Lane {
  /** Holds the number of the case that is read: four bytes, which a process that is gone still tells. */
  readonly #at = join(folder, `lane-${count++}`)
  #child: ChildProcess | undefined

  constructor(
    private readonly setting: Omit<Setting, 'at'>,
    private readonly report: Report,
  ) {
    writeFileSync(this.#at, new Uint8Array(4))
  }

  async run(batch: Batch): Promise<void> {
    let { from } = batch
    while (from < batch.to) {
      const stopped = await this.#try({ from, to: batch.to })
      if (!stopped) return
      const number = this.#number()
      this.report.finding(number, stopped)
      // What was before it in the batch is run again: its answer went with the process.
      if (number > from) await this.#try({ from, to: number })
      from = number + 1
    }
  }

  end(): void {
    this.#child?.kill('SIGKILL')
    this.#child = undefined
  }

  #number(): number {
    return readFileSync(this.#at).readUInt32LE()
  }

  #begun(): ChildProcess {
    const child = fork(fileURLToPath(new URL('./worker.js', import.meta.url)), {
      execArgv: [
        `--max-old-space-size=${bounds.megabytes - bounds.young}`,
        `--max-semi-space-size=${bounds.young / 4}`,
      ],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    })
    child.send({ ...this.setting, at: this.#at } satisfies Setting)
    return child
  }

  /** Undefined when the batch went through; else why the process was stopped. */
  #try(batch: Batch): Promise<string | undefined> {
    this.#child ??= this.#begun()
    const child = this.#child
    return new Promise((resolve) => {
      const watch = new Watch(child, () => this.#number())
      let complaints = ''
      const clock = setInterval(() => watch.isTooLong() && done(`hang: no end after ${bounds.seconds} s`), 250)
      const complained = (chunk: Buffer) => {
        complaints = (complaints + chunk.toString()).slice(0, 2_000)
      }
      const answered = (answer: Answer) => {
        this.report.answer(answer)
        done(undefined)
      }
      const gone = (code: number | null, signal: string | null) => {
        const isFull = complaints.includes('heap out of memory')
        done(isFull ? `memory: more than ${bounds.megabytes} MB` : `crash: ended by ${signal ?? code}: ${complaints}`)
      }
      const done = (stopped: string | undefined) => {
        clearInterval(clock)
        child.off('message', answered).off('close', gone)
        child.stderr?.off('data', complained)
        if (stopped !== undefined) this.end()
        resolve(stopped)
      }
      child.on('message', answered).on('close', gone)
      child.stderr?.on('data', complained)
      child.send(batch, () => {}) // one that is gone says so by its end
    })
  }
}

/** Sees a case that works for too long, by the processor time of its own process: a machine under load hangs nobody. */
class Watch {
  #before = -1
  #used = 0

  constructor(
    private readonly child: ChildProcess,
    private readonly number: () => number,
  ) {}

  isTooLong(): boolean {
    const [number, used] = [this.number(), secondsOf(this.child.pid)]
    if (number !== this.#before) [this.#before, this.#used] = [number, used]
    return used - this.#used > bounds.seconds
  }
}

/** Ticks of Linux are a hundredth of a second; elsewhere the clock on the wall has to do. */
function secondsOf(pid: number | undefined): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return (Number(fields[11]) + Number(fields[12])) / 100
  } catch {
    return performance.now() / 1000
  }
}

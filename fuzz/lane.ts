import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Answer, Batch, Setting } from './worker'

/** Seconds of processor time that one case may take, and megabytes of heap. */
const bounds = { seconds: 5, megabytes: 512, young: 64 } as const

/** Threads of one run. */
export const lanes = Math.min(availableParallelism(), 8)

export type Report = {
  readonly answer: (answer: Answer) => void
  readonly finding: (number: number, message: string) => void
}

/**
 * A thread that works through batches; one that hangs in a case or needs too much memory is ended, told, and another one
 * goes on behind that case.
 */
export class Lane {
  readonly #at = new Int32Array(new SharedArrayBuffer(4))
  #worker: Worker | undefined

  constructor(
    private readonly setting: Omit<Setting, 'at'>,
    private readonly report: Report,
  ) {}

  async run(batch: Batch): Promise<void> {
    let { from } = batch
    while (from < batch.to) {
      const stopped = await this.#try({ from, to: batch.to })
      if (!stopped) return
      const number = Atomics.load(this.#at, 0)
      this.report.finding(number, stopped)
      // What was before it in the batch is run again: its answer went with the thread.
      if (number > from) await this.#try({ from, to: number })
      from = number + 1
    }
  }

  async end(): Promise<void> {
    await this.#worker?.terminate()
    this.#worker = undefined
  }

  /** Undefined when the batch went through; else why the thread was stopped. */
  #try(batch: Batch): Promise<string | undefined> {
    this.#worker ??= new Worker(new URL('./worker.js', import.meta.url), {
      workerData: { ...this.setting, at: this.#at } satisfies Setting,
      resourceLimits: {
        maxOldGenerationSizeMb: bounds.megabytes - bounds.young,
        maxYoungGenerationSizeMb: bounds.young,
      },
    })
    const worker = this.#worker
    return new Promise((resolve) => {
      const clock = setInterval(() => watch.look(), 250)
      const watch = new Watch(worker, this.#at, () => done(`hang: no end after ${bounds.seconds} s`))
      const answered = (answer: Answer) => {
        this.report.answer(answer)
        done(undefined)
      }
      const failed = (error: Error & { code?: string }) => {
        const isFull = error.code === 'ERR_WORKER_OUT_OF_MEMORY'
        done(isFull ? `memory: more than ${bounds.megabytes} MB` : `crash: the thread: ${error.message}`)
      }
      const done = (stopped: string | undefined) => {
        clearInterval(clock)
        // One by one: Node's own listeners on a thread must stay.
        worker.off('message', answered).off('error', failed)
        if (stopped !== undefined) {
          this.#worker = undefined
          worker.on('error', () => {}) // what it says while it is ended
          void worker.terminate()
        }
        resolve(stopped)
      }
      worker.on('message', answered).on('error', failed)
      worker.postMessage(batch)
    })
  }
}

/**
 * Sees a case that works for too long. What a thread alone has used cannot be asked: it must have been busy for that
 * time, and the program must have got as much of the processor for each of its threads. A machine under load hangs nobody.
 */
class Watch {
  #number = -1
  #busy = 0
  #used = 0

  constructor(
    private readonly worker: Worker,
    private readonly at: Int32Array,
    private readonly tooLong: () => void,
  ) {}

  look(): void {
    const number = Atomics.load(this.at, 0)
    const busy = this.worker.performance.eventLoopUtilization().active / 1000
    const used = process.cpuUsage().user / 1e6
    if (number !== this.#number) [this.#number, this.#busy, this.#used] = [number, busy, used]
    else if (busy - this.#busy > bounds.seconds && used - this.#used > bounds.seconds * lanes) this.tooLong()
  }
}

import { StpaError } from '@/lib/stpa/errors'
import type { Store } from '../store'
import { type Work, works } from './works'

/**
 * Milliseconds: how often who does a job says that it lives, after which silence another takes it over, how often that is
 * looked at, and after which silence an upload is given up.
 */
const usual = { beat: 1_000, dead: 20_000, look: 10_000, abandoned: 600_000 }

/** So often a job is begun before it is given up: it may be what brings the server down. */
const mostAttempts = 3

/**
 * Does the stored jobs of a store, one at a time in this process. Claiming is one conditional update, so that several
 * processes share a database; a job whose process died is taken over when its beats stop. (graphile-worker and pg-boss
 * were looked at: they serve PostgreSQL only, and free the jobs of a dead worker after a fixed time, hours or minutes.)
 */
export class JobRunner {
  #draining: Promise<void> | undefined
  #timer: NodeJS.Timeout | undefined
  #woken = false

  constructor(
    readonly store: Store,
    readonly known: Readonly<Record<string, Work>> = works,
    readonly times = usual,
    readonly log: (words: string, error: unknown) => void = console.error,
  ) {}

  /** Looks for jobs now, and then from time to time for those that another process left. */
  start(): void {
    this.#timer ??= setInterval(() => this.wake(), this.times.look).unref()
    this.wake()
  }

  stop(): void {
    clearInterval(this.#timer)
    this.#timer = undefined
  }

  /** Resolves when there is nothing left to do. */
  wake(): Promise<void> {
    this.#woken = true
    this.#draining ??= this.#drain().finally(() => {
      this.#draining = undefined
    })
    return this.#draining
  }

  async #drain(): Promise<void> {
    while (this.#woken) {
      this.#woken = false
      try {
        for (let id = await this.#claim(); id !== undefined; id = await this.#claim()) await this.#run(id)
      } catch (error) {
        this.log('A job could not be begun or ended:', error) // the database: looked at again later
      }
    }
  }

  /** The oldest job that nobody does, now ours. */
  async #claim(): Promise<string | undefined> {
    const { write } = this.store
    const silent = { lt: new Date(Date.now() - this.times.dead) }
    const abandoned = { lt: new Date(Date.now() - this.times.abandoned) }
    await write.job.deleteMany({ where: { state: 'uploading', beatAt: abandoned } })
    for (;;) {
      const row = await write.job.findFirst({
        where: { OR: [{ state: 'queued' }, { state: 'running', beatAt: silent }] },
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
        select: { id: true, state: true, beatAt: true, attempts: true },
      })
      if (!row) return undefined
      const { id, state, beatAt, attempts } = row
      const isHopeless = attempts >= mostAttempts
      const message = `It was broken off ${attempts} times and is not begun again.`
      const data = isHopeless
        ? { state: 'failed', finishedAt: new Date(), error: JSON.stringify({ code: 'tooLarge', message }) }
        : { state: 'running', beatAt: new Date(), attempts: attempts + 1, progress: 0 }
      const { count } = await write.job.updateMany({ where: { id, state, beatAt }, data })
      if (count === 1 && !isHopeless) return id
      if (count === 1) await write.jobPart.deleteMany({ where: { jobId: id } })
    }
  }

  async #run(id: string): Promise<void> {
    const { write } = this.store
    const { kind, title, authorName, parameters } = await write.job.findUniqueOrThrow({ where: { id } })
    const control = new AbortController()
    let [progress, stage] = [0, '']
    const timer = setInterval(() => {
      void write.job
        .updateMany({ where: { id, state: 'running' }, data: { beatAt: new Date(), progress, stage } })
        .then(({ count }) => count === 0 && control.abort())
        .catch((error: unknown) => this.log('A job could not say that it lives:', error))
    }, this.times.beat)
    try {
      const work = this.known[kind]
      if (!work) throw new Error(`no work is called "${kind}"`)
      const result = await work({
        ...{ store: this.store, id, title, authorName, signal: control.signal },
        parameters: JSON.parse(parameters),
        report: (fraction, words) => {
          ;[progress, stage] = [fraction, words]
        },
      })
      await this.#end(id, { state: 'done', progress: 1, stage: '', result: JSON.stringify(result) })
    } catch (error) {
      if (!control.signal.aborted)
        await this.#end(id, { state: 'failed', error: JSON.stringify(this.#errorOf(error, title)) })
    } finally {
      clearInterval(timer)
    }
  }

  /** One that was cancelled meanwhile stays so. */
  async #end(id: string, data: { state: string; progress?: number; stage?: string; result?: string; error?: string }) {
    const { write } = this.store
    await write.job.updateMany({ where: { id, state: 'running' }, data: { ...data, finishedAt: new Date() } })
    await write.jobPart.deleteMany({ where: { jobId: id } })
  }

  #errorOf(error: unknown, title: string): { code: string; message: string } {
    if (error instanceof StpaError) return { code: error.code, message: error.message }
    this.log(`The job "${title}" failed:`, error)
    return { code: 'bug', message: 'The program failed here. Nothing was lost; what happened is in its log.' }
  }
}

const runners = new WeakMap<Store, JobRunner>()

/** The one runner of a store in this process. */
export function runnerOf(store: Store): JobRunner {
  const runner = runners.get(store) ?? new JobRunner(store)
  runners.set(store, runner)
  return runner
}

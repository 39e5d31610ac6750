import { Silence } from '@/lib/node/silence'
import { StpaError } from '@/lib/stpa/errors'
import { giveSpaceBack } from '../files/space'
import { refusalOf } from '../store/databaseErrors'
import type { Store } from '../store/store'
import { type Work, works } from './works'

/**
 * Milliseconds: how often who does a job says that it lives, after which silence another takes it over, how often that is
 * looked at, after which silence an upload is given up, and how long it may take in all.
 */
const usual = { beat: 1_000, dead: 20_000, look: 10_000, abandoned: 600_000, upload: 21_600_000 }

/** So often a job is begun before it is given up: it may be what brings the server down. */
const mostAttempts = 3
/** Jobs at a time in one process; of one author only one. */
const mostAtOnce = 2

/** A job that nobody does. */
type Free = { readonly id: string; readonly authorId: string; readonly attempts: number; readonly beats: number }
type Claimed = { readonly id: string; readonly authorId: string; readonly attempts: number }

/**
 * Does the stored jobs of a store. Claiming is one conditional update, so that several processes share a database; a job
 * whose process died is taken over when its beats stop, watched by this process' own clock. (graphile-worker and pg-boss
 * were looked at: they serve PostgreSQL only, and free the jobs of a dead worker after a fixed time, hours or minutes.)
 */
export class JobRunner {
  readonly #running = new Map<string, { readonly authorId: string; readonly done: Promise<void> }>()
  readonly #silence: Silence
  /** Authors, the one whose job was begun last at the end. */
  readonly #begun: string[] = []
  #filling: Promise<void> = Promise.resolve()
  #timer: NodeJS.Timeout | undefined
  #tidying: Promise<void> | undefined

  constructor(
    readonly store: Store,
    readonly known: Readonly<Record<string, Work>> = works,
    readonly times = usual,
    readonly log: (words: string, error: unknown) => void = console.error,
    now?: () => number,
  ) {
    this.#silence = new Silence(now)
  }

  /** Looks for jobs now, and then from time to time for those that another process left. */
  start(): void {
    const look = (): void => {
      void this.wake()
      this.#tidying ??= giveSpaceBack(this.store)
        .catch((error: unknown) => this.log('The disk could not be given back:', error))
        .finally(() => {
          this.#tidying = undefined
        })
    }
    this.#timer ??= setInterval(look, this.times.look).unref()
    look()
  }

  stop(): void {
    clearInterval(this.#timer)
    this.#timer = undefined
  }

  /** Resolves when there is nothing left to do. */
  async wake(): Promise<void> {
    await this.#fill()
    while (this.#running.size > 0) await Promise.all([...this.#running.values()].map(({ done }) => done))
  }

  /** Begins jobs while there is room for one more; one call after the other. */
  #fill(): Promise<void> {
    this.#filling = this.#filling.then(async () => {
      try {
        const free = await this.#look()
        while (this.#running.size < mostAtOnce) {
          const job = await this.#claim(free)
          if (!job) return
          this.#begin(job)
        }
      } catch (error) {
        this.log('A job could not be begun or ended:', error) // the database: looked at again later
      }
    })
    return this.#filling
  }

  #begin(job: Claimed): void {
    const { id, authorId } = job
    const begun = this.#begun.indexOf(authorId)
    if (begun >= 0) this.#begun.splice(begun, 1)
    this.#begun.push(authorId)
    const done = this.#run(job)
      .catch((error: unknown) => this.log('A job could not be begun or ended:', error))
      .then(() => {
        this.#running.delete(id)
        return this.#fill()
      })
    this.#running.set(id, { authorId, done })
  }

  /** What nobody does, the oldest first. Uploads that nobody goes on with are ended on the way. */
  async #look(): Promise<Free[]> {
    const { write } = this.store
    const rows = await write.job.findMany({
      where: { state: { in: ['uploading', 'queued', 'running'] } },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      select: { id: true, state: true, authorId: true, attempts: true, beats: true },
    })
    const heard = this.#silence.observe(rows.map(({ id, state, beats }) => ({ id: `${state} ${id}`, sign: beats })))
    const isOver = (row: (typeof rows)[number]): boolean => {
      const { silent = 0, known = 0 } = heard.get(`${row.state} ${row.id}`) ?? {}
      if (row.state === 'running') return silent >= this.times.dead && !this.#running.has(row.id)
      return row.state === 'queued' || silent >= this.times.abandoned || known >= this.times.upload
    }
    const free = rows.filter(isOver)
    const left = free.filter(({ state }) => state === 'uploading')
    for (const { id, state, beats } of left) await write.job.deleteMany({ where: { id, state, beats } })
    return free.filter(({ state }) => state !== 'uploading')
  }

  /** The next job, now ours: of the author whose turn was longest ago. */
  async #claim(free: Free[]): Promise<Claimed | undefined> {
    const { write } = this.store
    const busy = new Set([...this.#running.values()].map(({ authorId }) => authorId))
    const turn = ({ authorId }: Free): number => this.#begun.indexOf(authorId)
    for (;;) {
      const [next] = free.filter(({ authorId }) => !busy.has(authorId)).sort((left, right) => turn(left) - turn(right))
      if (!next) return undefined
      free.splice(free.indexOf(next), 1)
      const { id, authorId, beats, attempts } = next
      const isHopeless = attempts >= mostAttempts
      const message = `It was broken off ${attempts} times and is not begun again.`
      const data = isHopeless
        ? { state: 'failed', finishedAt: new Date(), error: JSON.stringify({ code: 'tooLarge', message }) }
        : { state: 'running', attempts: attempts + 1, progress: 0 }
      const where = { id, beats, attempts, state: { in: ['queued', 'running'] } }
      const { count } = await write.job.updateMany({ where, data: { ...data, beats: beats + 1 } })
      if (count === 1 && !isHopeless) return { id, authorId, attempts: attempts + 1 }
      if (count === 1) await this.#drop(id)
    }
  }

  async #run(job: Claimed): Promise<void> {
    const { id, authorId } = job
    const { write } = this.store
    const { kind, title, authorName, parameters } = await write.job.findUniqueOrThrow({ where: { id } })
    const control = new AbortController()
    let [progress, stage] = [0, '']
    const timer = setInterval(() => {
      void write.job
        .updateMany({ where: ours(job), data: { beats: { increment: 1 }, progress, stage } })
        .then(({ count }) => count === 0 && control.abort())
        .catch((error: unknown) => this.log('A job could not say that it lives:', error))
    }, this.times.beat)
    try {
      const work = this.known[kind]
      if (!work) throw new Error(`no work is called "${kind}"`)
      const result = await work({
        ...{ store: this.store, id, title, authorId, authorName, signal: control.signal },
        parameters: JSON.parse(parameters),
        report: (fraction, words) => {
          ;[progress, stage] = [fraction, words]
        },
      })
      await this.#end(job, { state: 'done', progress: 1, stage: '', result: JSON.stringify(result) })
    } catch (error) {
      if (!control.signal.aborted)
        await this.#end(job, { state: 'failed', error: JSON.stringify(this.#errorOf(error, title)) })
    } finally {
      clearInterval(timer)
    }
  }

  /** One that was cancelled meanwhile, or taken over, stays so. */
  async #end(
    job: Claimed,
    data: { state: string; progress?: number; stage?: string; result?: string; error?: string },
  ) {
    const { count } = await this.store.write.job.updateMany({
      where: ours(job),
      data: { ...data, finishedAt: new Date() },
    })
    if (count === 1) await this.#drop(job.id)
  }

  async #drop(jobId: string): Promise<void> {
    await this.store.write.jobPart.deleteMany({ where: { jobId } })
  }

  #errorOf(error: unknown, title: string): { code: string; message: string } {
    const refusal = error instanceof StpaError ? error : refusalOf(error)
    if (refusal) return { code: refusal.code, message: refusal.message }
    this.log(`The job "${title}" failed:`, error)
    return { code: 'bug', message: 'The program failed here. Nothing was lost; what happened is in its log.' }
  }
}

/** The job as long as it is this attempt's: whoever took it over has begun another one. */
const ours = ({ id, attempts }: Claimed) => ({ id, attempts, state: 'running' })

// A global of our own: declared nowhere else, written here only.
const place = globalThis as typeof globalThis & { stpaRunners?: WeakMap<Store, JobRunner> }

/** The one runner of a store in this process. Kept on globalThis: Next bundles each route, and the start, on its own. */
export function runnerOf(store: Store): JobRunner {
  place.stpaRunners ??= new WeakMap()
  const runner = place.stpaRunners.get(store) ?? new JobRunner(store)
  place.stpaRunners.set(store, runner)
  return runner
}

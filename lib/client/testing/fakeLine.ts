import { Unreachable } from '../request'
import type { Line } from '../saving/line'
import type { FakeServer } from './fakeServer'

/** What becomes of one question. `late`: given up by who asked, and carried out all the same. */
export type Fate =
  | { readonly is: 'answered' | 'lost' | 'answerLost' | 'late' | 'failed' | 'answerFailed'; readonly after: number }
  | { readonly is: 'busy'; readonly after: number; readonly retryAfter: number }

/** Time that passes when it is told to. */
export class FakeClock {
  #now = 0
  #timers: { readonly at: number; readonly run: () => void }[] = []

  readonly after = (milliseconds: number, run: () => void): void => {
    const at = this.#now + milliseconds
    const index = this.#timers.findIndex((timer) => timer.at > at)
    this.#timers.splice(index < 0 ? this.#timers.length : index, 0, { at, run })
  }

  readonly sleep = (milliseconds: number): Promise<void> =>
    new Promise((wake) => {
      this.after(milliseconds, wake)
    })

  /** Lets time pass: timers run in their order, and all that follows from each before the next. */
  async pass(milliseconds: number): Promise<void> {
    const until = this.#now + milliseconds
    await turn()
    for (let next = this.#timers[0]; next && next.at <= until; next = this.#timers[0]) {
      this.#timers.shift()
      this.#now = next.at
      next.run()
      await turn()
    }
    this.#now = until
  }
}

/** All that waits for settled promises has run: no chain of them is longer than that. (`setImmediate` is slow.) */
async function turn(): Promise<void> {
  for (let count = 0; count < 24; count++) await undefined
}

/** The line between one browser and the server. Its fates are used up in their order; then every question is answered. */
export class FakeLine implements Line {
  #ids = 0
  isCut = false
  /** The page is gone: nobody hears an answer any more. */
  isClosed = false

  constructor(
    readonly page: string,
    readonly server: FakeServer,
    readonly clock: FakeClock,
    public fates: Fate[] = [],
  ) {}

  readonly newCommitId = (): string => `${this.page}-${this.#ids++}`
  get lastCommitId(): string {
    return `${this.page}-${this.#ids - 1}`
  }

  readonly sleep = async (milliseconds: number): Promise<void> => {
    await this.clock.sleep(milliseconds)
    if (this.isClosed) await new Promise(() => {})
  }

  /** What was asked, in its order, and how many questions were open at one time. */
  readonly asked: string[] = []
  mostAtOnce = 0
  #atOnce = 0

  readonly ask = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    this.asked.push(`${method} ${path.replace(/\?.*|^.*analyses\/[^/]*/g, '')}`)
    this.mostAtOnce = Math.max(this.mostAtOnce, ++this.#atOnce)
    try {
      return await this.#travel<T>(path, body)
    } finally {
      this.#atOnce--
    }
  }

  async #travel<T>(path: string, body: unknown): Promise<T> {
    const fate = this.fates.shift() ?? { is: 'answered', after: 5 }
    await this.clock.sleep(fate.after)
    if (this.isCut || fate.is === 'lost') throw new Unreachable('The line is cut.')
    if (fate.is === 'busy') throw new Unreachable('The server is busy.', fate.retryAfter)
    if (fate.is === 'failed') throw new Error('The program failed here.')
    if (fate.is === 'late') {
      this.clock.after(500, () => void this.#carryOut(path, body))
      throw new Unreachable('The line hangs.')
    }
    const answer = this.#carryOut(path, body)
    await this.sleep(fate.after)
    if (this.isCut || fate.is === 'answerLost') throw new Unreachable('The line was cut.')
    if (fate.is === 'answerFailed') throw new Error('The program failed there.')
    if (answer instanceof Error) throw answer
    return answer as T // what the real server gives for this path
  }

  #carryOut(path: string, body: unknown): unknown {
    try {
      // As it comes out of the line: without what JSON does not hold.
      const sent = body === undefined ? undefined : JSON.parse(JSON.stringify(body))
      return this.server.answer('me', path, sent)
    } catch (error) {
      return error
    }
  }
}

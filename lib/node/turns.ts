import { StpaError } from '@/lib/stpa/errors'

/** Who asks for long work, and whether they still want it. */
export type Asker = {
  /** Id of the author; absent: the program itself. */
  readonly who?: string
  readonly signal?: AbortSignal
}

type Turn = { readonly who: string | undefined; readonly isLong: boolean }
type Waiting = Turn & { readonly start: () => void }

/** At most so many wait, each with what it will work on; the next one is told so at once. */
const mostWaiting = 50

/**
 * Slots for work, fair: whoever has the fewest at work is next, among those whoever was served longest ago, then who
 * came first. One slot is never long work's, and one never the same author's, so that others get on.
 */
export class Turns {
  readonly #running: Turn[] = []
  readonly #waiting: Waiting[] = []
  /** Authors, the one served last at the end. */
  readonly #served = new Map<string | undefined, number>()
  #count = 0

  constructor(readonly slots: number) {}

  /**
   * Waits for a slot; what it gives frees it again.
   * @throws StpaError gone when it was given up meanwhile, busy when too many wait
   */
  async take({ who, signal }: Asker, isLong = false): Promise<() => void> {
    if (signal?.aborted) throw gone()
    const turn = { who, isLong }
    if (!this.#mayStart(turn)) await this.#wait(turn, signal)
    else this.#begin(turn)
    return () => {
      this.#running.splice(this.#running.indexOf(turn), 1)
      this.#next()
    }
  }

  #wait(turn: Turn, signal?: AbortSignal): Promise<void> {
    if (this.#waiting.length >= mostWaiting) {
      throw new StpaError('busy', 'Too much work waits at this moment. Nothing was lost: try again.')
    }
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(one), 1)
        reject(gone())
      }
      const one: Waiting = Object.assign(turn, {
        start: () => {
          signal?.removeEventListener('abort', leave)
          resolve()
        },
      })
      signal?.addEventListener('abort', leave, { once: true })
      this.#waiting.push(one)
    })
  }

  #next(): void {
    const free = this.#waiting.filter((one) => this.#mayStart(one))
    const [next] = free.sort(
      (left, right) => this.#rank(left) - this.#rank(right) || this.#last(left) - this.#last(right),
    )
    if (!next) return
    this.#waiting.splice(this.#waiting.indexOf(next), 1)
    this.#begin(next)
    next.start()
    this.#next()
  }

  #begin(turn: Turn): void {
    this.#running.push(turn)
    this.#served.delete(turn.who)
    this.#served.set(turn.who, this.#count++)
    for (const oldest of this.#served.keys()) {
      if (this.#served.size <= mostWaiting) break
      this.#served.delete(oldest)
    }
  }

  #mayStart({ who, isLong }: Turn): boolean {
    if (this.#running.length >= this.slots) return false
    const most = Math.max(1, this.slots - 1)
    if (isLong && this.#running.filter((one) => one.isLong).length >= most) return false
    return who === undefined || this.#rank({ who }) < most
  }

  #rank({ who }: Pick<Turn, 'who'>): number {
    return this.#running.filter((one) => one.who === who).length
  }

  #last({ who }: Turn): number {
    return this.#served.get(who) ?? -1
  }
}

const gone = (): StpaError => new StpaError('gone', 'It was cancelled.')

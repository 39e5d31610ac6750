import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { StpaError } from '@/lib/stpa/errors'
import { refuse } from './answer'
import { claimOf } from './gate'
import type { Limits } from './limits'

type Open = {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  /** Bytes that it claims and that count, for it is no small body. */
  readonly large: number
  /** Bytes of the connection when its progress was last good, and when that was (milliseconds, monotonic). */
  read: { bytes: number; since: number }
  written: { bytes: number; since: number }
}

const clock = (): number => performance.now()

/** The requests that are not answered yet: how many, how much they claim, and whether they go on. */
export class OpenRequests {
  readonly #open = new Set<Open>()
  readonly #bySocket = new Map<Socket, number>()
  #claimed = 0

  constructor(readonly limits: Limits) {}

  get size(): number {
    return this.#open.size
  }

  /** Why one more is not taken on; undefined: it is, and counts until its connection or its answer ends. */
  add(request: IncomingMessage, response: ServerResponse): StpaError | undefined {
    const { limits } = this
    const { socket } = request
    const large = claimOf(request) > limits.small ? claimOf(request) : 0
    const ofSocket = this.#bySocket.get(socket) ?? 0
    if (this.#open.size >= limits.open) this.#makeRoom()
    if (this.#open.size >= limits.open || ofSocket >= limits.openEach) return busy('Too many requests are open')
    if (large > 0 && this.#claimed + large > limits.bodies) return busy('Too much is being sent')
    const now = clock()
    const read = { bytes: socket.bytesRead, since: now }
    const one: Open = { request, response, large, read, written: { bytes: socket.bytesWritten, since: now } }
    this.#open.add(one)
    this.#bySocket.set(socket, ofSocket + 1)
    this.#claimed += large
    response.once('close', () => this.#remove(one))
    return undefined
  }

  /** Who still sends gives way to who has something to ask: the one that began first. */
  #makeRoom(): void {
    for (const one of this.#open) {
      if (one.request.complete) continue
      this.#remove(one)
      return this.#end(one, busy('Too many requests are open'))
    }
  }

  #remove(one: Open): void {
    if (!this.#open.delete(one)) return
    this.#claimed -= one.large
    const { socket } = one.request
    const left = (this.#bySocket.get(socket) ?? 1) - 1
    if (left > 0) this.#bySocket.set(socket, left)
    else this.#bySocket.delete(socket)
  }

  /** The answer that stands open on a connection, if one does. */
  on(socket: unknown): Open | undefined {
    for (const one of this.#open) if (one.request.socket === socket) return one
    return undefined
  }

  /** Ends what does not go on: bodies that trickle, answers that nobody takes. */
  look(): void {
    const now = clock()
    for (const one of this.#open) {
      if (!one.request.complete && this.#isSlow(one, now)) this.#end(one, this.#tooSlow())
      else if (this.#isStuck(one, now)) one.request.socket.destroy()
    }
  }

  /** Bytes that wait because our own side does not read yet are no fault of the sender. */
  #isSlow({ request, read }: Open, now: number): boolean {
    const { slowest, patience } = this.limits
    if (now - read.since < patience) return false
    const isOurs = request.readableLength >= request.readableHighWaterMark
    const isSlow = request.socket.bytesRead - read.bytes < (slowest * (now - read.since)) / 1_000
    read.bytes = request.socket.bytesRead
    read.since = now
    return isSlow && !isOurs
  }

  #isStuck({ request, response, written }: Open, now: number): boolean {
    const { bytesWritten } = request.socket
    const goesOn = response.writableLength === 0 || bytesWritten !== written.bytes
    if (!goesOn) return now - written.since > this.limits.stuck
    written.bytes = bytesWritten
    written.since = now
    return false
  }

  #end({ request, response }: Open, refusal: StpaError): void {
    if (response.headersSent) request.socket.destroy()
    else refuse(request, response, refusal)
  }

  #tooSlow(): StpaError {
    const { slowest } = this.limits
    const message = `The body came too slowly (below ${slowest} bytes a second) and was not waited for. Send it again.`
    return new StpaError('timedOut', message)
  }
}

function busy(what: string): StpaError {
  return new StpaError('busy', `${what} at this moment. Nothing was lost: try again.`)
}

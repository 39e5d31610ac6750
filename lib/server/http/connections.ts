import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/**
 * The connections of a server, those without a request in the order in which they began to wait. Everybody comes from
 * this machine, so nobody can be told from others by address: when there are too many, the one that has waited longest
 * goes, and who has something to say gets in.
 */
export class Connections {
  readonly #all = new Set<Socket>()
  readonly #waiting = new Set<Socket>()

  constructor(readonly most: number) {}

  add(socket: Socket): void {
    this.#all.add(socket)
    this.#waiting.add(socket)
    socket.once('close', () => {
      this.#all.delete(socket)
      this.#waiting.delete(socket)
    })
    if (this.#all.size <= this.most) return
    const [oldest = socket] = this.#waiting
    oldest.destroy()
  }

  /** Has a request until its answer is sent. */
  hold(socket: Socket, response: ServerResponse): void {
    this.#waiting.delete(socket)
    response.once('close', () => {
      if (this.#all.has(socket)) this.#waiting.add(socket)
    })
  }
}

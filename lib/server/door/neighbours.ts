import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync, rmdirSync, rmSync } from 'node:fs'
import { createServer, connect as openSocket, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import { z } from 'zod'

/** What a process does with a message of another one, and answers. */
export type Receive = (message: unknown) => Promise<unknown>

/** Another process on this machine that serves the same database. */
export type Neighbour = { readonly ask: (message: unknown) => Promise<unknown> }

/** The path of a socket has no more bytes on some systems (`sun_path` of unix(7) has 104 to 108). */
const longestPath = 100
/** Characters of a message: what is larger takes long enough by itself. */
const longest = 4_000_000
/** Milliseconds in which a neighbour answers. */
const patience = 5_000

/**
 * The processes of one machine that serve one database, each behind a socket in a folder that is for this user alone. A
 * process listens from the first time that it looks for others.
 */
export class Neighbours {
  #listening: Promise<{ readonly folder: string; readonly name: string } | undefined> | undefined
  #server: Server | undefined
  /** One to each neighbour, from the moment at which it is asked for. */
  readonly #links = new Map<string, Promise<Link | undefined>>()

  /** @param folderOf their folder, one per database and version of this program; undefined where there can be none */
  constructor(readonly folderOf: () => Promise<string | undefined>) {}

  /**
   * Who of them is in charge of `what`; undefined when it is this process itself. They agree without asking one another:
   * each computes it from the names that are there.
   */
  async inCharge(what: string, receive: Receive): Promise<Neighbour | undefined> {
    this.#listening ??= this.#listen(receive).catch(() => undefined) // then each works for itself
    const own = await this.#listening
    if (!own) return undefined
    try {
      for (const name of namesIn(own.folder, what)) {
        if (name === own.name) return undefined
        const link = await this.#linkTo(join(own.folder, name))
        if (link) return link
      }
    } catch {} // the folder was taken away: as if there were no others
    return undefined
  }

  async close(): Promise<void> {
    const own = await this.#listening
    this.#server?.close()
    for (const link of this.#links.values()) void link.then((open) => open?.end()).catch(() => undefined)
    if (!own) return
    rmSync(join(own.folder, own.name), { force: true })
    try {
      rmdirSync(own.folder)
    } catch {} // others are there
  }

  async #listen(receive: Receive) {
    const folder = await this.folderOf()
    const name = randomBytes(4).toString('hex')
    if (folder === undefined || Buffer.byteLength(join(folder, name)) > longestPath) return undefined
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const server = createServer((socket) => answer(socket, receive)).unref()
    this.#server = server
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(join(folder, name), resolve)
    })
    return { folder, name }
  }

  #linkTo(path: string): Promise<Link | undefined> {
    const known = this.#links.get(path)
    if (known) return known
    const link = linkTo(path, () => this.#links.delete(path))
    this.#links.set(path, link)
    return link
  }
}

/** @param onEnd when there is none, or none any more: the next one may be opened */
async function linkTo(path: string, onEnd: () => void): Promise<Link | undefined> {
  const socket = openSocket(path)
  socket.once('close', onEnd)
  const failure = await new Promise<string | undefined>((resolve) => {
    socket.once('connect', () => resolve(undefined))
    socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code))
  })
  if (failure === 'ECONNREFUSED') rmSync(path, { force: true }) // a process was killed and left it
  return failure === undefined ? new Link(socket) : undefined
}

/** The names in a folder, the one in charge of `what` first: each name and each `what` have a weight of their own. */
function namesIn(folder: string, what: string): string[] {
  const weights = readdirSync(folder).map((name) => ({
    name,
    weight: createHash('sha256').update(`${name} ${what}`).digest('hex'),
  }))
  return weights.sort((left, right) => (left.weight < right.weight ? -1 : 1)).map(({ name }) => name)
}

const numbered = z.tuple([z.number(), z.unknown()])

/** Messages and answers are lines of JSON, each with the number that its message had. */
function eachLine(socket: Socket, take: (number: number, value: unknown) => void): void {
  let text = ''
  socket
    .unref()
    .setEncoding('utf8')
    .on('error', () => undefined) // it is closed then
    .on('data', (piece: string) => {
      const lines = (text + piece).split('\n')
      text = lines.pop() ?? ''
      try {
        for (const line of lines) take(...numbered.parse(JSON.parse(line)))
        if (text.length > 2 * longest) throw new Error('This line has no end.')
      } catch {
        socket.destroy() // it speaks something else
      }
    })
}

function answer(socket: Socket, receive: Receive): void {
  eachLine(socket, (number, message) => {
    receive(message).then(
      (value) => socket.write(`${JSON.stringify([number, value])}\n`),
      () => socket.destroy(),
    )
  })
}

type Asked = { readonly resolve: (value: unknown) => void; readonly reject: (error: Error) => void }

/** One connection to a neighbour. */
class Link implements Neighbour {
  #count = 0
  readonly #asked = new Map<number, Asked>()

  constructor(readonly socket: Socket) {
    eachLine(socket, (number, value) => this.#asked.get(number)?.resolve(value))
    socket.once('close', () => {
      for (const { reject } of this.#asked.values()) reject(new Error('The neighbour went.'))
    })
  }

  /** @throws when the neighbour goes, or is silent for too long: it may have done what it was asked for, or may yet */
  async ask(message: unknown): Promise<unknown> {
    const number = this.#count++
    const text = JSON.stringify([number, message])
    if (text.length > longest || this.socket.destroyed) throw new Error('The neighbour cannot be asked.')
    let timer: NodeJS.Timeout | undefined
    try {
      return await new Promise((resolve, reject) => {
        this.#asked.set(number, { resolve, reject })
        timer = setTimeout(() => reject(new Error('The neighbour is silent.')), patience)
        this.socket.write(`${text}\n`)
      })
    } finally {
      clearTimeout(timer)
      this.#asked.delete(number)
    }
  }

  end(): void {
    this.socket.destroy()
  }
}

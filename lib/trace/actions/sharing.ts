import type { OpenFile } from './openFile'

/** Stands for the folder that a thread is in, among the descriptors. */
export const currentFolder = -100

/** What threads did to one descriptor of a table that they share. */
type Uses = {
  /** How many files it was: those that were opened under it, and the one that it was before. */
  files: number
  /** What it was when the table began to be shared is known. */
  isFirstKnown: boolean
  /** Somebody closed or replaced what somebody else had opened. */
  isCrossed: boolean
  /** How often it was given an address, as a socket. */
  addresses: number
  /** By somebody else than who had opened it. */
  isForeign: boolean
}

type Table = Map<number, Uses>

/** How often a socket was given an address. */
type Held = { file: OpenFile | undefined; addresses: number }

/** What one thread does with one table: from its beginning, or from its execve, to its end, or the next execve. */
type Life = {
  /** The one by which those are known that share the table. */
  group: Life | undefined
  /** Who made it is known. */
  isExplained: boolean
  /** It has its table from another. */
  isMade: boolean
  /** It has its table from another, or another has it from this one. */
  isSharing: boolean
  readonly all: Table
  /** Since another has it from this one. */
  readonly later: Table
  /** Descriptors that it opened and did not close. */
  readonly held: Map<number, Held>
  /** From and to: close_range. */
  readonly ranges: [number, number][]
}

const newLife = (): Life => ({
  ...{ group: undefined, isExplained: false, isMade: false, isSharing: false },
  ...{ all: new Map(), later: new Map(), held: new Map(), ranges: [] },
})

/**
 * What descriptors stand for where threads share them, and nobody knows what came between their calls (`strace -ff` without
 * exact times). A trace is told twice: up to `settle` it is learned, and after it `isKnown` answers.
 *
 * Known is a descriptor that was only ever one file. Known to a thread is also what it opened itself, where each thread
 * closes what it opened and nothing else: then only one of them can have the descriptor open at a time.
 */
export class Sharing {
  readonly #lives = new Map<number, Life[]>()
  /** In which of its lives a thread is. */
  readonly #turns = new Map<number, number>()
  readonly #tables = new Map<Life, Table>()
  #thread = Number.NaN
  #life = newLife()

  /** Who does what is told next. */
  enter(thread: number): void {
    if (thread === this.#thread) return
    this.#thread = thread
    this.#life = this.#lifeOf(thread)
  }

  /** It made another, perhaps with the same table. */
  made(thread: number, isShared: boolean): void {
    const [life, made] = [this.#life, this.#lifeOf(thread)]
    made.isExplained = true
    if (!isShared || life === made) return
    if (!life.isSharing)
      for (const [fd, { addresses }] of life.held) add(life.later, fd, { files: 1, isFirstKnown: true, addresses })
    life.isSharing = true
    join(made, life)
  }

  /** It has a table of its own from here on. */
  executed(): void {
    this.#turns.set(this.#thread, (this.#turns.get(this.#thread) ?? 0) + 1)
    this.#life = this.#lifeOf(this.#thread)
  }

  /** @param isReplaced the descriptor may have stood for another file until then */
  put(fd: number, file: OpenFile | undefined, isReplaced: boolean): void {
    this.#tell(fd, { files: 1, isCrossed: this.#life.held.has(fd) !== isReplaced })
    this.#life.held.set(fd, { file, addresses: 0 })
  }

  /** It may have become another file. */
  doubt(fd: number): void {
    this.#tell(fd, { files: 1, isCrossed: true })
  }

  close(fd: number): void {
    if (!this.#life.held.delete(fd)) this.#tell(fd, { isCrossed: true })
  }

  closeRange(first: number, last: number): void {
    this.#life.ranges.push([first, last])
    for (const fd of this.#life.held.keys()) if (fd >= first && fd <= last) this.#life.held.delete(fd)
  }

  /** What it is called from here on: the peer of a socket. */
  address(fd: number): void {
    const held = this.#life.held.get(fd)
    if (held) held.addresses++
    this.#tell(fd, { addresses: 1, isForeign: held === undefined })
  }

  /** What the thread itself opened: what others did is told in no order. */
  own(fd: number): OpenFile | undefined {
    return this.#life.isSharing ? this.#life.held.get(fd)?.file : undefined
  }

  /** The trace tells that it is another file. */
  correct(fd: number, file: OpenFile): void {
    const held = this.#life.held.get(fd)
    if (held) held.file = file
  }

  /** Does the order of what is told say what this descriptor stands for? */
  isKnown(fd: number): boolean {
    const uses = this.#usesOf(fd)
    if (!uses) return true
    if (uses.addresses > 1 && uses.isForeign) return false
    return isOne(uses) || (!uses.isCrossed && this.#life.held.has(fd))
  }

  /** Is it shared, and the same file whenever it is one? */
  isAlways(fd: number): boolean {
    const uses = this.#usesOf(fd)
    return uses !== undefined && isOne(uses)
  }

  #usesOf(fd: number): Uses | undefined {
    return this.#life.isSharing ? this.#tables.get(groupOf(this.#life))?.get(fd) : undefined
  }

  /** All is told; it is told again from its beginning. */
  settle(): void {
    this.#joinUnexplained()
    const lives = [...this.#lives.values()].flat()
    for (const life of lives) {
      if (!life.isSharing) continue
      const table = this.#tables.get(groupOf(life)) ?? new Map()
      this.#tables.set(groupOf(life), table)
      for (const [fd, uses] of life.isMade ? life.all : life.later) add(table, fd, uses)
    }
    for (const life of lives) {
      const table = this.#tables.get(groupOf(life)) ?? new Map<number, Uses>()
      for (const [first, last] of life.ranges)
        for (const [fd, uses] of table) uses.isCrossed ||= fd >= first && fd <= last
      life.isSharing = life.isMade
      life.held.clear()
    }
    this.#turns.clear()
    this.#thread = Number.NaN
  }

  /** Those of whom the trace does not tell the beginning may be threads of one process. */
  #joinUnexplained(): void {
    const firsts = [...this.#lives.values()].flatMap(([life, next]) =>
      life && !life.isExplained && (life.all.size > 0 || !next) ? [life] : [],
    )
    const [first, ...others] = firsts
    if (!first || others.length === 0) return
    for (const life of firsts) join(life, first)
  }

  #lifeOf(thread: number): Life {
    const turn = this.#turns.get(thread) ?? 0
    const lives = this.#lives.get(thread) ?? []
    if (lives.length === 0) this.#lives.set(thread, lives)
    const life = lives[turn] ?? newLife()
    lives[turn] = life
    return life
  }

  #tell(fd: number, uses: Partial<Uses>): void {
    add(this.#life.all, fd, uses)
    if (this.#life.isSharing) add(this.#life.later, fd, uses)
  }
}

const isOne = ({ files, isFirstKnown, isCrossed }: Uses): boolean =>
  files === 0 || (files === 1 && (isFirstKnown || !isCrossed))

function groupOf(life: Life): Life {
  let group = life
  while (group.group) group = group.group
  return group
}

function join(made: Life, life: Life): void {
  made.isMade = true
  made.isSharing = true
  const [group, other] = [groupOf(life), groupOf(made)]
  if (group !== other) other.group = group
}

function add(table: Table, fd: number, uses: Partial<Uses>): void {
  const known = table.get(fd)
  const none = { files: 0, isFirstKnown: false, isCrossed: false, addresses: 0, isForeign: false }
  if (!known) return void table.set(fd, { ...none, ...uses })
  known.files += uses.files ?? 0
  known.isFirstKnown ||= uses.isFirstKnown ?? false
  known.isCrossed ||= uses.isCrossed ?? false
  known.addresses += uses.addresses ?? 0
  known.isForeign ||= uses.isForeign ?? false
}

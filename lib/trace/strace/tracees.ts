import { firstProcess, unknownProcess } from '../model'

/** A thread that is traced, as far as is known. */
export type Tracee = {
  /** Its process, by the number of the first thread in it; below 0 where that is not known. */
  group: number
  /** It called exit, or one of its process exit_group: it begins no further call. */
  isExiting: boolean
  /** It did so itself: a further call is one of another that has its number now. */
  hasExited?: boolean
  /** `32 bit`, `x32`: which calls its numbers mean, where strace says so; '' for those of the machine. */
  mode: string
  /** Line that first told of it. */
  readonly since: number
}

/** Which threads there are, who made whom, and who is gone, by what calls, marks and messages of a strace tell. */
export class Tracees {
  protected readonly alive = new Map<number, Tracee>()
  /** Made by a call that is in the trace, and not seen since: perhaps never traced. */
  protected readonly unseen = new Map<number, Tracee>()
  /** With the line that first told of them. */
  protected readonly gone = new Map<number, number>()
  /** Named by a line though nobody told of them before. */
  protected readonly unexplained = new Set<number>()
  /** Processes that had several threads: an execve that is not in the trace makes one of them another. */
  protected readonly threaded = new Set<number>()
  protected hasMakers = false
  /** execve is in the trace, or told by marks. */
  protected tellsExecve = false
  /** strace tells who ends (not with -qq). */
  protected tellsEnds = false
  /** Numbers of a namespace of their own are not those of the lines. */
  protected hasNamespaces = false
  /** Living threads of each process. */
  readonly #groups = new Map<number, Set<number>>()
  /** Threads that became the first one of their process by an execve: which one that is. */
  readonly #heirs = new Map<number, number>()
  /** strace left them while they ran. */
  readonly #left = new Set<number>()

  protected live(thread: number, tracee: Tracee): void {
    this.#leaveGroup(thread)
    this.alive.set(thread, tracee)
    const mates = this.#groups.get(tracee.group)
    if (mates) mates.add(thread)
    else this.#groups.set(tracee.group, new Set([thread]))
  }

  #leaveGroup(thread: number): void {
    const group = this.alive.get(thread)?.group
    if (group === undefined) return
    const mates = this.#groups.get(group)
    mates?.delete(thread)
    if (mates?.size === 0) this.#groups.delete(group)
  }

  #mates(thread: number): readonly number[] {
    const group = this.alive.get(thread)?.group
    return group === undefined ? [] : [...(this.#groups.get(group) ?? [])].filter((other) => other !== thread)
  }

  /** The number is that of another now. */
  protected isAnother(_thread: number): void {}

  /** A call that began at `line` returned the number of a new thread, which may have been seen, and have ended, before. */
  made(maker: number, child: number, isThread: boolean, line: number): void {
    this.hasMakers = true
    const from = this.alive.get(maker)
    const group = isThread ? (from?.group ?? -child) : child
    if (isThread) this.threaded.add(group)
    const early = this.alive.get(child)
    this.unexplained.delete(child)
    if (early && early.since >= line) this.live(child, { ...early, group })
    else if ((this.gone.get(child) ?? -1) < line) {
      // The kernel gives no number to two that live: whoever had it is gone, though no line says so.
      if (early || this.gone.has(child) || this.unseen.has(child)) this.isAnother(child)
      this.#leaveGroup(child)
      this.alive.delete(child)
      this.gone.delete(child)
      this.unseen.set(child, { group, isExiting: false, mode: from?.mode ?? '', since: line })
    }
  }

  /** Numbers that calls return may be of another namespace from here on. */
  entersNamespace(): void {
    this.hasNamespaces = true
  }

  /** The thread, or all of its process, called exit. */
  exits(thread: number, isWhole: boolean): void {
    const known = this.alive.get(thread)
    if (known) known.hasExited = true
    if (!known || known.isExiting) return // each thread of a large process may say it
    for (const each of isWhole ? [thread, ...this.#mates(thread)] : [thread]) {
      const own = this.alive.get(each)
      if (own) own.isExiting = true
    }
  }

  /** An execve that returned leaves no other thread of its process. */
  executed(thread: number): void {
    this.tellsExecve = true
    for (const other of this.#mates(thread)) this.ended(other)
  }

  /** Threads of the same process that are in this call. */
  matesIn(thread: number, isIn: (other: number) => boolean): readonly number[] {
    return this.#mates(thread).filter(isIn)
  }

  /** The first thread of the process of one that lives; undefined where it is that itself, or not known. */
  leaderOf(thread: number): number | undefined {
    const group = this.alive.get(thread)?.group ?? this.#heirs.get(thread)
    if (group === undefined || group === thread) return undefined
    return group < 0 ? unknownProcess : group
  }

  /** Did it take over the number of the first thread of its process? That is told up to three times. */
  hasTakenOver(thread: number): boolean {
    return this.#heirs.has(thread) && !this.alive.has(thread)
  }

  modeOf(thread: number): string {
    return this.alive.get(thread)?.mode ?? ''
  }

  /** `heir` goes on under the number of the first thread of its process. */
  superseded(leader: number, heir: number): void {
    const mode = this.modeOf(heir)
    if (leader === unknownProcess) return this.ended(heir)
    this.live(leader, { group: leader, isExiting: false, mode, since: this.alive.get(leader)?.since ?? 0 })
    if (heir === unknownProcess) return
    this.ended(heir)
    this.#heirs.set(heir, leader)
  }

  /** It called exit, or is gone, but was not left. */
  isEnding(thread: number): boolean {
    return this.alive.get(thread)?.isExiting ?? (this.gone.has(thread) && !this.#left.has(thread))
  }

  protected get isFirstSeen(): boolean {
    return this.alive.has(firstProcess) || this.gone.has(firstProcess)
  }

  left(thread: number): void {
    this.ended(thread, true)
    this.#left.add(thread)
  }

  /** Ends are told as marks (`+++ exited …`), so that execve of threads is told as one, too. */
  tellsMarks(): void {
    this.tellsExecve = true
  }

  /** A thread has exited, was killed or replaced; `isTold` where strace says so of each that ends. */
  ended(thread: number, isTold = false): void {
    if (isTold) this.tellsEnds = true
    if (thread === unknownProcess) {
      this.alive.clear()
      this.#groups.clear()
    }
    this.gone.set(thread, this.alive.get(thread)?.since ?? 0)
    this.#leaveGroup(thread)
    this.alive.delete(thread)
  }
}

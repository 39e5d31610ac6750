import { firstProcess, unknownProcess } from '../model'
import { type Tracee, Tracees } from './tracees'

/** What a line is that names nobody: only some of those who live can have written it. */
export type LineKind = 'call' | 'resumed' | 'signal' | 'end'

/** Which call a thread is in; undefined for none. */
type OpenCalls = (thread: number) => string | undefined

/** Of more than these, it is not looked for the one who can have written a line: that would take a square of time. */
const mostTold = 500

const makers = /^(?:clone3?|v?fork)$/

/**
 * Whose a line is. With -o each line has its pid. On a terminal strace writes one only while it traces more than one
 * thread (strace.c, printleader: `nprocs > 1`): a line without one is of the only one that is left. Who that is follows
 * from who was made, who ended, and who can do what the line says; where more than one can, it is `unknownProcess`, never
 * the nearest. `firstProcess` stands for the one that wrote the first lines, whose number may come late or never.
 */
export class Threads extends Tracees {
  /** Who writes the lines without a number since the last line with one. */
  #alone: number | undefined
  /** In a call that somebody has resumed, perhaps they. */
  readonly #maybeFree = new Set<number>()
  #hasNames = false
  /** strace tells whom it attaches to (not with -q). */
  #tellsAttached = false
  /** Threads of a process that strace attached to, which it does not name. */
  #silent = 0
  #root = firstProcess

  constructor(
    private readonly openCall: OpenCalls,
    /** The number of `firstProcess` is known now. */
    private readonly named: (pid: number) => void,
    /** The number of one that is gone is that of another now. */
    private readonly again: (pid: number) => void = () => {},
  ) {
    super()
  }

  /** Thread of a line that names one. `line` is its number. */
  of(pid: number, kind: LineKind, name: string, line: number): number {
    this.#alone = undefined
    this.#hasNames = true
    const key = this.#keyOf(pid)
    if (this.#maybeFree.size > 0) this.#maybeFree.delete(key ?? pid)
    if (key !== undefined && !this.#isGivenAgain(key, kind)) return key
    if (this.#isFirst(pid, kind, name)) {
      this.#learn(pid)
      return firstProcess
    }
    const made = this.unseen.get(pid)
    this.unseen.delete(pid)
    if (!made && !this.gone.delete(pid)) this.#explainOr(pid)
    else if (!made) this.again(pid)
    this.live(pid, made ?? { group: pid, isExiting: false, mode: '', since: line })
    return pid
  }

  /** Nobody makes a call behind its own exit: where ends are not told (-qq), that tells one. */
  #isGivenAgain(key: number, kind: LineKind): boolean {
    if (kind !== 'call' || key === firstProcess || !this.alive.get(key)?.hasExited) return false
    this.ended(key)
    return true
  }

  #explainOr(pid: number): void {
    if (this.#silent > 0) this.#silent--
    else this.unexplained.add(pid)
  }

  /** The first thread of the process of `thread`, whose number is `pid`: that is how the first process's may be told. */
  leaderNamed(pid: number, thread: number): number {
    if (this.leaderOf(thread) === firstProcess) this.tells(firstProcess, pid)
    return this.#keyOf(pid) ?? pid
  }

  #keyOf(pid: number): number | undefined {
    if (this.alive.has(pid)) return pid
    return pid === this.#root && !this.unseen.has(pid) ? firstProcess : undefined
  }

  /** Is this the number of the process that wrote the first lines? */
  #isFirst(pid: number, kind: LineKind, name: string): boolean {
    if (this.#root !== firstProcess || !this.alive.has(firstProcess)) return false
    if (this.unseen.has(pid) || this.gone.has(pid)) return false
    const open = this.openCall(firstProcess)
    if (kind === 'resumed') return open === name && this.openCall(pid) === undefined
    if (kind === 'call' && open !== undefined) return false // it is in a call, and cannot begin another
    if (this.#silent > 0 || this.alive.size > mostTold) return false
    return this.#tellsAttached || (this.hasMakers && !this.hasNamespaces && !this.#isMaking())
  }

  #isMaking(): boolean {
    return [unknownProcess, ...this.alive.keys()].some((thread) => makers.test(this.openCall(thread) ?? ''))
  }

  #learn(pid: number): void {
    this.#root = pid
    this.named(pid)
  }

  /** Thread of a line that names none. */
  unnamed(kind: LineKind, name: string): number {
    if (!this.#hasNames && this.#isBegun(kind)) return firstProcess
    const alone = this.#alone
    const own = alone === undefined ? undefined : this.alive.get(alone)
    if (alone !== undefined && own && this.#isAlone(alone, own, kind, name)) return alone
    if (alone === unknownProcess && kind !== 'resumed') return alone
    const found = this.#survivor(kind, name)
    this.#alone = found
    // All others are gone, whether that was told or not.
    if (found !== unknownProcess) for (const thread of this.alive.keys()) if (thread !== found) this.ended(thread)
    return found
  }

  /** Is it still the one who wrote the line before? Not where it may have ended in silence while another came. */
  #isAlone(alone: number, own: Tracee, kind: LineKind, name: string): boolean {
    const mayHaveOthers = !this.#isClosed() || (this.unseen.size > 0 && this.#mayHaveUnseen())
    return !mayHaveOthers && !this.#mayHaveTakenOver(own) && this.#isAble(alone, own, kind, name)
  }

  /** Until a line names somebody, all are of the first process, as long as it can have written them. */
  #isBegun(kind: LineKind): boolean {
    const own = this.alive.get(firstProcess)
    if (own) return kind !== 'call' || !own.isExiting
    if (this.gone.has(firstProcess)) return false
    this.live(firstProcess, { group: firstProcess, isExiting: false, mode: '', since: 0 })
    return true
  }

  /** The only one who can have written a line that names nobody; unknown where there are several, or perhaps others. */
  #survivor(kind: LineKind, name: string): number {
    if (this.alive.size > mostTold) return unknownProcess
    const able = [...this.alive].filter(([thread, own]) => this.#isAble(thread, own, kind, name))
    if (kind === 'resumed') return this.#resumer(able.map(([thread]) => thread))
    if (!this.#isClosed()) return unknownProcess
    const late = this.#mayHaveUnseen() ? [...this.unseen.keys()] : []
    const [only, ...others] = [...able.map(([thread]) => thread), ...late]
    if (only === undefined || others.length > 0) return unknownProcess
    if (only === firstProcess && this.isFirstUnclear) return unknownProcess // perhaps one of those that have ended
    const own = this.alive.get(only) ?? this.unseen.get(only)
    if (!own || this.#mayHaveTakenOver(own)) return unknownProcess
    this.live(only, own)
    this.unseen.delete(only)
    return only
  }

  /** Only who is in a call can resume it; where several are, each of them may be through with it now. */
  #resumer(able: readonly number[]): number {
    const [only, ...others] = able
    if (only !== undefined && others.length === 0) return only
    for (const thread of able) this.#maybeFree.add(thread)
    return unknownProcess
  }

  /** By an execve that is not in the trace, told by nothing, a thread has the number of another now. */
  #mayHaveTakenOver({ group }: Tracee): boolean {
    const hasOthers = this.threaded.has(group) || (!this.hasMakers && this.alive.size + this.gone.size > 1)
    return !this.tellsExecve && hasOthers
  }

  #isAble(thread: number, { isExiting }: Tracee, kind: LineKind, name: string): boolean {
    const open = this.openCall(thread)
    if (kind === 'resumed') return open === name
    if (kind === 'call') return (open === undefined || this.#maybeFree.has(thread)) && !isExiting
    return true
  }

  /** Are all who may live known by name? Either each was told of, or ends are told and one is left. */
  #isClosed(): boolean {
    if (this.#silent > 0) return false
    if (this.tellsEnds && this.alive.size > 0) return true
    return this.#tellsAttached || (this.hasMakers && !this.hasNamespaces && this.unexplained.size === 0)
  }

  /** May one that was made live though no line named it? Not where attaching is told, or where ends are and one is left. */
  #mayHaveUnseen(): boolean {
    return !this.#tellsAttached && !(this.tellsEnds && this.alive.size > 0)
  }

  /** `Process N attached`, `… with M threads`: of the others, no line tells. */
  attached(pid: number, threads: number, line: number): number {
    this.#alone = undefined
    this.#hasNames = true
    this.#tellsAttached = true
    this.#silent += threads - 1
    const key = this.#keyOf(pid)
    if (key !== undefined) return key
    this.live(pid, this.unseen.get(pid) ?? { group: pid, isExiting: false, mode: '', since: line })
    this.unseen.delete(pid)
    this.gone.delete(pid)
    return pid
  }

  /** The process tells its own number. */
  tells(thread: number, pid: number): void {
    if (thread !== firstProcess || this.#root !== firstProcess || pid < 1) return
    if (!this.alive.has(pid) && !this.unseen.has(pid) && !this.gone.has(pid)) this.#learn(pid)
  }

  /** A process runs in this mode; in a trace that names nobody, it is the first one, and this its number. */
  runsIn(pid: number, mode: string): void {
    if (!this.#hasNames) this.tells(firstProcess, pid)
    const own = this.alive.get(this.#keyOf(pid) ?? pid)
    if (own) own.mode = mode
  }

  /** Lines named threads of whom nobody told: the first process may be one of them. */
  get isFirstUnclear(): boolean {
    return this.#root === firstProcess && this.isFirstSeen && this.unexplained.size > 0
  }

  /** The number of the first process is known. */
  get isFirstNamed(): boolean {
    return this.#root !== firstProcess
  }

  protected override isAnother(thread: number): void {
    this.again(thread)
  }

  override made(maker: number, child: number, isThread: boolean, line: number): void {
    if (!this.#tellsAttached) this.#alone = undefined // the new one may be it from here on
    super.made(maker, child, isThread, line)
  }

  override superseded(leader: number, heir: number): void {
    // It goes on as one of these, and has left the call that this one was in.
    if (leader === unknownProcess) for (const thread of this.alive.keys()) this.#maybeFree.add(thread)
    super.superseded(leader, heir)
  }

  override ended(thread: number, isTold = false): void {
    if (thread === this.#alone) this.#alone = undefined
    super.ended(thread, isTold)
  }
}

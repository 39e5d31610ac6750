import { firstProcess, unknownProcess } from '../model'
import type { OpenCalls } from './openCalls'
import type { Threads } from './threads'

/** Calls that go on under another number than the one with which they began. */
export class Takeovers {
  constructor(
    private readonly open: OpenCalls,
    private readonly threads: Threads,
  ) {}

  /** A thread's execve makes it the leader: its call goes on under the leader's number. `line`: where that is told. */
  supersede(leader: number, heir: number, line: number): void {
    if (this.threads.hasTakenOver(heir)) return
    if (leader !== unknownProcess) this.open.leave(leader, line)
    this.open.move(heir, leader)
    this.threads.superseded(leader, heir)
  }

  /** An execve that succeeded, in a line without a number: the thread has that of the first one of its process now. */
  leaderBy(thread: number, line: number): number {
    const leader = this.threads.leaderOf(thread)
    if (leader === undefined) return thread
    this.supersede(leader, thread, line)
    return leader
  }

  /** A thread resumes a call that it has not begun: that of a thread whose execve made it the leader, or of one unknown. */
  adopt(thread: number, name: string, line: number): void {
    const isIn = (other: number) => this.open.of(other)?.name === name
    const heirs = name.startsWith('execve') ? this.threads.matesIn(thread, isIn) : []
    const [heir] = heirs
    if (heir !== undefined && heirs.length === 1) return this.supersede(thread, heir, line)
    this.open.interrupt(thread)
    const others = this.threads.isFirstNamed || thread === unknownProcess ? [] : [firstProcess]
    const from = [unknownProcess, ...others].find(isIn)
    if (from !== undefined) this.open.move(from, thread)
    if (from === firstProcess) this.threads.ended(firstProcess) // long ago, and in silence
  }
}

/**
 * Whose a line is. With -o each line has its pid; on a terminal only while there is more than one tracee: a line without
 * one is of the only thread that lives. Thread 0 stands for the first one, whose pid may be named late or never.
 */
export class Threads {
  readonly #attached = new Set<number>()
  #rootLives = true
  /** Number of thread 0; 0 while no line has named it. */
  root = 0
  #begun = false

  /** Thread of a line that names none. */
  unnamed(): number {
    this.#begun = true
    if (this.#rootLives || this.#attached.size !== 1) return 0
    return [...this.#attached][0] ?? 0
  }

  /** Thread of a line that names one: 0 for the first, when it was not attached by name. */
  named(pid: number): number {
    if (this.#attached.has(pid)) return pid
    if (this.root === 0 && this.#begun) this.root = pid
    return this.root === pid ? 0 : pid
  }

  /** `strace: Process N attached`; before all else, it is the first thread itself (strace -p). */
  attach(pid: number): void {
    if (!this.#begun && this.root === 0 && this.#attached.size === 0) this.root = pid
    else if (pid !== this.root) this.#attached.add(pid)
    this.#begun = true
  }

  /** A thread has exited, was killed, left or replaced. */
  end(thread: number): void {
    if (thread === 0 || thread === this.root) this.#rootLives = false
    else this.#attached.delete(thread)
  }
}

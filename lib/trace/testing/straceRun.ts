/** How strace was called, and which strace it was: each tells another part of the same run. */
export type StraceForm = {
  /** -o FILE: each line has its pid; standard error: only while there is more than one. */
  readonly isFile: boolean
  /** How often -q: attaching is not told with one, ends are not with two, execve of threads is not with three. */
  readonly quiet: 0 | 1 | 2 | 3
  /** `old`: before 4.7, ends are told as `Process N detached`; `middle`: before 4.11, messages without `strace: `. */
  readonly age: 'old' | 'middle' | 'new'
  /** Calls that -e trace= leaves out. */
  readonly hidden: ReadonlySet<string>
}

/**
 * A call of the run, as it was: number of its thread, that with which it began (another one for an execve that made the
 * thread the leader), and the text that tells it from all others.
 */
export type TrueCall = { readonly thread: number; readonly began: number; readonly name: string; readonly mark: string }

export type TrueThread = { readonly thread: number; readonly maker: number; readonly isThread: boolean }

export type StraceRun = {
  readonly text: string
  readonly calls: readonly TrueCall[]
  readonly threads: readonly TrueThread[]
  readonly first: number
}

type Tracee = {
  pid: number
  readonly group: { leader: number }
  open: { readonly name: string; readonly mark: string; readonly index: number; isWritten: boolean } | undefined
  isAttached: boolean
  isGone: boolean
}

/** Pseudo-random numbers below `bound` (mulberry32): the same run for the same seed. */
function numbersFrom(seed: number): (bound: number) => number {
  let state = seed | 0
  return (bound) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % bound
  }
}

/** Writes as strace does (strace.c: printleader, print_syscall_resume, droptcb, maybe_switch_tcbs). */
class Writer {
  text = ''
  traced = 1
  #printing: Tracee | undefined
  #isOpen = false

  constructor(private readonly form: StraceForm) {}

  #leader(tracee: Tracee): void {
    if (this.#isOpen) this.text += ' <unfinished ...>\n'
    this.#printing = tracee
    this.#isOpen = false
    const pid = String(tracee.pid).padStart(5)
    if (this.form.isFile) this.text += `${String(tracee.pid).padEnd(5)} `
    else if (this.traced > 1) this.text += `[pid ${pid}] `
  }

  message(text: string): void {
    if (!this.form.isFile) this.text += `${this.form.age === 'new' ? 'strace: ' : ''}${text}\n`
  }

  begin(tracee: Tracee, text: string): void {
    this.#leader(tracee)
    this.text += text
    this.#isOpen = true
  }

  end(tracee: Tracee, name: string, rest: string): void {
    if (this.#printing !== tracee || !this.#isOpen) {
      this.#leader(tracee)
      this.text += `<... ${name} resumed>`
    }
    this.text += `${rest}\n`
    this.#isOpen = false
  }

  line(tracee: Tracee, text: string): void {
    this.#leader(tracee)
    this.text += `${text}\n`
    this.#isOpen = false
  }

  drop(tracee: Tracee): void {
    this.traced--
    if (this.#printing !== tracee) return
    if (this.#isOpen) this.text += ' <detached ...>\n'
    this.#isOpen = false
    this.#printing = undefined
  }

  /** A thread takes over the number of the leader, in the middle of its execve. */
  change(heir: Tracee, to: number): void {
    if (this.#printing === heir && this.#isOpen) {
      this.text += ` <pid changed to ${to} ...>\n`
      this.#isOpen = false
    }
    this.#printing = undefined
  }
}

const plainCalls = ['read', 'openat', 'nanosleep', 'ioctl']

/** A run of processes that fork, make threads, execute, exit and are killed, written by one strace. */
class Run {
  readonly calls: { thread: number; began: number; name: string; mark: string }[] = []
  readonly threads: TrueThread[] = []
  readonly #tracees: Tracee[] = []
  readonly #writer: Writer
  readonly #below: (bound: number) => number
  readonly first: number
  #next: number

  constructor(
    seed: number,
    private readonly form: StraceForm,
  ) {
    this.#below = numbersFrom(seed)
    this.#writer = new Writer(form)
    this.first = 300 + this.#below(400)
    this.#next = this.first + 1
    const root = this.#add(this.first, { leader: this.first }, 0, false)
    root.isAttached = true
    this.#begin(root, 'execve')
    this.#end(root, ') = 0')
  }

  #add(pid: number, group: { leader: number }, maker: number, isThread: boolean): Tracee {
    const tracee: Tracee = { pid, group, open: undefined, isAttached: false, isGone: false }
    this.#tracees.push(tracee)
    this.threads.push({ thread: pid, maker, isThread })
    return tracee
  }

  get #alive(): Tracee[] {
    return this.#tracees.filter(({ isGone }) => !isGone)
  }

  step(): boolean {
    const alive = this.#alive
    const tracee = alive[this.#below(alive.length)]
    if (!tracee) return false
    this.#attach(tracee)
    if (tracee.open) this.#end(tracee, ') = 0')
    else this.#act(tracee)
    return true
  }

  /** All that still live end: a trace that is not cut off. */
  finish(): void {
    for (let [tracee] = this.#alive; tracee; [tracee] = this.#alive) {
      this.#attach(tracee)
      if (tracee.open) this.#end(tracee, ') = 0')
      this.#exit(tracee, 'exit_group')
    }
  }

  get text(): string {
    return this.#writer.text
  }

  #act(tracee: Tracee): void {
    const choice = this.#below(22)
    if (choice < 2) this.#make(tracee, ['clone', 'fork', 'vfork', 'clone3'][this.#below(4)] ?? 'fork', false)
    else if (choice < 4) this.#make(tracee, 'clone', true)
    else if (choice === 4) this.#execute(tracee)
    else if (choice === 5) this.#exit(tracee, 'exit')
    else if (choice === 6) this.#exit(tracee, 'exit_group')
    else if (choice === 7) this.#kill(tracee)
    else if (choice === 8) this.#writer.line(tracee, '--- SIGCHLD {si_signo=SIGCHLD, si_code=CLD_EXITED} ---')
    else this.#plain(tracee, choice)
  }

  #plain(tracee: Tracee, choice: number): void {
    this.#begin(tracee, plainCalls[this.#below(plainCalls.length)] ?? 'read')
    if (choice < 17) this.#end(tracee, ') = 0')
  }

  #begin(tracee: Tracee, name: string): void {
    const mark = `"#${this.calls.length}"`
    const isWritten = !this.form.hidden.has(name)
    tracee.open = { name, mark, index: this.calls.length, isWritten }
    this.calls.push({ thread: tracee.pid, began: tracee.pid, name, mark })
    if (isWritten) this.#writer.begin(tracee, `${name}(${mark}, `)
  }

  #end(tracee: Tracee, rest: string): void {
    const { open } = tracee
    tracee.open = undefined
    if (open?.isWritten) this.#writer.end(tracee, open.name, rest)
  }

  #attach(tracee: Tracee): void {
    if (tracee.isAttached) return
    tracee.isAttached = true
    this.#writer.traced++
    if (this.form.quiet === 0) this.#writer.message(`Process ${tracee.pid} attached`)
  }

  /** The new one is seen by strace before its maker returns, or only when it does something. */
  #make(maker: Tracee, name: string, isThread: boolean): void {
    this.#begin(maker, name)
    const pid = this.#next++
    const child = this.#add(pid, isThread ? maker.group : { leader: pid }, maker.pid, isThread)
    if (this.#below(3) > 0) this.#attach(child)
    if (this.#below(3) === 0)
      for (let steps = this.#below(4); steps > 0 && !child.isGone; steps--) this.#runEarly(child)
    const flags = isThread ? 'CLONE_VM|CLONE_THREAD' : 'SIGCHLD'
    if (!maker.isGone) this.#end(maker, `flags=${flags}) = ${pid}`)
  }

  #runEarly(child: Tracee): void {
    this.#attach(child)
    if (child.open) this.#end(child, ') = 0')
    else this.#plain(child, 9 + this.#below(11))
  }

  #mates(tracee: Tracee): Tracee[] {
    return this.#alive.filter((other) => other !== tracee && other.group === tracee.group)
  }

  #execute(tracee: Tracee): void {
    this.#begin(tracee, 'execve')
    const { leader } = tracee.group
    for (const other of this.#mates(tracee)) if (other.pid !== leader) this.#gone(other, '+++ exited with 0 +++')
    if (tracee.pid !== leader) this.#takeOver(tracee, leader)
    this.#end(tracee, ') = 0')
  }

  #takeOver(heir: Tracee, leader: number): void {
    const old = heir.pid
    const before = this.#alive.find(({ pid }) => pid === leader)
    this.#writer.change(heir, leader)
    if (before) {
      this.#attach(before)
      before.isGone = true
      this.#writer.drop(before)
    } // else it has exited before: its number is free for the heir all the same
    heir.pid = leader
    const call = this.calls[heir.open?.index ?? -1]
    if (call) call.thread = leader
    if (this.form.quiet < 3 && this.form.age !== 'old')
      this.#writer.line(heir, `+++ superseded by execve in pid ${old} +++`)
  }

  #exit(tracee: Tracee, name: 'exit' | 'exit_group'): void {
    this.#begin(tracee, name)
    this.#end(tracee, ') = ?')
    const others = name === 'exit_group' ? this.#mates(tracee) : []
    for (const each of [...others, tracee]) this.#gone(each, '+++ exited with 0 +++')
  }

  #kill(tracee: Tracee): void {
    for (const each of [...this.#mates(tracee), tracee]) this.#gone(each, '+++ killed by SIGKILL +++')
  }

  /** Since 4.12 a call that never returns is told to end all the same. */
  #gone(tracee: Tracee, said: string): void {
    this.#attach(tracee)
    if (tracee.open && this.form.age === 'new') this.#end(tracee, ' <unfinished ...>) = ?')
    if (this.form.age !== 'old' && this.form.quiet < 2) this.#writer.line(tracee, said)
    tracee.isGone = true
    if (this.form.age === 'old' && this.form.quiet === 0) this.#writer.message(`Process ${tracee.pid} detached`)
    this.#writer.drop(tracee)
  }
}

/** The same seed gives the same run for each form, written as that form would. `steps`: how much is done in it. */
export function straceRun(seed: number, steps: number, form: StraceForm): StraceRun {
  const run = new Run(seed, form)
  for (let step = 0; step < steps && run.step(); step++);
  if (seed % 4 > 0) run.finish()
  return { text: run.text, calls: run.calls, threads: run.threads, first: run.first }
}

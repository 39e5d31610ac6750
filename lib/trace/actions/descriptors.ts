import { standard } from './names'
import type { OpenFile } from './openFile'
import { currentFolder, type Sharing } from './sharing'

type Slot = {
  readonly file: OpenFile
  /** Line at which the descriptor came to stand for it: where the call that made it ended. */
  readonly since: number
  /** What it stood for before: calls that began earlier mean that. */
  readonly before: OpenFile | undefined
  isClosedAtExec: boolean
}

/** Descriptors of a process, as far as the trace tells; shared by processes that share them (CLONE_FILES). */
export class DescriptorTable {
  #slots = new Map<number, Slot>()

  /** `sharing`: where the order of what threads do is not known. */
  constructor(private readonly sharing?: Sharing) {}

  /** Does what the trace told before say what the descriptor stands for? */
  isKnown(fd: number): boolean {
    return this.sharing === undefined || this.sharing.isKnown(fd)
  }

  /** What a call that began at `line` means by this descriptor. */
  at(fd: number, line: number): OpenFile | undefined {
    const slot = this.#slots.get(fd)
    const own = this.sharing?.own(fd)
    if (!slot || own) return own
    return slot.since > line && slot.before ? slot.before : slot.file
  }

  /** `line`: where the call that gives the descriptor ends. */
  put(fd: number, file: OpenFile, line: number, isClosedAtExec: boolean, isReplaced = false): void {
    this.sharing?.put(fd, file, isReplaced)
    this.#slots.set(fd, { file, since: line, before: this.#slots.get(fd)?.file, isClosedAtExec })
  }

  /** A call may have given this descriptor: only where nothing tells what came between is that a doubt. */
  doubt(fd: number): void {
    this.sharing?.doubt(fd)
  }

  /** The folder of the process is another one. */
  moved(): void {
    this.sharing?.put(currentFolder, undefined, true)
  }

  /** A socket was given an address. */
  addressed(fd: number): void {
    this.sharing?.address(fd)
  }

  /** What was open before the trace tells of it. */
  assume(fd: number, file: OpenFile, line: number): void {
    this.sharing?.correct(fd, file)
    this.#slots.set(fd, { file, since: line, before: this.#slots.get(fd)?.file, isClosedAtExec: false })
  }

  /** Closes what the descriptor stood for when the call began: one that was given again meanwhile stays. */
  close(fd: number, line: number): void {
    const slot = this.#slots.get(fd)
    if (slot && slot.since <= line && !this.sharing?.isAlways(fd)) this.#slots.delete(fd)
    this.sharing?.close(fd)
  }

  closeRange(first: number, last: number, onlyAtExec: boolean): void {
    if (!onlyAtExec) this.sharing?.closeRange(first, last)
    for (const [fd, slot] of this.#slots) {
      if (fd < first || fd > last) continue
      if (onlyAtExec) slot.isClosedAtExec = true
      else this.#slots.delete(fd)
    }
  }

  setClosedAtExec(fd: number, isClosed: boolean): void {
    const slot = this.#slots.get(fd)
    if (slot) slot.isClosedAtExec = isClosed
  }

  /** Does another descriptor stand for the same file? */
  hasOther(fd: number, file: OpenFile): boolean {
    for (const [other, slot] of this.#slots) if (other !== fd && slot.file === file) return true
    return false
  }

  /** For a new process. */
  copy(): DescriptorTable {
    const copy = new DescriptorTable(this.sharing)
    for (const [fd, slot] of this.#slots) if (this.isKnown(fd)) copy.#slots.set(fd, { ...slot, ...this.#own(fd) })
    return copy
  }

  /** A new program: some are closed, and what stands at 0, 1 and 2 is its standard input and output. */
  afterExec(): DescriptorTable {
    const kept = new DescriptorTable(this.sharing)
    for (const [fd, slot] of this.#slots) {
      if (slot.isClosedAtExec || !this.isKnown(fd)) continue
      const { file } = { ...slot, ...this.#own(fd) }
      kept.#slots.set(fd, { ...slot, file: fd > 2 ? file : asStandard(fd, file), before: undefined })
    }
    return kept
  }

  #own(fd: number): Partial<Slot> {
    const file = this.sharing?.own(fd)
    return file ? { file, before: undefined } : {}
  }
}

/** What another program left as 0, 1 or 2 is this program's standard input and output, whatever stands behind it. */
function asStandard(fd: number, file: OpenFile): OpenFile {
  const { kind, name, device, target = name } = file.resource
  const resource = standard[fd]
  if (!resource || kind === 'stdio') return file
  return { ...file, isNoise: false, resource: kind === 'none' ? resource : { ...resource, device, target } }
}

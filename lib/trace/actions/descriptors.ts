import type { Resource } from '../action'
import { standard } from './names'

/** An open file, socket or pipe end: what descriptors stand for. */
export type OpenFile = {
  /** Number of this opening, never given twice. */
  readonly handle: number
  resource: Resource
  /** Its calls are plumbing (noise lists). */
  isNoise: boolean
  /** As the trace wrote it when it was last seen (-y); '' without. */
  annotation: string
  /** More than one descriptor may stand for it. */
  isDuplicated: boolean
}

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

  /** What a call that began at `line` means by this descriptor. */
  at(fd: number, line: number): OpenFile | undefined {
    const slot = this.#slots.get(fd)
    if (!slot) return undefined
    return slot.since > line && slot.before ? slot.before : slot.file
  }

  /** `line`: where the call that gives the descriptor ends. */
  put(fd: number, file: OpenFile, line: number, isClosedAtExec: boolean): void {
    this.#slots.set(fd, { file, since: line, before: this.#slots.get(fd)?.file, isClosedAtExec })
  }

  /** Closes what the descriptor stood for when the call began: one that was given again meanwhile stays. */
  close(fd: number, line: number): void {
    const slot = this.#slots.get(fd)
    if (slot && slot.since <= line) this.#slots.delete(fd)
  }

  closeRange(first: number, last: number, onlyAtExec: boolean): void {
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
    const copy = new DescriptorTable()
    for (const [fd, slot] of this.#slots) copy.#slots.set(fd, { ...slot })
    return copy
  }

  /** A new program: some are closed, and what stands at 0, 1 and 2 is its standard input and output. */
  afterExec(): DescriptorTable {
    const kept = new DescriptorTable()
    for (const [fd, slot] of this.#slots) {
      if (slot.isClosedAtExec) continue
      kept.#slots.set(fd, { ...slot, file: fd > 2 ? slot.file : asStandard(fd, slot.file), before: undefined })
    }
    return kept
  }
}

/** What another program left as 0, 1 or 2 is this program's standard input and output, whatever stands behind it. */
function asStandard(fd: number, file: OpenFile): OpenFile {
  const { kind, name, device, target = name } = file.resource
  const resource = standard[fd]
  if (!resource || kind === 'stdio') return file
  return { ...file, isNoise: false, resource: kind === 'none' ? resource : { ...resource, device, target } }
}

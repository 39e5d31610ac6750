import type { Action, ActionSink, Phase, Resource } from '../action'
import { type TraceCall, type TraceNote, type TraceSink, unknownProcess } from '../model'
import { copied, payloadOf, readDescriptor } from './arguments'
import { type CallShape, created, shapeOf } from './calls'
import { type Draft, type Effect, onFile } from './draft'
import { Files } from './files'
import { lifeEffects } from './lives'
import { nothing } from './names'
import { Noise, type NoiseLists } from './noise'
import { create, fileEffects } from './opening'
import { phaseOf } from './phase'
import { ProcessTable, type Running } from './processes'
import { Sharing } from './sharing'
import { socketEffects } from './sockets'
import { StartOrder } from './startOrder'

const effects: ReadonlyMap<string, Effect> = new Map(
  Object.entries({ ...fileEffects, ...socketEffects, ...lifeEffects }),
)

/** Plumbing that fails for want of memory, space or descriptors, or because the machine does, is no plumbing. */
const exhausted = new Set(['ENOMEM', 'ENOSPC', 'EMFILE', 'ENFILE', 'EIO', 'EDQUOT'])

/** Calls of the noise lists whose effect says by itself what is plumbing. */
const decidesItself = new Set(['poll', 'mmap', 'getsockopt'])

const carriesText = new Set(['read', 'write', 'send', 'recv'])

/**
 * Makes actions of the calls of a trace: a sink for any reader. It puts them into the order in which they began, groups
 * threads into processes, and finds what each call acts on, with the trace's own annotations (-y, -yy) or without
 * them. Memory: what began in the last few thousand lines, the processes that live and what they have open. Call `end`
 * when the reader is at its end.
 */
export class ActionReader implements TraceSink {
  readonly #order: StartOrder<TraceCall | TraceNote>
  readonly #processes: ProcessTable
  readonly #noise: Noise
  readonly #files: Files

  constructor(
    private readonly sink: ActionSink,
    private readonly lists?: NoiseLists,
    private readonly window?: number,
  ) {
    this.#noise = new Noise(lists)
    this.#files = new Files(this.#noise)
    this.#processes = new ProcessTable(sink)
    this.#order = new StartOrder((item) => ('args' in item ? this.#take(item) : this.#heed(item)), window)
  }

  call(call: TraceCall): void {
    this.#order.put(call, call.line, call.endLine)
  }

  note(note: TraceNote): void {
    if (note.kind === 'named') this.#processes.named(Number(note.text))
    else if (note.kind === 'exit' || note.kind === 'again' || note.kind === 'command')
      this.#order.put(note, note.line, note.line)
  }

  /** In the next file, the same number is another process. */
  fileEnd(): void {
    this.#order.end()
    this.#order.restart()
    this.#processes.end()
    this.#processes.sharing = undefined
  }

  /** What is told once before, where nobody knows what came between the calls of threads. */
  scout(): TraceSink {
    const sharing = new Sharing()
    const first = new ActionReader({ action: () => {} }, this.lists, this.window)
    first.#processes.sharing = sharing
    return {
      call: (call) => first.call(call),
      note: (note) => first.note(note),
      fileEnd: () => {
        first.fileEnd()
        sharing.settle()
        this.#processes.sharing = sharing
      },
    }
  }

  /** Gives what is held back. Calls that took so long that they came after others which began later. */
  end(): number {
    this.#order.end()
    this.#processes.end()
    return this.#order.late
  }

  #heed({ pid, kind, text, line }: TraceNote): void {
    if (kind !== 'command') return this.#processes.exited(pid, text, line)
    const { process } = this.#processes.of(pid, line)
    process.name ||= copied(text)
  }

  #take(call: TraceCall): void {
    this.#processes.sharing?.enter(call.pid)
    const running = this.#processes.of(call.pid, call.line)
    const { process } = running
    if (call.endLine > process.lastLine) process.lastLine = call.endLine
    const shape = shapeOf(call.name, call.args)
    const isPlumbing = this.#noise.isCall(call.name)
    const effect = effects.get(shape.verb) ?? (created.has(call.name) ? create : undefined)
    if (isPlumbing && !effect && !exhausted.has(call.errno)) this.#give(call, running, call.name, nothing, 0, '', true)
    else this.#takeStep(call, running, shape, effect, isPlumbing)
  }

  #takeStep(
    call: TraceCall,
    running: Running,
    shape: CallShape,
    effect: Effect | undefined,
    isPlumbing: boolean,
  ): void {
    const draft: Draft = {
      call,
      running,
      verb: shape.verb,
      resource: nothing,
      file: undefined,
      fd: -1,
      isNoise: false,
      error: '',
    }
    this.#locate(draft, shape)
    effect?.(draft, this.#files, this.#processes)
    // Whose calls are unknown is perhaps several: what one opened, or where it went, tells nothing of the next.
    if (call.pid === unknownProcess) running.forget()
    // What an effect found out of plumbing (an error of a poll, a device's memory) stands.
    if (isPlumbing && !decidesItself.has(shape.verb)) draft.isNoise = true
    this.#judge(draft)
    const { verb, resource, file, error, isNoise } = draft
    this.#give(call, running, verb, resource, file?.handle ?? 0, error, isNoise)
  }

  #locate(draft: Draft, { place }: CallShape): void {
    const { call, running } = draft
    if (place === 'none') return
    if (place === 'descriptor') {
      const descriptor = readDescriptor(call.args, 0)
      draft.fd = descriptor.fd ?? -1
      return onFile(draft, this.#files.at(running, descriptor, call.line))
    }
    const found: ReturnType<Files['relative']> =
      place === 'relative'
        ? this.#files.relative(running, call.args, call.line)
        : place === 'second'
          ? this.#files.secondPath(running, call.args)
          : this.#files.path(running, call.args)
    draft.resource = found.resource
    draft.isNoise = found.isNoise
    if (found.file === undefined) return
    // newfstatat(3, "", …, AT_EMPTY_PATH) is fstat.
    draft.isNoise ||= this.#noise.isCall('fstat')
    draft.file = found.file
  }

  /** Hard errors are branches; an attempt that failed softly did nothing, and is plumbing. */
  #judge(draft: Draft): void {
    const { call, verb, resource } = draft
    if (call.outcome === 'interrupted') draft.isNoise = true
    if (call.outcome !== 'error') return
    const isMissing = call.errno === 'ENOENT' || call.errno === 'ENOTDIR'
    if (this.#noise.isSoft(verb, call.errno) || (isMissing && this.#noise.isProbe(resource.name))) {
      if (call.name !== 'connect' || isMissing) draft.isNoise = true
      return
    }
    if (draft.isNoise && exhausted.has(call.errno)) draft.isNoise = false
    if (!draft.isNoise) draft.error ||= call.errno
  }

  #give(
    call: TraceCall,
    { process }: Running,
    verb: string,
    resource: Resource,
    handle: number,
    error: string,
    isNoise: boolean,
  ): void {
    const phase: Phase = isNoise ? 'proc' : phaseOf(verb, resource, call.name === 'ioctl')
    const payload = !isNoise && carriesText.has(verb) && call.outcome === 'returned' ? payloadOf(call.args) : ''
    const action: Action = {
      call,
      process: process.pid,
      processId: process.id,
      verb,
      resource,
      handle,
      phase,
      error,
      isNoise,
      payload,
    }
    this.sink.action(action)
  }
}

import { Commands } from '../commands'
import { SystemCalls } from '../ftrace/systemCalls'
import { isBlank, LineReader } from '../lineReader'
import type { ReadingOptions, TraceFlag, TraceFormat, TraceSink } from '../model'
import { type Frame, frameOf, giveFrames, type StackOwner } from './frames'
import { addressIn, isTracepoint, readSampleLine, type SampleLine } from './sampleLine'

/** What -F srcline, brstackinsn, metric and bpf-output write below a sample. */
const furtherLine =
  /^ {2}\S{1,400}(?:$|:\d{1,9}(?:$| ))|^\t[0-9a-f]{1,16}\t(?:insn:|# )|^\t\S{1,200}:(?:\t|$)|^ (?:0x[0-9a-f]{1,16}|\S{1,200})\/\S{1,200}\/[PMN-]\/|^ (?:ilen: |insn: |ABI:\d)|^\s+(?:metric:|BPF (?:output|string):) |^ {17} \d{4}:/

/** Where the frame of a line ends: the other end of a branch, the branches before it, instructions, registers, a page. */
const behindFrame = / => | \S{1,200}\/\S{1,200}\/[PMN-]\/| ilen: \d| insn: [0-9a-f]{2}| ABI:\d| {3,}/

/** So many lines tell what a sample begins with. */
const looked = 100

/** Deeper stacks are cut: the kernel records at most 127 frames, unwinding of user code may add some. */
const deepest = 1_024

const isFirstLine = (text: string): boolean => readSampleLine(text)?.isCertain ?? false

type Stack = {
  readonly owner: StackOwner
  readonly frames: Frame[]
  /** The frame of a sample without a stack. With one, it is what -F addr prints. */
  inLine?: Frame
}

/**
 * Reads `perf script` with any -F: samples with their stacks, and events of tracepoints, of which those of system calls
 * become calls.
 */
class PerfScriptReader extends LineReader {
  readonly #commands: Commands
  readonly #systemCalls: SystemCalls
  #stack: Stack | undefined
  /** The first lines, until they tell whether samples begin with a line that nothing else can be. */
  #head: string[] | undefined = []
  /** Such a line was seen: others begin no sample then. */
  #isCertain = false

  constructor(sink: TraceSink, options: ReadingOptions) {
    super(sink)
    this.#commands = new Commands(sink, this.flags)
    this.#systemCalls = new SystemCalls(sink, this.flags, options.systemCall)
  }

  override line(text: string): void {
    if (!this.#head) return super.line(text)
    this.#head.push(text)
    this.#isCertain = isFirstLine(text)
    if (this.#isCertain || this.#head.length >= looked) this.#replay()
  }

  override end(): TraceFlag[] {
    this.#replay()
    return super.end()
  }

  #replay(): void {
    const head = this.#head ?? []
    this.#head = undefined
    for (const line of head) super.line(line)
  }

  protected read(text: string): boolean {
    if (text.startsWith('#')) return true
    if (isBlank(text)) {
      this.#give()
      return true
    }
    const line = readSampleLine(text)
    if (line?.isCertain) return this.#begin(line)
    if (furtherLine.test(text.slice(0, 500))) return true
    return line && !this.#isCertain ? this.#begin(line) : this.#frame(text)
  }

  protected override finish(): void {
    this.#give()
    this.#systemCalls.end()
  }

  #begin(line: SampleLine): boolean {
    this.#give()
    const owner = { line: this.number, command: line.command, pid: line.pid ?? 0 }
    this.#commands.saw(owner.pid, line.command, this.number)
    const rest = line.rest.trim()
    if (line.event.startsWith('PERF_RECORD_')) return this.#record(line.event, rest)
    this.#stack = { owner, frames: [] }
    if (rest === '') return true
    const frame = this.#frameIn(line)
    if (frame) this.#stack.inLine = frame
    else if (isTracepoint(line.event) || (line.event === '' && line.at !== undefined)) this.#event(line, rest)
    return true
  }

  /** Behind the event of a sample: flags, addresses, the frame, branches. A tracepoint's text has no frame, but for -g no. */
  #frameIn({ event, rest }: SampleLine): Frame | undefined {
    const at = addressIn(rest.slice(0, 4_000))
    if (at < 0) return /\)$/.test(rest.trimEnd()) ? frameOf(rest) : undefined
    const told = rest.slice(at).split(behindFrame, 1)[0] ?? ''
    return isTracepoint(event) && !told.trimEnd().endsWith(')') ? undefined : frameOf(told)
  }

  /** `PERF_RECORD_LOST lost 12` (--show-lost-events), `PERF_RECORD_LOST_SAMPLES lost 3`, and others that tell nothing here. */
  #record(event: string, rest: string): boolean {
    const lost = event.startsWith('PERF_RECORD_LOST') ? /\blost (\d{1,15})/.exec(rest)?.[1] : undefined
    if (lost !== undefined) this.flags.add('lostEvents', this.number, Number(lost))
    return true
  }

  #event({ pid, at, event }: SampleLine, text: string): void {
    const name = event === '' ? '[unknown]' : event
    this.sink.event?.({ line: this.number, pid: pid ?? 0, at, name, text })
    if (pid !== undefined) this.#systemCalls.event(this.number, pid, at, name.slice(name.indexOf(':') + 1), text)
    else if (/(?:^|:)sys_(?:enter|exit)/.test(name)) this.flags.add('noThreads', this.number)
  }

  #frame(text: string): boolean {
    const frame = /^\s/.test(text) ? frameOf(text) : undefined
    if (!frame) return false
    if (!this.#stack && this.#isCertain) return false
    this.#stack ??= { owner: { line: this.number, command: '', pid: 0 }, frames: [] }
    if (this.#stack.frames.length < deepest) this.#stack.frames.push(frame)
    return true
  }

  /** A sample is whole. */
  #give(): void {
    const stack = this.#stack
    this.#stack = undefined
    if (!stack) return
    const { owner, inLine, frames } = stack
    giveFrames(frames.length === 0 && inLine ? [inLine] : frames, owner, this.sink)
  }
}

/** Frames of a stack, as -F has them print: behind a tab. */
const isFrame = (line: string): boolean =>
  /^\s/.test(line) && (frameOf(line) !== undefined || furtherLine.test(line.slice(0, 300)))

/** Frames with a name or an object alone: numbers below each other may be anything. */
const isNamedFrame = (line: string): boolean => /^\t *[0-9a-f]{1,16} \S/.test(line) && frameOf(line) !== undefined

export const perfScript: TraceFormat = {
  name: 'perfScript',
  title: 'perf script: samples with their stacks, with any -F',
  recognise: (lines) => {
    const told = lines.filter((line) => !isBlank(line) && !line.startsWith('#'))
    const heads = told.filter(isFirstLine)
    const frames = told.filter((line) => !isFirstLine(line) && isFrame(line)).length
    const named = told.filter(isNamedFrame).length
    // A name and a colon alone may be anything.
    const isTold = named > 0 || heads.some((line) => readSampleLine(line)?.hasNumbers)
    if (heads.length > 0) return isTold && heads.length >= 0.6 * (told.length - frames)
    // -F comm,pid,ip,sym: a line of frames for each that may be a first line, or a frame in it.
    const weak = told.filter(
      (line) => !isNamedFrame(line) && (readSampleLine(line) || furtherLine.test(line.slice(0, 500))),
    )
    const single = told.filter((line) => !line.startsWith('\t') && isSingle(line)).length
    const further = told.filter((line) => furtherLine.test(line.slice(0, 500))).length
    return named > 0 ? named + weak.length === told.length : single > 0 && single + further === told.length
  },
  read: (sink, options = {}) => new PerfScriptReader(sink, options),
}

/** A sample in one line without time and event: its address in its 16 columns, then an object. */
function isSingle(line: string): boolean {
  const at = addressIn(line.slice(0, 400))
  return at >= 0 && /^[0-9a-f]{1,16} \S.{0,200} \([^()]{1,200}\)$/.test(line.slice(at, at + 500))
}

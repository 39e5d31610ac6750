import { Commands } from '../commands'
import { SystemCalls } from '../ftrace/systemCalls'
import { isBlank, LineReader } from '../lineReader'
import type { ReadingOptions, TraceFormat, TraceSink } from '../model'

/** `find 23847  1293.766981:     250000 cpu-clock: ` and `cat 23809 [000]  1048.200602:     raw_syscalls:sys_exit: NR 59 = 0`. */
const head =
  /^\s{0,20}(\S(?:.{0,30}\S)?)\s{1,12}(-?\d{1,10})(?:\/(\d{1,10}))?\s{1,4}(?:\[(\d{1,6})\]\s{1,4})?(?:[^\s:]{4,6}\s{1,4})?(\d{1,12}\.\d{1,9}):\s{1,40}(?:(\d{1,20})\s{1,20})?([A-Za-z_]\S{0,120}?):(?=\s|$)/

const frame = /^([0-9a-f]{1,16}) (.{1,4000}) \(([^()]*(?: \(deleted\))?)\)$/

/** What -F srcline writes below a frame. */
const sourceLine = /^ {2}\S+$/

type Sample = { readonly line: number; readonly command: string; readonly pid: number; readonly at: number }

/** A frame of a stack, innermost first: `ffffffff81b97 iowrite16+0xc ([kernel.kallsyms])`. */
type Frame = { readonly name: string; readonly isKernel: boolean }

/** Deeper stacks are cut: the kernel records at most 127 frames, unwinding of user code may add some. */
const deepest = 1_024

/** Reads `perf script`: samples with their stacks, and events of tracepoints, of which those of system calls become calls. */
class PerfScriptReader extends LineReader {
  readonly #commands: Commands
  readonly #systemCalls: SystemCalls
  #sample: Sample | undefined
  #stack: Frame[] = []

  constructor(sink: TraceSink, options: ReadingOptions) {
    super(sink)
    this.#commands = new Commands(sink)
    this.#systemCalls = new SystemCalls(sink, this.flags, options.systemCall)
  }

  protected read(text: string): boolean {
    if (text.startsWith('#')) return true
    if (isBlank(text)) {
      this.#give()
      return true
    }
    const match = text.startsWith('\t') ? null : head.exec(text.slice(0, 300))
    return match ? this.#begin(match, text) : this.#frame(text)
  }

  protected override finish(): void {
    this.#give()
    this.#systemCalls.end()
  }

  #begin(match: RegExpExecArray, text: string): boolean {
    this.#give()
    const [whole, command = '', process = '0', thread, , at = '0', , event = ''] = match
    const sample = { line: this.number, command, pid: Number(thread ?? process), at: Number(at) }
    const rest = text.slice(whole.length).trim()
    this.#commands.saw(sample.pid, command, this.number)
    if (event.startsWith('PERF_RECORD_')) return this.#record(event, rest)
    this.#sample = sample
    if (rest !== '' && !this.#frame(rest)) this.#event(sample, event, rest)
    return true
  }

  /** `PERF_RECORD_LOST lost 12` (--show-lost-events), `PERF_RECORD_LOST_SAMPLES lost 3`, and others that tell nothing here. */
  #record(event: string, rest: string): boolean {
    const lost = event.startsWith('PERF_RECORD_LOST') ? /\blost (\d{1,15})/.exec(rest)?.[1] : undefined
    if (lost !== undefined) this.flags.add('lostEvents', this.number, Number(lost))
    return true
  }

  #event({ pid, at, line }: Sample, name: string, text: string): void {
    this.sink.event?.({ line, pid, at, name, text })
    this.#systemCalls.event(line, pid, at, name.slice(name.indexOf(':') + 1), text)
  }

  #frame(text: string): boolean {
    if (!this.#sample) return false
    const [, address, name = '', object = ''] = frame.exec(text.slice(0, 8_000).trim()) ?? []
    if (address === undefined) return sourceLine.test(text)
    if (this.#stack.length < deepest)
      this.#stack.push({ name: name.replace(/\+0x[0-9a-f]+$/, ''), isKernel: isOfKernel(address, object) })
    return true
  }

  /** A sample is whole: each function of its stack was seen once, however often it calls itself. */
  #give(): void {
    const { line, command, pid } = this.#sample ?? { line: 0, command: '', pid: 0 }
    const seen = new Set<string>()
    for (const [depth, { name, isKernel }] of this.#stack.entries()) {
      if (name === '[unknown]' || seen.has(name)) continue
      seen.add(name)
      const above = this.#stack[depth + 1]?.name ?? ''
      const caller = above === '[unknown]' ? '' : above
      const self = depth === 0 ? 1 : 0
      this.sink.symbol?.({ line, pid, command, name, caller, isKernel, count: 1, self, seconds: undefined })
    }
    this.#stack = []
    this.#sample = undefined
  }
}

/** Kernel addresses of 64 bits are in the upper half; modules and images are named as such. */
function isOfKernel(address: string, object: string): boolean {
  if (address.length === 16 && address >= 'ffff') return true
  return /^\[(?:kernel|guest\.kernel)\b|\.ko(?:\.\w+)?$|\/vmlinux/.test(object)
}

export const perfScript: TraceFormat = {
  name: 'perfScript',
  title: 'perf script: samples with their stacks',
  recognise: (lines) => {
    const told = lines.filter((line) => !isBlank(line) && !line.startsWith('#'))
    const heads = told.filter((line) => head.test(line.slice(0, 300)))
    const frames = told.filter(
      (line) => /^\s/.test(line) && (frame.test(line.slice(0, 8_000).trim()) || sourceLine.test(line)),
    )
    return heads.length > 0 && heads.length >= 0.6 * (told.length - frames.length)
  },
  read: (sink, options = {}) => new PerfScriptReader(sink, options),
}

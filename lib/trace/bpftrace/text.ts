import { wholeOf } from '@/lib/text/number'
import { isBlank, LineReader } from '../lineReader'
import type { TraceFormat } from '../model'
import { giveStack } from './stacks'

const attached = /^Attach(?:ing|ed) (\d{1,9}) probes?/
const lost = /^(?:WARNING: )?Lost (\d{1,15}) events/
/** `[16K, 32K)             7 |@@@@      |`, `[0]   3 |@@ |`, `(..., 0)`. */
const bucket = /^([[(][-\w.,\s]{1,60}[\])])\s{1,40}(\d{1,20}) \|[@ ]*\|\s*$/

/** Frames of one key: bpftrace keeps at most 127 by default. */
const deepest = 1_024

/** A map's entry whose key goes over several lines: a stack. */
type Open = { readonly line: number; readonly map: string; readonly frames: string[] }

/**
 * Reads what bpftrace writes: lines of printf, then its maps, histograms and stacks. printf is free text: each line becomes
 * an event; a text with a line end in it becomes two (bpftrace -f json keeps it whole).
 */
class BpftraceReader extends LineReader {
  #open: Open | undefined
  #histogram = ''

  protected read(text: string): boolean {
    if (this.#open) return this.#inStack(this.#open, text)
    const dropped = lost.exec(text)?.[1]
    if (dropped !== undefined) this.flags.add('lostEvents', this.number, Number(dropped))
    if (dropped !== undefined || attached.test(text)) return true
    if (isBlank(text)) {
      this.#histogram = ''
      return true
    }
    if (this.#map(text) || this.#bucket(text)) return true
    if (/^(?:\S{1,200}:\d+(?::\d+-\d+)?: )?(?:WARNING|ERROR): /.test(text.slice(0, 300))) return false // bpftrace's own words
    this.sink.event?.({ line: this.number, pid: 0, at: undefined, name: 'printf', text })
    return true
  }

  protected override finish(): void {
    if (this.#open) this.flags.add('tableCut', this.#open.line)
  }

  /** `@[t, 218]: 1`, `@n: 5`, `@s[x]: count 5, average 3, total 15`; `@h:` of a histogram, `@[` of a stack. */
  #map(text: string): boolean {
    const [, map, rest = ''] = /^(@\w{0,100})(.*)$/s.exec(text) ?? []
    if (map === undefined) return false
    if (rest === '[') this.#open = { line: this.number, map, frames: [] }
    if (rest === '[') return true
    const end = rest.startsWith('[') ? rest.lastIndexOf(']:') : rest.startsWith(':') ? -1 : undefined
    if (end === undefined || (end < 0 && rest.startsWith('['))) return false
    const key = end < 0 ? '' : rest.slice(1, end)
    const value = rest.slice(end < 0 ? 1 : end + 2).trim()
    if (value === '') this.#histogram = key === '' ? map : `${map}[${key}]`
    else this.#count(map, key, value)
    return true
  }

  #count(table: string, name: string, value: string): void {
    const found = /^(?:count )?(-?\d{1,20})(?:$|, average )/.exec(value)?.[1]
    const calls = found === undefined ? undefined : this.#whole(found)
    this.sink.count?.({ line: this.number, table, name, calls, errors: undefined, seconds: undefined })
  }

  #whole(digits: string): number | undefined {
    const value = wholeOf(digits.replace('-', ''))
    if (value === undefined) this.flags.add('badNumbers', this.number)
    return value !== undefined && digits.startsWith('-') ? 0 - value : value
  }

  #bucket(text: string): boolean {
    if (this.#histogram === '') return false
    const [, name = '', calls] = bucket.exec(text.slice(0, 400)) ?? []
    if (calls === undefined) return false
    const nothing = { errors: undefined, seconds: undefined }
    this.sink.count?.({ line: this.number, table: this.#histogram, name, calls: this.#whole(calls), ...nothing })
    return true
  }

  /** `    vfs_read+1`, then `, t]: 7` or `]: 7`. A stack may be followed by another one, or by more of the key. */
  #inStack({ line, map, frames }: Open, text: string): boolean {
    const [, more = '', value] = /^(.{0,200})\]: (-?\d{1,20})$/.exec(text) ?? []
    if (value === undefined) {
      if (frames.length < deepest) frames.push(text.slice(0, 500))
      return true
    }
    this.#open = undefined
    const key = [...frames.map((frame) => frame.trim()), more.replace(/^, /, '')].filter(Boolean).join(' ; ')
    const calls = this.#whole(value)
    this.sink.count?.({ line, table: map, name: key, calls, errors: undefined, seconds: undefined })
    for (const stack of stacksOf(frames)) giveStack(stack, Math.max(0, calls ?? 0), line, this.sink)
    return true
  }
}

/** Frames are indented; `, ` on a line of its own parts two stacks. */
function stacksOf(frames: readonly string[]): string[][] {
  const stacks: string[][] = [[]]
  for (const frame of frames) {
    if (/^\s{2,}\S/.test(frame)) stacks.at(-1)?.push(frame)
    else if (/^,\s*$/.test(frame)) stacks.push([])
  }
  return stacks.filter((stack) => stack.length > 0)
}

/** Maps alone: bpftrace -q says nothing of its probes. */
const isMaps = (head: readonly string[]): boolean => {
  const told = head.filter((line) => !isBlank(line))
  return told.length > 0 && told.every((line) => /^@\w*(?::|\[.*\]:)/s.test(line) || bucket.test(line.slice(0, 400)))
}

export const bpftrace: TraceFormat = {
  name: 'bpftrace',
  title: 'bpftrace: what a script printed and counted',
  recognise: (head) => head.some((line) => attached.test(line)) || isMaps(head),
  read: (sink) => new BpftraceReader(sink),
}

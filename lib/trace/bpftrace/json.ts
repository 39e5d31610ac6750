import { isObject, jsonOf, textOf } from '../jsonLine'
import { isBlank, LineReader } from '../lineReader'
import type { TraceFormat } from '../model'
import { giveStack } from './stacks'

/** What a script writes as text. */
const texts = new Set(['printf', 'errorf', 'time', 'join', 'cat', 'syscall', 'strftime', 'value'])

/** What holds the values of maps. */
const maps = new Set(['map', 'hist', 'lhist', 'stats', 'tseries'])

type Message = { readonly type: string; readonly data: unknown }

function messageOf(text: string): Message | undefined {
  const found = jsonOf(text)
  return typeof found?.type === 'string' && 'data' in found ? { type: found.type, data: found.data } : undefined
}

/** Reads `bpftrace -f json`: one message a line. */
class BpftraceJsonReader extends LineReader {
  protected read(text: string): boolean {
    if (isBlank(text)) return true
    const message = messageOf(text)
    return message !== undefined && this.#take(message)
  }

  #take({ type, data }: Message): boolean {
    if (type === 'lost_events') this.#lost(data)
    else if (texts.has(type)) this.#text(type, data)
    else if (isObject(data) && maps.has(type)) for (const [map, value] of Object.entries(data)) this.#map(map, value)
    else return type === 'attached_probes'
    return true
  }

  #lost(data: unknown): void {
    const events = isObject(data) ? Number(textOf(data.events)) : Number.NaN
    this.flags.add('lostEvents', this.number, events > 0 ? events : 1)
  }

  #text(name: string, data: unknown): void {
    const text = textOf(data) ?? JSON.stringify(data) ?? ''
    this.sink.event?.({ line: this.number, pid: 0, at: undefined, name, text: text.replace(/\n$/, '') })
  }

  /** A value; values by key; buckets of a histogram, alone or by key. */
  #map(map: string, value: unknown): void {
    if (Array.isArray(value)) this.#histogram(map, value)
    else if (!isObject(value) || isStatistics(value)) this.#count(map, '', value)
    else
      for (const [key, own] of Object.entries(value)) {
        if (Array.isArray(own)) this.#histogram(`${map}[${key}]`, own)
        else this.#count(map, key, own)
      }
  }

  #count(table: string, key: string, value: unknown): void {
    const number = isObject(value) ? value.count : value
    const calls = this.#whole(number)
    const name = key
      .trim()
      .split(/\n\s*/)
      .map((part) => part.trimEnd())
      .join(' ; ')
    this.sink.count?.({ line: this.number, table, name, calls, errors: undefined, seconds: undefined })
    if (key.includes('\n'))
      giveStack(
        key.split('\n').filter((frame) => !isBlank(frame)),
        calls ?? 1,
        this.number,
        this.sink,
      )
  }

  /** JSON has whole numbers that no number holds exactly. */
  #whole(value: unknown): number | undefined {
    if (Number.isSafeInteger(value)) return Number(value)
    if (typeof value === 'number') this.flags.add('badNumbers', this.number)
    return undefined
  }

  #histogram(table: string, buckets: readonly unknown[]): void {
    for (const bucket of buckets) {
      if (!isObject(bucket)) continue
      const name = `[${textOf(bucket.min) ?? '...'}, ${textOf(bucket.max) ?? '...'}]`
      this.sink.count?.({
        line: this.number,
        table,
        name,
        calls: this.#whole(bucket.count),
        errors: undefined,
        seconds: undefined,
      })
    }
  }
}

const isStatistics = (value: Readonly<Record<string, unknown>>): boolean =>
  typeof value.count === 'number' && 'average' in value

export const bpftraceJson: TraceFormat = {
  name: 'bpftraceJson',
  title: 'bpftrace -f json: what a script printed and counted',
  recognise: (head) => {
    const told = head.filter((line) => !isBlank(line))
    const messages = told.filter((line) => /^\{"type": ?"/.test(line) && messageOf(line) !== undefined)
    return messages.length > 0 && messages.length >= 0.6 * told.length
  },
  read: (sink) => new BpftraceJsonReader(sink),
}

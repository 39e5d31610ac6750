import { decimalOf, wholeOf } from '@/lib/text/number'

/** The first line of a sample of `perf script`: what -F had it print, '' or undefined for the rest. */
export type SampleLine = {
  readonly command: string
  readonly pid: number | undefined
  readonly at: number | undefined
  /** `cycles:u`, `sched:sched_switch`. */
  readonly event: string
  /** What stands behind: a frame, the text of a tracepoint, addresses, flags. */
  readonly rest: string
  /** Time, event, processor or `pid/tid` were seen: nothing else has such a line. */
  readonly isCertain: boolean
  /** Thread, processor, period or time were seen. */
  readonly hasNumbers: boolean
}

/** Longer than any field before the event: the name of a command has 15 signs. */
const headLength = 400
const timeForm = /(?:^|\s)(\d{1,12}\.\d{1,9}):(?=\s|$)/
/** The day (-F tod); bounded to 400 characters: headLength. */
const dayForm = /\s*(?:\d{4}-\d\d-\d\d )?\d\d:\d\d:\d\d(?:\.\d{1,9})?$/
/** Numbers of processes go up to 4194304; perf gives them 5 or 7 columns, and a period 10. */
const columns = { pid: 5, period: 10, command: 16 } as const

/** The name of an event: `cycles:ppp`, `cpu/event=0x3c/u`, `[unknown]`, `r1a8`. */
const eventForm = /^[A-Za-z_[][^\s]{0,200}$/

/** Undefined for a line that is a frame, or none of perf script. */
export function readSampleLine(text: string): SampleLine | undefined {
  const head = text.slice(0, headLength)
  if (head.startsWith('\t') || head.trim() === '') return undefined
  const time = timeForm.exec(head)
  if (time) return withTime(text, head, time)
  return withEvent(text, head) ?? withoutBoth(text, head)
}

function withTime(text: string, head: string, time: RegExpExecArray): SampleLine | undefined {
  const [whole, at = ''] = time
  const before = beforeOf(head.slice(0, time.index), false)
  if (!before) return undefined
  const behind = text.slice(time.index + whole.length)
  const form = /^(\s*(?:\d{1,20}\s+)?(?:(\S{1,200}):|(PERF_RECORD_\w{1,40})))(?:\s|$)/
  const [, named, told = '', record] = form.exec(behind.slice(0, headLength)) ?? []
  const event = record ?? told
  const rest = named === undefined ? behind : behind.slice(named.length)
  const isNamed = named !== undefined && isEvent(event, rest)
  return {
    ...before,
    at: decimalOf(at),
    event: isNamed ? event : '',
    rest: isNamed ? rest : behind,
    isCertain: true,
    hasNumbers: true,
  }
}

/** Without a time (-F comm,pid,event,…): the first word that ends in a colon, and has numbers or nothing before it. */
function withEvent(text: string, head: string): SampleLine | undefined {
  let found: SampleLine | undefined
  let count = 0
  for (const match of head.matchAll(/(?:^|\s)(\S{1,200}):(?=\s|$)/g)) {
    const [whole, event = ''] = match
    if (++count > 3 || !eventForm.test(event)) break
    const before = beforeOf(head.slice(0, match.index), true)
    const rest = text.slice(match.index + whole.length)
    if (!before || !isEvent(event, rest)) continue
    const line = { ...before, at: undefined, event, rest, isCertain: true }
    if (before.pid !== undefined || before.hasNumbers) return line
    found ??= line
  }
  return found
}

/** Neither time nor event (-F comm,pid,ip,sym): numbers, or nothing but a command before the end or an address. */
function withoutBoth(text: string, head: string): SampleLine | undefined {
  const frame = addressIn(head)
  const before = beforeOf(frame < 0 ? head : head.slice(0, frame), true)
  if (!before || (!before.hasNumbers && before.command === '' && frame < 0)) return undefined
  const isShort = frame >= 0 || head.length <= (before.isCertain ? headLength : columns.command + 30)
  if (!isShort || (before.pid === undefined && before.command.length > columns.command + 6)) return undefined
  return {
    ...before,
    at: undefined,
    event: '',
    rest: frame < 0 ? '' : text.slice(head.slice(0, frame).trimEnd().length),
  }
}

type Before = Pick<SampleLine, 'command' | 'pid' | 'isCertain' | 'hasNumbers'>

/** `comm pid/tid [cpu] misc day period`, each where it was asked for; a period stands behind the time where there is one. */
function beforeOf(text: string, mayHavePeriod: boolean): Before | undefined {
  const plain = text.replace(/^VM:\s*\d{1,6}\s+(?:VCPU:\d{1,6}\s+)?/, '').trimEnd()
  const period = mayHavePeriod ? periodAt(plain) : undefined
  let left = plain.slice(0, plain.length - (period?.length ?? 0)).trimEnd()
  left = left.replace(dayForm, '')
  left = left.replace(/(\]|\d) +[KUHGgMFCESpP+]{1,4}$|(\]) +[^\s:]{4,6}$/, '$1$2')
  const processor = /(?:^|\s)\[\d{1,6}\]$/.exec(left)
  if (processor) left = left.slice(0, processor.index).trimEnd()
  const pair = /(?:^|\s)-?\d{1,10}\/(-?\d{1,10})$/.exec(left)
  const thread = pair ? pair[1] : threadAt(left)
  left = left.slice(0, left.length - (pair ? pair[0].length : (thread?.length ?? 0)))
  const command = left.trim()
  const pid = thread === undefined ? undefined : wholeOf(thread.replace(/^-1$/, '0'))
  if (command.length > 40 || (thread !== undefined && pid === undefined)) return undefined
  const isCertain = processor !== null || pair !== null
  return { command, pid, isCertain, hasNumbers: isCertain || thread !== undefined || period !== undefined }
}

/** Behind a processor a number is a period; else by its columns. */
const periodAt = (text: string): string | undefined =>
  /\] +(?:[KUHGgMFCESpP+]{1,4} +)?(\d{1,20})$/.exec(text)?.[1] ?? numberAt(text, columns.period)

/** A number at the end that fills so many columns with the blanks before it. */
function numberAt(text: string, width: number): string | undefined {
  // bounded to 400 characters: headLength
  const [run, digits] = /(?:^|\s)\s*(\d{1,20})$/.exec(text) ?? []
  if (run === undefined || digits === undefined) return undefined
  const isFirst = run.length === text.length
  return run.length - (isFirst ? 0 : 1) >= width ? digits : undefined
}

/** With its blanks, a number fills the columns of a pid; or it follows a command of one word. */
function threadAt(text: string): string | undefined {
  const wide = numberAt(text, columns.pid)
  if (wide !== undefined) return wide
  // bounded to 400 characters: headLength
  const [, command = '', digits] = /^\s*(\S{0,16})\s*?(?:^|\s)(-?\d{1,7})$/.exec(text) ?? []
  const isCommand = text.startsWith(' ') && text.length === columns.command && command !== ''
  return isCommand ? undefined : digits
}

/** Modifiers of an event that is no tracepoint. */
const modifiers = /^[^:]+:[ukhpPGHSDIWebR]{1,8}$/

/** Before 3.1, perf left the system of a tracepoint out. */
const ofSystemCall = /^sys_(?:enter|exit)(?:_\w{1,60})?$/

/** A tracepoint has the name of its system: `sched:sched_switch`. */
export const isTracepoint = (event: string): boolean =>
  ofSystemCall.test(event) || (/^[\w-]{1,60}:[\w.-]{1,120}$/.test(event) && !modifiers.test(event))

/**
 * Text of a tracepoint may begin with a word and a colon (`dfd: 0x3`): only an event's name is followed by nothing, by an
 * address, or by flags (-F flags), or has a system of its own.
 */
const isEvent = (event: string, rest: string): boolean =>
  eventForm.test(event) &&
  (event.includes(':') ||
    ofSystemCall.test(event) ||
    event.startsWith('PERF_RECORD_') ||
    isBlankOrData(rest.slice(0, headLength)))

/** Nothing, an address in its columns, or one with its object: a number alone may be anything. */
const isBlankOrData = (rest: string): boolean =>
  rest.trim() === '' || addressIn(rest) >= 0 || /^ {1,40}[0-9a-f]{1,16} \S.{0,300} \([^()]{1,300}\)$/.test(rest)

/** Where an address begins that has 16 columns, as `%16lx` prints it, with a function behind it; -1 for none. */
export function addressIn(text: string): number {
  let found = -1
  for (const match of text.matchAll(/(?<![^\s])([0-9a-f]{1,16})(?: (?=\S)|$)/g)) {
    const [, digits = ''] = match
    const blanks = blanksBefore(text, match.index)
    const isWide = blanks + digits.length >= 16 && blanks + digits.length - 16 <= 44
    const name = /^\S{0,20}/.exec(text.slice(match.index + digits.length + 1, match.index + 60))?.[0] ?? ''
    if (!isWide || /^\d+[KMG]$/.test(name) || name === '=>' || (name === '' && found >= 0)) continue
    found = match.index
    if (/ => /.test(text.slice(match.index))) break // of a branch, where it began
  }
  return found
}

function blanksBefore(text: string, index: number): number {
  let at = index
  while (at > 0 && text.charCodeAt(at - 1) === 32) at--
  return index - at
}

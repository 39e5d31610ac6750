/** What strace itself says on standard error, where also the trace may be: between its lines, and in the middle of one. */
export type TracerMessage = {
  /** Where it begins: before it stands what was written of a line so far. */
  readonly at: number
  readonly what: (typeof words)[number] | 'mode'
  readonly pid: number
  /** Of a process that was attached to, with all its threads. */
  readonly threads: number
  /** `32 bit`, `x32`; '' for other messages. */
  readonly mode: string
}

/** `strace: Process 12 attached with 3 threads`; before 4.11 without `strace: `, before 4.7 also for ends and waits. */
const form =
  /^(?:strace: )?Process (\d{1,7})(?:<[^<>]{0,40}>)? (attached|detached|suspended|resumed)(?: with (\d{1,7}) threads)?(?: - interrupt to quit)?$/

const words = ['attached', 'detached', 'suspended', 'resumed'] as const

const modeForm = /^(?:strace: )?\[ Process PID=(\d{1,7}) runs in (\w+(?: bit)?) mode\. \]$/

const longest = 120

/** The last letters of messages: those of nearly all other lines are a number or a bracket. */
const isLast = (code: number): boolean => code === 100 || code === 115 || code === 116 || code === 93

/** The message that ends a line; undefined for none. In a string of a call it is followed by a quote, at least. */
export function messageIn(text: string): TracerMessage | undefined {
  if (!isLast(text.charCodeAt(text.length - 1))) return undefined
  const from = Math.max(0, text.length - longest)
  const tail = text.slice(from)
  const word = tail.lastIndexOf('Process ')
  if (word < 0) return undefined
  const bracket = tail.startsWith('[ ', word - 2) ? word - 2 : word
  const start = tail.startsWith('strace: ', bracket - 8) ? bracket - 8 : bracket
  const said = tail.slice(start)
  const at = from + start
  const [, digits, verb, threads = '1'] = form.exec(said) ?? []
  const what = words.find((each) => each === verb)
  if (what) return { at, what, pid: Number(digits), threads: Number(threads), mode: '' }
  const [, of, mode] = modeForm.exec(said) ?? []
  return of === undefined || mode === undefined ? undefined : { at, what: 'mode', pid: Number(of), threads: 1, mode }
}

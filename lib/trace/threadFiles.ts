import { type Leader, readLeader } from './strace/leader'

/** One file of `strace -ff -o NAME`: what one thread did, in lines that do not say whose they are. */
export type ThreadFile = {
  readonly thread: number
  readonly lines: Iterator<string> | AsyncIterator<string>
}

/** `NAME.1234` of `strace -ff -o NAME`; undefined for every other name. */
export function threadFileOf(name: string): { readonly set: string; readonly thread: number } | undefined {
  const [, set, digits] = /^(.+)\.(\d{1,7})$/.exec(name) ?? []
  return set === undefined ? undefined : { set, thread: Number(digits) }
}

/** Has a line a time that tells what came before it in another thread? That of -t has seconds, in which much can happen. */
export const isTimed = (line: string): boolean => /^(?:\d\d:\d\d:\d\d|\d{9,11})\.\d{6}/.test(line)

type Open = ThreadFile & { line: string; at: number }

/**
 * The files of all threads as one trace, each line with its thread before it, as `strace -f -o` would have written it: in
 * the order of their times (-t, -tt, -ttt), like strace-log-merge; at the same time, and without such times, a thread that
 * was made goes before the one that made it goes on. Memory: one line of each file.
 */
export async function* mergeThreads(files: readonly ThreadFile[]): AsyncGenerator<string> {
  const leader: Leader = { pid: -1, at: undefined, end: 0, isOfDay: false }
  const open: Open[] = []
  for (const file of [...files].sort((a, b) => a.thread - b.thread)) {
    const one: Open = { ...file, line: '', at: Number.NEGATIVE_INFINITY }
    if (await advance(one, leader)) open.push(one)
  }
  while (open.length > 0) {
    const next = open.reduce((first, one) => (one.at < first.at ? one : first))
    const made = madeBy(next.line)
    yield `${next.thread} ${next.line}`
    let isOpen = await advance(next, leader)
    // Stacks (-k) and dumps (-e read=) belong to the call before, and say nobody's name.
    for (; isOpen && /^ [>|] /.test(next.line); isOpen = await advance(next, leader)) yield next.line
    if (!isOpen) open.splice(open.indexOf(next), 1)
    const child = made > 0 ? open.findIndex(({ thread }) => thread === made) : -1
    if (child > 0) open.unshift(...open.splice(child, 1))
  }
}

/** Whom this call made; 0 for none. */
function madeBy(line: string): number {
  if (!line.includes('fork') && !line.includes('clone')) return 0
  const [, made] = /(?:fork|clone3?)(?:\(| resumed).{0,2000}\) += (\d{1,7})\b/.exec(line.slice(0, 3_000)) ?? []
  return Number(made ?? 0)
}

/** Seconds since 1970 are more; those since the line before (-r) tell no order between files. */
const longAgo = 1e8

/** A line without a time stays with the one before it. */
async function advance(file: Open, leader: Leader): Promise<boolean> {
  for (;;) {
    const { done, value } = await file.lines.next()
    if (done) return false
    if (value === '') continue
    readLeader(value, leader)
    file.line = value
    if (leader.at !== undefined && (leader.isOfDay || leader.at > longAgo)) file.at = leader.at
    return true
  }
}

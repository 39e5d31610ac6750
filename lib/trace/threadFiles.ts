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

type Open = ThreadFile & { line: string; at: number; readonly rank: number }

/**
 * The files of all threads as one trace, each line with its thread before it, as `strace -f -o` would have written it: in
 * the order of their times (-t, -tt, -ttt), like strace-log-merge; without such times one thread after the other, each in
 * its own order. Memory: one line of each file.
 * @param unordered is told each thread of which nobody can say what came between its lines
 */
export async function* mergeThreads(
  files: readonly ThreadFile[],
  unordered: (thread: number) => void = () => {},
): AsyncGenerator<string> {
  const leader: Leader = { pid: -1, at: undefined, end: 0, isOfDay: false }
  const open: Open[] = []
  for (const [rank, file] of [...files].sort((a, b) => a.thread - b.thread).entries()) {
    const one: Open = { ...file, line: '', at: Number.NEGATIVE_INFINITY, rank }
    if (await advance(one, leader)) open.push(one)
    if (files.length > 1 && one.line !== '' && one.at === Number.NEGATIVE_INFINITY) unordered(one.thread)
  }
  while (open.length > 0) {
    const next = open.reduce((first, one) => (one.at < first.at ? one : first))
    yield `${next.thread} ${next.line}`
    let isOpen = await advance(next, leader)
    // Stacks (-k) and dumps (-e read=) belong to the call before, and say nobody's name.
    for (; isOpen && /^ [>|] /.test(next.line); isOpen = await advance(next, leader)) yield next.line
    if (!isOpen) open.splice(open.indexOf(next), 1)
  }
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

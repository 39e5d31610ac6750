import { type Leader, readLeader } from './leader'

/** What only strace writes, behind the leader of a line. */
const forms = [
  /^[a-z_]\w{0,60}\(.*\) += /,
  /^[a-z_]\w{0,60}\(.*(?:<(?:unfinished|detached) \.\.\.>|strace: Process \d+ \w+)$/,
  /^<\.\.\. \w+ resumed>/,
  /^--- .* ---$/,
  /^\+\+\+ .* \+\+\+$/,
  /^ ?<(?:unfinished|detached) \.\.\.>$/,
]

/** Lines that follow a call (-k, -e read=, -e write=), or that strace says itself, tell nothing of a line before them. */
const isSkipped = (line: string): boolean =>
  line === '' || line.startsWith(' > ') || line.startsWith(' | ') || line.startsWith('strace: ')

/** At least 60 of 100 lines are of strace; or nothing is there but what strace says of its processes. */
export function isStrace(lines: readonly string[]): boolean {
  const leader: Leader = { pid: -1, at: undefined, end: 0, isOfDay: false }
  const isOne = (line: string): boolean => {
    readLeader(line, leader)
    const event = line.slice(leader.end)
    return forms.some((form) => form.test(event))
  }
  const told = lines.filter((line) => !isSkipped(line))
  if (told.length === 0) return lines.some((line) => /^strace: Process \d+ attached/.test(line))
  return told.filter(isOne).length >= 0.6 * told.length
}

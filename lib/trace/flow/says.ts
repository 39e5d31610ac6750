/** strace shows 32 signs where it is not told otherwise (-s): traces with more are compared by as many. */
export const shownByDefault = 32
const longest = 120

/**
 * What an output says, without what differs between two runs that say the same: numbers become `#`, a time stamp at the
 * beginning goes. `2026/11/23 08:37:23 model 722 pump` says `model # pump`.
 */
export function saysOf(payload: string, length = longest): string {
  const line = payload.slice(0, length).trimStart().split('\n', 1)[0] ?? ''
  const plain = line
    .replace(/0x[\da-f]+|\d+/g, '#')
    .replace(/#T#/g, '# #')
    .replace(/#Z(?= |$)/g, '#')
    .trim()
  const start = /^[#/:.,+\-[\] ]*/.exec(plain)?.[0] ?? ''
  // A bare number is what it says; a slash before a name is a path.
  const stamp = start.includes('#') && start.length < plain.length ? start.replace(/\/$/, '') : ''
  return plain.slice(stamp.length).trim()
}

/** `- {"dt": "2024-01-28T00:20:01.1", "lvl": "target", "msg": "…"}`: a line of the log that LAVA keeps of a job. */
const begin = /^- \{"dt": "[\dT:.+-]{1,40}", "lvl": "(?:target|feedback)", (?="msg": ")/

/**
 * What the machine under test said in a line of LAVA's log; undefined for another line, also for one in which LAVA speaks
 * of itself. The line is YAML in one line, which is JSON but for the escapes `\e` and `\x1b`.
 */
export function lavaMessage(line: string): string | undefined {
  const at = begin.exec(line)?.[0].length
  if (at === undefined) return undefined
  const json = line.slice(at).replaceAll(/\\(x[\da-fA-F]{2}|.)/g, (whole, sign: string) => {
    if (sign === 'e') return '\\u001b'
    return sign.startsWith('x') ? `\\u00${sign.slice(1)}` : whole
  })
  try {
    const { msg }: { msg?: unknown } = JSON.parse(`{${json}`)
    return typeof msg === 'string' ? withoutColours(msg).trimEnd() : undefined
  } catch {
    return undefined
  }
}

/** Colours that only show once the escapes are read. */
const withoutColours = (text: string): string =>
  text
    .split('\u001b[')
    .map((part, index) => (index === 0 ? part : part.replace(/^[\d;?]{0,24}[A-Za-z]/, '')))
    .join('')

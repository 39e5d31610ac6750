/** Sums that a line tells, and what they are sums of. */
export type Totals = {
  /**
   * `own`: results of the level in which the line stands (kselftest). `leaves`: the innermost cases of the suite whose
   * result comes next (KUnit); `parts`: its direct ones. `old`: as kselftest up to Linux 5.1 prints them, whether it printed
   * results or not. `whole`: of the whole run (Node), each number in a line of its own.
   */
  readonly of: 'own' | 'leaves' | 'parts' | 'old' | 'whole'
  readonly counts: Readonly<Partial<Record<TotalName, number>>>
}

const names = ['pass', 'fail', 'xfail', 'xpass', 'skip', 'error'] as const
export type TotalName = (typeof names)[number]

/** `pass:1 fail:0 xfail:0 …`, or `Pass 1 Fail 0 …`. */
function countsIn(text: string): Totals['counts'] {
  const found: Partial<Record<TotalName, number>> = {}
  for (const [, word = '', count] of text.slice(0, 400).matchAll(/\b([a-z]{4,5})[: ](\d{1,9})\b/gi)) {
    const name = names.find((each) => each === word.toLowerCase())
    if (name) found[name] = Number(count)
  }
  return found
}

/** The totals that a comment tells; undefined where it tells none. */
export function totalsIn(text: string): Totals | undefined {
  if (text.startsWith('Totals: ')) return { of: text.includes(' total:') ? 'leaves' : 'own', counts: countsIn(text) }
  if (/^Pass \d{1,9} Fail \d{1,9} Xfail \d/i.test(text)) return { of: 'old', counts: countsIn(text) }
  const at = text.indexOf(': pass:')
  if (at > 0 && / total:\d{1,9}\s*$/.test(text.slice(-20))) return { of: 'parts', counts: countsIn(text.slice(at)) }
  const [, word, count] = /^(pass|fail) (\d{1,9})$/.exec(text) ?? []
  return word === undefined ? undefined : { of: 'whole', counts: { [word]: Number(count) } }
}

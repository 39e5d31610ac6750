/** A run of words: in both texts, in the old one only, or in the new one only. */
export type WordRun = { readonly kind: 'same' | 'removed' | 'new'; readonly text: string }

/** Longer texts are compared as a whole: the table of two texts grows with the product of their words. */
const mostWords = 600

/** The words of two texts side by side (longest common subsequence); white space goes with the word before it. */
export function diffWords(before: string, after: string): WordRun[] {
  if (before === after) return before === '' ? [] : [{ kind: 'same', text: before }]
  const [old, now] = [wordsOf(before), wordsOf(after)]
  if (old.length > mostWords || now.length > mostWords || old.length === 0 || now.length === 0)
    return whole(before, after)
  const runs: { kind: WordRun['kind']; text: string }[] = []
  const add = (kind: WordRun['kind'], text: string) => {
    const last = runs.at(-1)
    if (last?.kind === kind) last.text += text
    else runs.push({ kind, text })
  }
  const lengths = commonLengths(old, now)
  let [left, right] = [0, 0]
  while (left < old.length || right < now.length) {
    const [gone, come] = [old[left], now[right]]
    if (gone !== undefined && come !== undefined && gone.trim() === come.trim()) {
      add('same', come)
      left++
      right++
    } else if (
      come === undefined ||
      (gone !== undefined && at(lengths, left + 1, right, now) >= at(lengths, left, right + 1, now))
    ) {
      add('removed', gone ?? '')
      left++
    } else {
      add('new', come)
      right++
    }
  }
  return runs
}

const wordsOf = (text: string): string[] => text.match(/\S+\s*|^\s+/g) ?? []

function whole(before: string, after: string): WordRun[] {
  return [
    ...(before === '' ? [] : [{ kind: 'removed' as const, text: before }]),
    ...(after === '' ? [] : [{ kind: 'new' as const, text: after }]),
  ]
}

const at = (lengths: Uint16Array, left: number, right: number, now: readonly string[]): number =>
  lengths[left * (now.length + 1) + right] ?? 0

/** Length of the longest common subsequence from each pair of places to the ends. */
function commonLengths(old: readonly string[], now: readonly string[]): Uint16Array {
  const width = now.length + 1
  const lengths = new Uint16Array((old.length + 1) * width)
  for (let left = old.length - 1; left >= 0; left--) {
    for (let right = now.length - 1; right >= 0; right--) {
      const same = old[left]?.trim() === now[right]?.trim()
      const best = same
        ? 1 + at(lengths, left + 1, right + 1, now)
        : Math.max(at(lengths, left + 1, right, now), at(lengths, left, right + 1, now))
      lengths[left * width + right] = best
    }
  }
  return lengths
}

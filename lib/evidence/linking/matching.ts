import type { Item } from '@/lib/stpa/model'

export type Match = { readonly testCase: Item; readonly reason: string }

const partsOf = (text: string): string[] => text.match(/[A-Za-z]+|\d+/g) ?? []

const push = <K, V>(map: Map<K, V[]>, key: K, value: V): void => {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}

/** So much of a name is looked at. */
const nameLimit = 1_000

type Keyed = { readonly key: string; readonly testCase: Item; readonly of: string }

/**
 * Finds keys in names, however a tool had to write them: `TC-12` in `TC-12: open twice`, `test_tc_12_open`, `TC12`.
 * Never `TC-1` in `TC-12`; of two keys of which one begins with the other, the longer.
 */
export class KeyIndex {
  readonly #keys = new Map<string, Keyed[]>()
  readonly #exact = new Map<string, Keyed[]>()
  #longest = 0

  constructor(keys: readonly Keyed[]) {
    for (const keyed of keys) {
      const parts = partsOf(keyed.key)
      // A number alone, or words alone, are in many names by chance: such a key must stand there as it is.
      if (/[A-Za-z]/.test(keyed.key) && /\d/.test(keyed.key)) {
        push(this.#keys, parts.join(' ').toLowerCase(), keyed)
        this.#longest = Math.max(this.#longest, parts.length)
      } else if (/[-_./]/.test(keyed.key)) push(this.#exact, keyed.key, keyed)
    }
  }

  find(name: string): Match[] {
    const found = new Map<Item, Match>()
    for (const { key, testCase, of } of this.#keysIn(name.slice(0, nameLimit)))
      if (!found.has(testCase)) found.set(testCase, { testCase, reason: `its name has ${key}${of}` })
    return [...found.values()]
  }

  #keysIn(name: string): Keyed[] {
    const exact = this.#exact.size > 0 ? name.split(/[\s()[\]{}"',;:>]+/) : []
    const parts = this.#longest > 0 ? partsOf(name).map((part) => part.toLowerCase()) : []
    return [
      ...exact.flatMap((token) => this.#exact.get(token) ?? []),
      ...parts.flatMap((_, at) => this.#longestAt(parts, at)),
    ]
  }

  #longestAt(parts: readonly string[], at: number): readonly Keyed[] {
    for (let length = Math.min(this.#longest, parts.length - at); length > 0; length--) {
      const found = this.#keys.get(parts.slice(at, at + length).join(' '))
      if (found) return found
    }
    return []
  }
}

type Placed = { readonly testCase: Item; readonly place: string }

/** Steps of a path without the line; '' and `.` are none. */
const stepsOf = (path: string): string[] =>
  path
    .slice(0, nameLimit)
    .replace(/:\d+$/, '')
    .split('/')
    .filter((step) => step !== '' && step !== '.')

/** Finds the case that is kept where a result comes from: the same path, or a folder or a file of it. */
export class PlaceIndex {
  readonly #exact = new Map<string, Placed[]>()
  /** By the last step of the place of a case. */
  readonly #last = new Map<string, { steps: readonly string[]; placed: Placed }[]>()

  constructor(cases: readonly Placed[]) {
    for (const placed of cases) {
      const place = placed.place.trim()
      if (place === '') continue
      push(this.#exact, place, placed)
      const steps = stepsOf(place)
      // One step is no path: "bench" is in many.
      if (steps.length > 1 && !/\s/.test(place)) push(this.#last, steps.at(-1) ?? '', { steps, placed })
    }
  }

  /** `places`: what a result says of itself that may be a place. */
  find(places: readonly string[]): Match[] {
    const found = new Map<Item, Match>()
    for (const place of new Set(places)) {
      for (const placed of [...(this.#exact.get(place.trim()) ?? []), ...this.#along(stepsOf(place))])
        found.set(placed.testCase, { testCase: placed.testCase, reason: `it comes from ${placed.place}` })
    }
    return [...found.values()]
  }

  /** Cases whose place is a run of steps of a path (the tree may stand in any folder), or ends with the path. */
  #along(steps: readonly string[]): Placed[] {
    if (steps.length < 2) return []
    return steps.slice(0, 60).flatMap((step, at) =>
      (this.#last.get(step) ?? []).flatMap(({ steps: own, placed }) => {
        const isRun = own.length <= at + 1 && endsWith(steps.slice(0, at + 1), own)
        return isRun || (at === steps.length - 1 && endsWith(own, steps)) ? [placed] : []
      }),
    )
  }
}

const endsWith = (steps: readonly string[], end: readonly string[]): boolean =>
  end.length <= steps.length && end.every((step, index) => step === steps[steps.length - end.length + index])

/** Words that say nothing of what is tested. */
const empty = new Set(
  'a an and are as at be by case check does for from in is it its no not of on or shall should test tests that the to when with'.split(
    ' ',
  ),
)

/** Words in lower case, `camelCase` taken apart, without those that are in every name. */
const wordsOf = (text: string): Set<string> =>
  new Set(
    // bounded to 1,000 characters: nameLimit
    (text.slice(0, nameLimit).match(/\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|\p{Lo}+|\d+/gu) ?? [])
      .map((word) => word.toLowerCase())
      .filter((word) => !empty.has(word)),
  )

type Worded = { readonly testCase: Item; readonly words: ReadonlySet<string> }

/** A word of more cases than these tells none of them apart: a rarer one must lead to the case. */
const mostCases = 200

/** Finds cases by words: all words of the case are in the name of the result, or the other way round; at least two. */
export class WordIndex {
  readonly #byWord = new Map<string, Worded[]>()
  readonly #known = new Map<string, readonly Match[]>()

  constructor(cases: readonly { readonly testCase: Item; readonly text: string }[]) {
    for (const { testCase, text } of cases) {
      const worded = { testCase, words: wordsOf(text) }
      if (worded.words.size > 1) for (const word of worded.words) push(this.#byWord, word, worded)
    }
  }

  find(name: string): readonly Match[] {
    const known = this.#known.get(name) ?? this.#find(wordsOf(name))
    this.#known.set(name, known)
    return known
  }

  #find(words: ReadonlySet<string>): readonly Match[] {
    if (words.size < 2) return []
    const lists = [...words].map((word) => this.#byWord.get(word) ?? []).filter(({ length }) => length <= mostCases)
    return [...new Set(lists.flat())].flatMap(({ testCase, words: own }) => {
      const same = [...words].filter((word) => own.has(word))
      const isAll = same.length === own.size || same.length === words.size
      return isAll && same.length > 1 ? [{ testCase, reason: `both are about ${same.join(', ')}` }] : []
    })
  }
}

/** Half a surrogate pair: a character that was cut in two. In `u` mode a whole pair is one character and no surrogate. */
const halfCharacter = /\p{Surrogate}/u

/**
 * What keeps a text from being stored as it is; undefined when nothing does. PostgreSQL cannot hold a NUL, SQLite's
 * drivers cut a text there, and half a character comes back from either as another one.
 */
export function unstorable(text: string): 'a NUL' | 'half a character' | undefined {
  if (text.includes('\0')) return 'a NUL'
  return halfCharacter.test(text) ? 'half a character' : undefined
}

/** Where a value holds a text that cannot be stored: the way to it (names and positions), the text and what is in it. */
export type Unstorable = { readonly path: readonly string[]; readonly text: string; readonly what: string }

/**
 * The first such text in a value that JSON could hold, names of properties included. Goes down without calling itself:
 * a value nested a hundred thousand deep is no reason to overflow.
 */
export function findUnstorable(value: unknown): Unstorable | undefined {
  const open: { value: unknown; above?: Path }[] = [{ value }]
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, above } = next
    if (typeof value === 'string') {
      const what = unstorable(value)
      if (what) return { path: namesOf(above), text: value, what }
    } else if (typeof value === 'object' && value !== null) {
      const name = Object.keys(value).find(unstorable)
      if (name !== undefined) return { path: namesOf(above), text: name, what: unstorable(name) ?? '' }
      for (const [name, child] of Object.entries(value).reverse()) open.push({ value: child, above: { name, above } })
    }
  }
  return undefined
}

type Path = { readonly name: string; readonly above: Path | undefined }

function namesOf(path: Path | undefined): string[] {
  const names = []
  for (let at = path; at; at = at.above) names.push(at.name)
  return names.reverse()
}

/** The first `most` characters (UTF-16 units) of a text, one less where the last would be half a character. */
export function cut(text: string, most: number): string {
  const last = text.charCodeAt(most - 1)
  return text.slice(0, last >= 0xd800 && last <= 0xdbff && text.length > most ? most - 1 : most)
}

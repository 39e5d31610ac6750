import { itemsOf, linked } from '../../graph'
import { interactionKinds } from '../../kinds/interaction'
import type { Analysis, Item, ReportLine, Uid } from '../../model'
import type { Imported, ImportedItem } from '../types'

/** A name of the drawing that may be an item that is there: a person decides (`--match NAME=KEY`). */
export type Doubtful = { readonly name: string; readonly candidates: readonly { key: string; text: string }[] }

export type Matched = {
  readonly imported: Imported
  readonly doubtful: readonly Doubtful[]
  readonly report: readonly ReportLine[]
}

const words = (text: string): string[] =>
  text
    .toLowerCase()
    .replace(/\([^()]*\)/g, ' ')
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
const squeezed = (text: string): string => words(text).join('')

/**
 * Recognises the elements and interactions of a drawing among those of an analysis, by name. Elements: same key, same
 * name (`Returnbuffer` = "Return Buffer"). Interactions between the same two elements: same name, the last part of the
 * key (`Response` = TC-Response), whole leading words (`Pet` = "Pet watchdog"), then the only one of its sort left.
 * Sure matches are taken; doubtful ones are listed and left out.
 */
export function matchByName(analysis: Analysis, imported: Imported, match: Readonly<Record<string, string>>): Matched {
  const uids = new Map<string, Item>()
  const doubtful: Doubtful[] = []
  const report: ReportLine[] = []
  for (const incoming of imported.items) {
    if (incoming.kind === 'element') matchElement(analysis, incoming, match, uids, doubtful)
  }
  const guessed = new Set<string>()
  matchInteractions(analysis, imported, match, uids, guessed)
  for (const entry of doubtful) {
    const candidates = entry.candidates.map((candidate) => `${candidate.key} (${candidate.text})`).join(' or ')
    report.push({
      outcome: 'repaired',
      message: `Is "${entry.name}" ${candidates}? Taken as a new element; say --match "${entry.name}=${entry.candidates[0]?.key}" if it is the same.`,
    })
  }
  const items = imported.items.map((item) => {
    const here = uids.get(item.ref)
    if (!here) return item
    report.push(matchLine(item, here, guessed.has(item.ref)))
    if (isFrom(here, item)) return { ...item, is: here.uid } // an edit of the drawing is one of the item
    const { text: _text, state: _state, ...fields } = item.fields
    return { ...item, is: here.uid, fields }
  })
  return { imported: { ...imported, items }, doubtful, report }
}

/** What was recognised by its name is said; what was only the last of its sort between two elements is a finding. */
function matchLine(item: ImportedItem, { key, fields }: Item, isGuess: boolean): ReportLine {
  const { place } = item
  const name = textOf(item)
  if (!isGuess)
    return { outcome: 'created', count: 0, message: `${name} is ${key}, which is there already`, place, key }
  const message = `"${name}" is taken for ${key} (${String(fields.text ?? '')}), the only one left between the same two: say --match "${name}=KEY" if it is another.`
  return { outcome: 'repaired', message, place, key, rule: 'M-01e' }
}

function textOf(item: Item | ImportedItem): string {
  return String(item.fields.text ?? '')
}

/** It came from this very drawing before. */
const isFrom = (item: Item, incoming: ImportedItem): boolean => item.origin?.file === incoming.place.file

const hasKey = (item: Item, { key }: ImportedItem): boolean =>
  squeezed(item.key) === squeezed(key) || item.aliases.includes(key)

function matchElement(
  analysis: Analysis,
  incoming: ImportedItem,
  match: Readonly<Record<string, string>>,
  uids: Map<string, Item>,
  doubtful: Doubtful[],
): void {
  const name = textOf(incoming)
  const known = itemsOf(analysis, 'element')
  const wanted = match[name] ?? match[incoming.key]
  const taken = new Set([...uids.values()].map((item) => item.uid))
  const free = known.filter((item) => !taken.has(item.uid))
  const sure =
    wanted !== undefined
      ? free.filter((item) => item.key === wanted)
      : free.filter(
          (item) =>
            squeezed(textOf(item)) === squeezed(name) ||
            // Nodes are called a, b, c: beside a label of its own, the name of a node says nothing.
            (hasKey(item, incoming) && (name === incoming.key || isFrom(item, incoming))),
        )
  if (sure.length === 1 && sure[0]) {
    uids.set(incoming.ref, sure[0])
    return
  }
  const own = words(name)
  const initials = own.map((word) => word[0]).join('')
  const maybe = free.filter((item) => {
    const other = words(textOf(item))
    const leading = own.length > 0 && other.length > 0 && (startsWith(other, own) || startsWith(own, other))
    return (
      leading ||
      hasKey(item, incoming) ||
      (initials.length > 1 && initials === item.key.toLowerCase() && other.length <= 1)
    )
  })
  const candidates = [...sure, ...maybe].map((item) => ({ key: item.key, text: textOf(item) }))
  if (candidates.length > 0 && wanted === undefined) doubtful.push({ name, candidates })
}

const startsWith = (list: readonly string[], start: readonly string[]): boolean =>
  start.every((word, index) => list[index] === word)

type Ends = { source: Uid | undefined; target: Uid | undefined }

function matchInteractions(
  analysis: Analysis,
  imported: Imported,
  match: Readonly<Record<string, string>>,
  uids: Map<string, Item>,
  guessed: Set<string>,
): void {
  const ends = endsOf(imported, uids)
  for (const kind of interactionKinds) {
    const groups = new Map<string, ImportedItem[]>()
    for (const item of imported.items) {
      const { source, target } = ends.get(item.ref) ?? {}
      if (item.kind !== kind || !source || !target) continue
      groups.set(`${source} ${target}`, [...(groups.get(`${source} ${target}`) ?? []), item])
    }
    for (const [pair, incoming] of groups) {
      const [source = '', target = ''] = pair.split(' ')
      const known = itemsOf(analysis, kind).filter(
        (item) =>
          linked(analysis, item.uid, 'source')[0]?.uid === source &&
          linked(analysis, item.uid, 'target').some((end) => end.uid === target),
      )
      matchGroup(incoming, known, match, uids, guessed)
    }
  }
}

function endsOf(imported: Imported, uids: ReadonlyMap<string, Item>): Map<string, Ends> {
  const ends = new Map<string, Ends>()
  for (const link of imported.links) {
    if ((link.name !== 'source' && link.name !== 'target') || !('ref' in link.to)) continue
    const entry = ends.get(link.from) ?? { source: undefined, target: undefined }
    entry[link.name] = uids.get(link.to.ref)?.uid
    ends.set(link.from, entry)
  }
  return ends
}

type Test = (incoming: ImportedItem, known: Item) => boolean

const tests: readonly Test[] = [
  (incoming, known) => squeezed(textOf(known)) === squeezed(textOf(incoming)) || known.key === incoming.key,
  (incoming, known) => squeezed(known.key.split('-').at(-1) ?? '') === squeezed(textOf(incoming)),
  (incoming, known) => {
    const [own, other] = [words(textOf(incoming)), words(textOf(known))]
    return own.length > 0 && other.length > 0 && (startsWith(other, own) || startsWith(own, other))
  },
]

/** Between the same two ends: by ever weaker names, then by being the only one left. */
function matchGroup(
  incoming: readonly ImportedItem[],
  known: readonly Item[],
  match: Readonly<Record<string, string>>,
  uids: Map<string, Item>,
  guessed: Set<string>,
): void {
  let open = [...incoming]
  let free = [...known]
  const take = (item: ImportedItem, here: Item) => {
    uids.set(item.ref, here)
    open = open.filter((other) => other !== item)
    free = free.filter((other) => other !== here)
  }
  for (const item of incoming) {
    const wanted = free.find((here) => here.key === (match[textOf(item)] ?? match[item.key]))
    if (wanted) take(item, wanted)
  }
  for (const test of tests) {
    for (const item of [...open]) {
      const fitting = free.filter((here) => test(item, here))
      if (fitting.length === 1 && fitting[0]) take(item, fitting[0])
    }
  }
  const [last, only] = [open[0], free[0]]
  if (open.length !== 1 || free.length !== 1 || !last || !only) return
  take(last, only)
  guessed.add(last.ref)
}

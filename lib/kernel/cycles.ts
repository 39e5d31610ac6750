import { compareUtf8 } from './graph/order'

export type NamedArrow = { readonly from: string; readonly to: string }

/** Boxes that all reach each other, in byte order, and the arrows among them. */
export type Cycle = { readonly names: readonly string[]; readonly arrows: readonly NamedArrow[] }

/**
 * The strongly connected parts of a picture with more than one box, largest first: there, "who controls whom" has no one
 * answer, and feedback must be looked for. Tarjan's algorithm (1972) without recursion.
 */
export function cyclesOf(arrows: readonly NamedArrow[]): Cycle[] {
  const component = componentsOf(arrows)
  const members = new Map<number, string[]>()
  for (const [name, number] of component) {
    const known = members.get(number)
    if (known) known.push(name)
    else members.set(number, [name])
  }
  const among = new Map<number, NamedArrow[]>()
  for (const arrow of arrows) {
    const number = component.get(arrow.from) ?? 0
    if (number !== component.get(arrow.to)) continue
    const known = among.get(number)
    if (known) known.push(arrow)
    else among.set(number, [arrow])
  }
  return [...members]
    .filter(([, names]) => names.length > 1)
    .map(([number, names]) => ({
      names: names.sort(compareUtf8),
      arrows: among.get(number) ?? [],
    }))
    .sort((left, right) => right.names.length - left.names.length || compareUtf8(first(left), first(right)))
}

const first = ({ names }: Cycle): string => names[0] ?? ''

type Frame = { readonly name: string; readonly next: Iterator<string> }

/** Number of the component of each name. */
function componentsOf(arrows: readonly NamedArrow[]): Map<string, number> {
  const after = new Map<string, string[]>()
  for (const { from, to } of arrows) {
    const known = after.get(from)
    if (known) known.push(to)
    else after.set(from, [to])
    if (!after.has(to)) after.set(to, [])
  }
  const found = new Map<string, number>()
  const [index, low] = [new Map<string, number>(), new Map<string, number>()]
  const open: string[] = []
  const frames: Frame[] = []
  const enter = (name: string) => {
    index.set(name, index.size)
    low.set(name, index.size - 1)
    open.push(name)
    frames.push({ name, next: (after.get(name) ?? []).values() })
  }
  const lower = (name: string, to: number | undefined) => low.set(name, Math.min(low.get(name) ?? 0, to ?? 0))
  const leave = (name: string) => {
    frames.pop()
    const above = frames.at(-1)
    if (above) lower(above.name, low.get(name))
    if (low.get(name) !== index.get(name)) return
    for (let member = open.pop(); member !== undefined; member = open.pop()) {
      found.set(member, index.get(name) ?? 0)
      if (member === name) return
    }
  }
  for (const name of after.keys()) {
    if (index.has(name)) continue
    enter(name)
    for (let frame = frames.at(-1); frame; frame = frames.at(-1)) {
      const { done, value } = frame.next.next()
      if (done) leave(frame.name)
      else if (!index.has(value)) enter(value)
      else if (!found.has(value)) lower(frame.name, index.get(value))
    }
  }
  return found
}

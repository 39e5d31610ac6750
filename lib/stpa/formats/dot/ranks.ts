import type { DotGraph } from './graphOf'

/**
 * The level on which dot draws each node, from 0: an edge goes to a later one, unless it closes a cycle (then it points
 * back) or has `constraint=false`; `rank=same` keeps nodes together. As dot does: depth first in the order of the nodes,
 * edges back into the path are turned, then the longest path; a node that nothing leads to stands right above its next.
 */
export function ranksOf(graph: DotGraph): ReadonlyMap<string, number> {
  const group = groupsOf(graph)
  const next = new Map<string, Set<string>>([...group.values()].map((name) => [name, new Set()]))
  const pinned = pinnedOf(graph, group)
  for (const { from, to, attributes } of graph.edges) {
    const [above, below] = [group.get(from) ?? from, group.get(to) ?? to]
    if (above === below || attributes.get('constraint') === 'false') continue
    if (pinned.get(below) === 'first' || pinned.get(above) === 'last') next.get(below)?.add(above)
    else next.get(above)?.add(below)
  }
  const ranks = longestPaths(turned(next))
  const last = Math.max(0, ...ranks.values())
  const level = (name: string) => {
    const pin = pinned.get(name)
    return pin === 'first' ? -1 : pin === 'last' ? last + 1 : (ranks.get(name) ?? 0)
  }
  return new Map([...group].map(([node, name]) => [node, level(name)]))
}

/** Each node's group: the first member of all `rank=…` subgraphs that it shares with others, itself otherwise. */
function groupsOf({ nodes, ranks }: DotGraph): ReadonlyMap<string, string> {
  const group = new Map([...nodes.keys()].map((id) => [id, id]))
  for (const { members } of ranks) {
    const [first, ...others] = [...members].map((id) => group.get(id) ?? id)
    const joined = new Set(others)
    if (first === undefined) continue
    for (const [id, name] of group) if (joined.has(name)) group.set(id, first)
  }
  return group
}

function pinnedOf({ ranks }: DotGraph, group: ReadonlyMap<string, string>): Map<string, 'first' | 'last'> {
  const pins = { min: 'first', source: 'first', max: 'last', sink: 'last' } as const
  const pinned = new Map<string, 'first' | 'last'>()
  for (const { rank, members } of ranks) {
    const pin = Object.hasOwn(pins, rank) ? pins[rank as keyof typeof pins] : undefined // one of its own keys
    if (pin) for (const id of members) pinned.set(group.get(id) ?? id, pin)
  }
  return pinned
}

type Edges = ReadonlyMap<string, ReadonlySet<string>>

/** The same edges without cycles: one that leads back into the path of the search is turned. Iterative. */
function turned(next: Edges): Map<string, Set<string>> {
  const result = new Map<string, Set<string>>([...next.keys()].map((name) => [name, new Set()]))
  const state = new Map<string, 'open' | 'done'>()
  for (const start of next.keys()) {
    if (state.has(start)) continue
    const path = [{ name: start, targets: [...(next.get(start) ?? [])] }]
    state.set(start, 'open')
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const target = top.targets.shift()
      if (target === undefined) {
        state.set(top.name, 'done')
        path.pop()
      } else if (state.get(target) === 'open') result.get(target)?.add(top.name)
      else {
        result.get(top.name)?.add(target)
        if (state.has(target)) continue
        state.set(target, 'open')
        path.push({ name: target, targets: [...(next.get(target) ?? [])] })
      }
    }
  }
  return result
}

function longestPaths(next: Edges): Map<string, number> {
  const waiting = new Map([...next.keys()].map((name) => [name, 0]))
  for (const targets of next.values()) for (const name of targets) waiting.set(name, (waiting.get(name) ?? 0) + 1)
  const sources = [...next.keys()].filter((name) => waiting.get(name) === 0)
  const ranks = new Map(sources.map((name) => [name, 0]))
  const queue = [...sources]
  for (const name of queue) {
    for (const target of next.get(name) ?? []) {
      ranks.set(target, Math.max(ranks.get(target) ?? 0, (ranks.get(name) ?? 0) + 1))
      const left = (waiting.get(target) ?? 0) - 1
      waiting.set(target, left)
      if (left === 0) queue.push(target)
    }
  }
  for (const name of sources) {
    const below = [...(next.get(name) ?? [])].map((target) => ranks.get(target) ?? 0)
    if (below.length > 0) ranks.set(name, Math.min(...below) - 1)
  }
  return ranks
}

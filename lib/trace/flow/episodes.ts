import type { ResourceKind } from '../action'
import { phaseOfMany } from './fold'
import { addNext, around, type Item, stepItem } from './items'
import type { Step, Steps } from './steps'
import type { Tokens } from './tokens'

/**
 * What is opened, used and closed in one go is one box; what a device or a peer is told is not hidden in one: that is what
 * the analysis is about.
 */
const folded: ReadonlySet<ResourceKind> = new Set(['sysfs', 'procfs', 'file', 'directory'])

/** Steps of a process as items: open · used · closed with nothing else between is one, unless something failed in it. */
export function episodesOf(tokens: Tokens, steps: Steps): Item[] {
  const items: Item[] = []
  for (let at = 0; at < tokens.length; ) {
    const to = episodeEnd(tokens, steps, at) ?? questionEnd(tokens, steps, at)
    items.push(to === undefined ? itemAt(tokens, steps, at) : together(tokens, steps, at, to))
    at = to ?? at + 1
  }
  return items
}

const itemAt = (tokens: Tokens, steps: Steps, at: number): Item =>
  stepItem(steps.at(tokens.step(at)), 1, tokens.line(at), tokens.end(at), tokens.seconds(at))

/** Behind the close of what is opened at `at`; undefined where no episode begins. */
function episodeEnd(tokens: Tokens, steps: Steps, at: number): number | undefined {
  const handle = tokens.handle(at)
  const { verb, resource } = steps.at(tokens.step(at))
  if (handle === 0 || verb !== 'open' || !folded.has(resource.kind) || steps.isFull) return undefined
  for (let next = at; next < tokens.length; next++) {
    const step = steps.at(tokens.step(next))
    if (tokens.handle(next) !== handle || step.error !== '') return undefined
    if (step.verb === 'close') return next + 1
  }
  return undefined
}

/** `poll` that says POLLERR and the `getsockopt SO_ERROR` that asks what it was are one failure. */
function questionEnd(tokens: Tokens, steps: Steps, at: number): number | undefined {
  const handle = tokens.handle(at)
  if (handle === 0 || steps.at(tokens.step(at)).verb !== 'poll') return undefined
  for (let next = at; next < tokens.length && tokens.handle(next) === handle; next++) {
    const { verb, error } = steps.at(tokens.step(next))
    if (verb === 'getsockopt SO_ERROR') return error === '' ? undefined : next + 1
    if (verb !== 'poll') return undefined
  }
  return undefined
}

function together(tokens: Tokens, steps: Steps, from: number, to: number): Item {
  const children: Item[] = []
  for (let at = from; at < to; at++) {
    const item = itemAt(tokens, steps, at)
    const before = children.at(-1)
    if (before?.key === item.key) addNext(before, item)
    else children.push(item)
  }
  const last = steps.at(tokens.step(to - 1))
  if (last.verb !== 'close') return around('step', last, last.id, children)
  const step = episodeStep(children, steps)
  return around('episode', step, step.id, children)
}

/** `gpio4/value {write}`. */
function episodeStep(children: readonly Item[], steps: Steps): Step {
  const inside = children.map(({ step }) => step)
  const used = inside.slice(1, -1)
  const verbs = [...new Set(used.map(({ verb }) => verb))].join(', ')
  const { resource, phase } = inside[0] ?? steps.at(0)
  const value = { phase: used.length === 0 ? phase : phaseOfMany(used), verb: `{${verbs || 'open'}}`, resource }
  return steps.at(steps.id({ ...value, says: '', saysFirst: '', error: '' }))
}

import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { importSources } from '@/lib/stpa/formats/importSources'
import { itemsOf, linked } from '@/lib/stpa/graph'
import { matrixOf } from '@/lib/stpa/matrix'
import type { Analysis, Item } from '@/lib/stpa/model'
import { apply } from '@/lib/stpa/operations/apply'
import { namedEdit, namedEdits } from './index'

function example(name: string): Analysis {
  const path = `examples/${name}/${name}.stpa.yaml`
  return importSources(null, [{ name: path, text: readFileSync(path, 'utf8'), hash: '' }]).analysis
}

const [telltale, openaps] = [example('telltale'), example('openaps')]

function first(analysis: Analysis, kind: string): Item {
  const [item] = itemsOf(analysis, kind)
  if (!item) throw new Error(`no ${kind}`)
  return item
}

function done(analysis: Analysis, name: string, told: unknown): { after: Analysis; made: Item | undefined } {
  const { operations, uid } = namedEdit(name).edit(analysis, told)
  const after = apply(analysis, operations).analysis
  return { after, made: uid === undefined ? undefined : after.items.get(uid) }
}

const open = (analysis: Analysis) => {
  const found = matrixOf(analysis).flatMap(({ subject, cells }) =>
    cells.flatMap(({ state, word }) => (state === 'open' ? { action: subject.key, word } : [])),
  )[0]
  if (!found) throw new Error('no cell is open')
  return found
}

/** What each edit is asked, and what is seen then. A new edit without a case here fails below. */
const cases: Readonly<Record<string, () => unknown>> = {
  create: () => {
    const { made } = done(telltale, 'create', { kind: 'hazard', text: 'The lamp stays dark' })
    expect(made).toMatchObject({ kind: 'hazard', fields: { text: 'The lamp stays dark' } })
  },
  set: () => {
    const { uid, key } = first(telltale, 'hazard')
    const { after } = done(telltale, 'set', { item: key, field: 'text', value: 'Other words' })
    expect(after.items.get(uid)?.fields.text).toBe('Other words')
  },
  rename: () => {
    const { uid, key } = first(telltale, 'hazard')
    const { after } = done(telltale, 'rename', { item: key, key: 'H-99' })
    expect(after.items.get(uid)).toMatchObject({ key: 'H-99', aliases: [key] })
  },
  remove: () => {
    const { uid, key } = first(telltale, 'lossScenario')
    expect(done(telltale, 'remove', { items: ` ${key} ` }).after.items.has(uid)).toBe(false)
  },
  duplicate: () => {
    const item = first(telltale, 'hazard')
    const { after, made } = done(telltale, 'duplicate', { item: item.key })
    expect(made?.fields).toEqual(item.fields)
    expect(linked(after, made?.uid ?? '', 'leadsTo')).toEqual(linked(telltale, item.uid, 'leadsTo'))
  },
  split: () => expect(done(telltale, 'split', { item: first(telltale, 'hazard').key }).made?.kind).toBe('hazard'),
  merge: () => {
    const [into, from] = itemsOf(telltale, 'hazard')
    const { after } = done(telltale, 'merge', { into: into?.key, from: from?.key })
    expect(after.items.get(into?.uid ?? '')?.aliases).toContain(from?.key)
    expect(after.items.has(from?.uid ?? '')).toBe(false)
  },
  retype: () => {
    const { uid, key } = first(telltale, 'feedback')
    expect(done(telltale, 'retype', { item: key, kind: 'otherInteraction' }).after.items.get(uid)?.kind).toBe(
      'otherInteraction',
    )
  },
  'take-out': () => {
    const inner = itemsOf(telltale, 'element').find(({ parent }) => parent !== null)
    const { after } = done(telltale, 'take-out', { item: inner?.key })
    expect(after.items.get(inner?.uid ?? '')?.parent).toBeNull()
  },
  link: () => {
    const { made, after } = done(telltale, 'create', { kind: 'hazard', text: 'x' })
    const loss = first(telltale, 'loss')
    const linkedTo = done(after, 'link', { from: made?.key, name: 'leadsTo', to: loss.key }).after
    expect(linked(linkedTo, made?.uid ?? '', 'leadsTo')).toEqual([loss])
    const back = done(linkedTo, 'unlink', { from: made?.key, name: 'leadsTo', to: loss.key }).after
    expect(linked(back, made?.uid ?? '', 'leadsTo')).toEqual([])
  },
  unlink: () => cases.link?.(),
  'turn-round': () => {
    const { uid, key } = first(telltale, 'feedback')
    const ends = (analysis: Analysis) => [linked(analysis, uid, 'source'), linked(analysis, uid, 'target')]
    expect(ends(done(telltale, 'turn-round', { item: key }).after)).toEqual(ends(telltale).reverse())
    expect(() => done(telltale, 'turn-round', { item: first(telltale, 'loss').key })).toThrow(/no arrow/)
  },
  unsafe: () => {
    const told = { ...open(openaps), text: 'Pump given too late', hazards: [first(openaps, 'hazard').key] }
    const { after, made } = done(openaps, 'unsafe', told)
    expect(linked(after, made?.uid ?? '', 'leadsTo')).toEqual([first(openaps, 'hazard')])
    expect(linked(after, made?.uid ?? '', 'of')[0]?.key).toBe(told.action)
  },
  judge: () => {
    const cell = open(openaps)
    const { after } = done(openaps, 'judge', { ...cell, verdict: 'notHazardous', reason: 'nothing waits for it' })
    const row = matrixOf(after).find(({ subject }) => subject.key === cell.action)
    expect(row?.cells.find(({ word }) => word === cell.word)?.state).toBe('notHazardous')
    expect(() => done(openaps, 'judge', { ...cell, verdict: 'notHazardous', reason: ' ' })).toThrow(/reason/)
    expect(() => done(openaps, 'judge', { ...cell, word: 'never', verdict: 'notHazardous', reason: 'x' })).toThrow(
      /no guide word/,
    )
  },
  reject: () => {
    const { uid, key } = first(telltale, 'unsafeControlAction')
    const { after } = done(telltale, 'reject', { item: key, reason: 'cannot occur' })
    expect(after.items.get(uid)?.fields).toMatchObject({ state: 'rejected', stateReason: 'cannot occur' })
  },
  'add-duty': () => {
    const element = first(telltale, 'element')
    const { after, made } = done(telltale, 'add-duty', { kind: 'requirement', element: element.key, text: 'Be quick' })
    expect(linked(after, made?.uid ?? '', 'allocatedTo')).toEqual([element])
  },
  'confirm-binding': () => {
    const bound = done(openaps, 'create', { kind: 'binding', text: 'open of the radio', fields: { verbs: ['open'] } })
    const { after } = done(bound.after, 'confirm-binding', { item: bound.made?.key, reason: 'read' })
    expect(after.items.get(bound.made?.uid ?? '')?.fields).toMatchObject({ confirmed: true, reason: 'read' })
  },
  'declare-run': () => {
    const taken = done(openaps, 'create', { kind: 'evidence', text: 'run.strace' })
    const natureAfter = (told: object) => {
      const { after } = done(taken.after, 'declare-run', { evidence: taken.made?.key, ...told })
      return after.items.get(taken.made?.uid ?? '')?.fields
    }
    expect(natureAfter({ nature: 'faultInjection' })).toMatchObject({ nature: 'faultInjection' })
    expect(natureAfter({ nature: 'normal', reason: 'a stand-in' })).toMatchObject({ rationale: 'a stand-in' })
  },
}

describe('edits by name', () => {
  it.each(namedEdits.map(({ name }) => name))('%s does what it says', (name) => {
    expect(Object.keys(cases)).toContain(name)
    cases[name]?.()
  })

  it.each(namedEdits.map((edit) => [edit.name, edit] as const))(
    '%s says what it takes, and takes nothing else',
    (_, edit) => {
      const { key } = first(telltale, 'loss')
      expect(() => edit.edit(telltale, {})).toThrow(edit.takes[0])
      expect(() =>
        edit.edit(telltale, { ...Object.fromEntries(edit.takes.map((part) => [part, key])), colour: 'red' }),
      ).toThrow(/takes/)
      expect(() => edit.edit(telltale, null)).toThrow(/takes/)
    },
  )

  it('know items by key or uid, and say when a key is not one item', () => {
    const { uid } = first(telltale, 'hazard')
    expect(done(telltale, 'rename', { item: uid, key: 'H-98' }).after.items.get(uid)?.key).toBe('H-98')
    expect(() => done(telltale, 'rename', { item: 'H-404', key: 'x' })).toThrow(/no item with the key or uid H-404/)
    const doubled = done(telltale, 'rename', { item: uid, key: first(telltale, 'loss').key }).after
    expect(() => done(doubled, 'remove', { items: first(telltale, 'loss').key })).toThrow(/several items/)
    expect(() => namedEdit('fly')).toThrow(/There are: create/)
  })
})

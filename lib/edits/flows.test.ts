import { describe, expect, it } from 'vitest'
import { emptyAnalysis, type Item } from '@/lib/stpa/model'
import { apply } from '@/lib/stpa/operations/apply'
import { noFlowEdits } from '@/lib/trace/flow/edits'
import { asItWas, editsOf, hide, isEmpty, keepEdits, mergeNext, rename } from './flows'

const start = apply(emptyAnalysis('pump'), [
  { op: 'create', uid: 'run', kind: 'run', fields: { text: 'A run' } },
]).analysis
const runOf = (analysis: typeof start): Item => analysis.items.get('run') as Item // made above

describe('edits of flows in a run', () => {
  it('are kept for each process, and taken out when nothing is left of them', () => {
    const own = mergeNext(rename(noFlowEdits, 'a.1', 'Open the radio'), 'b.1')
    const one = apply(start, [keepEdits(runOf(start), 1, own)]).analysis
    const two = apply(one, [keepEdits(runOf(one), 7, hide(noFlowEdits, ['c.1']))]).analysis
    expect(editsOf(runOf(two), 1)).toEqual({ edits: own, isUnreadable: false })
    expect(editsOf(runOf(two), 7).edits.hidden).toEqual(['c.1'])
    expect(editsOf(runOf(two), 8).edits).toEqual(noFlowEdits)
    const none = [1, 7].reduce((at, id) => apply(at, [keepEdits(runOf(at), id, noFlowEdits)]).analysis, two)
    expect(runOf(none).fields).not.toHaveProperty('flowEdits')
  })

  it('say so when the field holds something else, and begin with none', () => {
    const set = { flowEdits: 'see the drawing' }
    const written = apply(start, [{ op: 'update', uid: 'run', set, was: {} }]).analysis
    expect(editsOf(runOf(written), 1)).toEqual({ edits: noFlowEdits, isUnreadable: true })
    expect(editsOf(undefined, 1).isUnreadable).toBe(false)
  })

  it('count once for a node, and can be taken back for it', () => {
    const twice = rename(rename(noFlowEdits, 'a.1', 'One'), 'a.1', 'Two')
    expect(twice.renamed).toEqual([{ node: 'a.1', text: 'Two' }])
    expect(isEmpty(rename(twice, 'a.1', ''))).toBe(true)
    expect(isEmpty(asItWas(hide(mergeNext(twice, 'a.1'), ['a.1', 'b.1']), ['a.1', 'b.1']))).toBe(true)
  })
})

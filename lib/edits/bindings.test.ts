import { describe, expect, it } from 'vitest'
import { apply } from '@/lib/stpa/operations/apply'
import { pumpAnalysis } from '@/lib/trace/testing/pump'
import { askedAlone, createdBinding, draftOf, emptyDraft, nameOf, savedDraft } from './bindings'

const analysis = pumpAnalysis()
const binding = (uid: string) => {
  const item = analysis.items.get(uid)
  if (!item) throw new Error(`no ${uid}`)
  return item
}

describe('a binding that is edited', () => {
  it('is saved as one operation, and nobody has confirmed what it matches now', () => {
    const draft = { ...draftOf(binding('b-talk')), errors: 'EIO\n\nEAGAIN ', outcome: 'error' }
    const saved = apply(analysis, savedDraft(binding('b-talk'), draft)).analysis.items.get('b-talk')
    expect(saved?.fields).toMatchObject({ verbs: ['SPI_IOC_MESSAGE'], outcome: 'error', errors: ['EIO', 'EAGAIN'] })
    expect(saved?.fields.confirmed).toBeUndefined()
    expect(saved?.fields.reason).toBe('Nothing else does that.')
  })

  it('stays confirmed where only its name or its place changes, and is not touched where nothing does', () => {
    expect(savedDraft(binding('b-talk'), draftOf(binding('b-talk')))).toEqual([])
    const [operation] = savedDraft(binding('b-talk'), { ...draftOf(binding('b-talk')), text: 'Talk', position: '2' })
    expect(operation).toMatchObject({ set: { text: 'Talk', position: 2 }, was: { text: 'b-talk', position: null } })
  })

  it('is asked of a trace alone, before it is saved', () => {
    const draft = { ...draftOf(binding('b-lock')), verbs: 'flock\nfcntl' }
    const { asked, problem } = askedAlone(analysis, savedDraft(binding('b-lock'), draft), 'b-lock')
    expect(problem).toBe('')
    expect(asked?.items.map(({ uid, bindings }) => [uid, bindings.map(({ matcher }) => matcher.verbs)])).toEqual([
      ['open', [['flock', 'fcntl']]],
    ])
  })

  it('says why it cannot be asked: it asks for everything, or its expression is none', () => {
    const alone = (draft: Partial<typeof emptyDraft>) =>
      askedAlone(analysis, createdBinding('n', 'open', { ...emptyDraft, text: 'new', ...draft }), 'n')
    expect(alone({}).problem).toContain('every call would be it')
    expect(alone({ resource: 're:(' }).problem).toContain('is no regular expression')
    expect(alone({ verbs: 'open', errors: '!' }).problem).not.toBe('')
    expect(alone({ verbs: 'open' }).asked?.items).toHaveLength(1)
  })

  it('has a name of its own making until a person gives it one', () => {
    expect(nameOf({ ...emptyDraft, verbs: 'flock', resource: '/dev/x', outcome: 'error', errors: 'EAGAIN' })).toBe(
      'flock of /dev/x with EAGAIN',
    )
    expect(nameOf(emptyDraft)).toBe('anything')
  })
})

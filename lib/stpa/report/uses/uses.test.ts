import { describe, expect, it } from 'vitest'
import { itemsOf } from '../../graph'
import { renderDocument } from '../index'
import { sentenceOf } from '../sentence'
import { analysisOf } from '../testing/analysisOf'
import { answersCsv } from './answers'

/** The sentence of one assumption of use with these fields, addressed to "Cluster integrator". */
function sentence(fields: string, addressee = 'Cluster integrator'): string {
  const analysis = analysisOf(
    `stakeholder:\n- {key: STK-1, text: ${addressee}}\nassumptionOfUse:\n- {key: AOU-1, addressedTo: [STK-1], ${fields}}\n`,
  )
  const [item] = itemsOf(analysis, 'assumptionOfUse')
  return item ? sentenceOf(analysis, item) : ''
}

describe('the sentence of an assumption of use', () => {
  it('is composed of addressee, act, limit and condition', () => {
    const fields =
      'act: configure the watchdog with a timeout of at most, limit: {value: 150, unit: ms}, condition: the first telltale is shown'
    expect(sentence(fields)).toBe(
      'The cluster integrator shall configure the watchdog with a timeout of at most 150 ms when the first telltale is shown.',
    )
  })

  it('does not say a limit twice, and sets one apart that the act does not lead up to', () => {
    expect(sentence('act: pet within 3 ms, limit: {value: 3, unit: ms}')).toBe(
      'The cluster integrator shall pet within 3 ms.',
    )
    expect(sentence('act: start the watchdog, limit: {value: 3, unit: ms}')).toBe(
      'The cluster integrator shall start the watchdog (limit: 3 ms).',
    )
  })

  it('keeps a condition that has its own first word, and an addressee in capitals', () => {
    expect(sentence('act: lock it., condition: before the start.', 'OEM')).toBe(
      'The OEM shall lock it before the start.',
    )
  })

  it('is the text as it stands when there is no act', () => {
    expect(sentence('text: Somebody shall do it')).toBe('Somebody shall do it.')
  })
})

const several = `
stakeholder:
- {key: STK-1, text: Integrator}
- {key: STK-2, text: User}
lossScenario:
- {key: LS-1, text: The task is starved}
assumptionOfUse:
- {key: AOU-1, text: Second, act: do the second, addressedTo: [STK-2]}
- {key: AOU-2, text: First, act: do the first, consequence: It goes dark, derivedFrom: [LS-1], addressedTo: [STK-1]}
- {key: AOU-3, text: Of nobody}
- {key: AOU-4, text: Old, state: withdrawn, stateReason: Not needed any more, addressedTo: [STK-1]}
- {key: AOU-5, text: New, addressedTo: [STK-1], replaces: [AOU-2]}
`

describe('the document of assumptions of use', () => {
  it('is ordered by who must act, and says why, what else, and what is no longer asked', async () => {
    const { text } = await renderDocument(analysisOf(several), { document: 'aou', format: 'md' })
    const order = [
      '### Integrator',
      '### User',
      '### Addressed to nobody yet',
      '## 3 Answer sheet',
      'Not needed any more',
    ]
    const places = order.map((part) => text.indexOf(part))
    expect(places.every((place) => place > 0)).toBe(true)
    expect([...places].sort((left, right) => left - right)).toEqual(places)
    expect(text).toContain('- **Why:** [LS-1](#LS-1): The task is starved')
    expect(text).toContain('- **If it is not met:** It goes dark')
    expect(text).toContain('*not derived from anything yet*')
    expect(text).toMatch(/AOU-2\]\(#AOU-2\) \| The integrator shall do the first\. \| Replaced/)
  })
})

describe('the answer sheet', () => {
  it('has one row per assumption that is asked, in the order of the document, answered open', () => {
    const rows = answersCsv(analysisOf(several)).split('\r\n')
    expect(rows[0]).toMatch(/^key,revision,text,answer,reason,evidence,/)
    expect(rows.slice(1, -1).map((row) => row.split(',')[0])).toEqual(['AOU-2', 'AOU-5', 'AOU-1', 'AOU-3'])
    expect(rows[1]).toContain(',The integrator shall do the first.,open,,,Integrator,')
  })

  it('gives an entry another revision when its content changes, and the same one otherwise', () => {
    const revision = (yaml: string) => answersCsv(analysisOf(yaml)).split('\r\n')[1]?.split(',')[1]
    expect(revision(several)).toBe(revision(several.replace('Of nobody', 'Of somebody')))
    expect(revision(several)).not.toBe(revision(several.replace('It goes dark', 'It stays lit')))
  })

  it('is versioned JSON for tools, with the revision and the hash of the analysis', async () => {
    const { text } = await renderDocument(analysisOf(several), { document: 'answers', format: 'json' })
    const sheet: unknown = JSON.parse(text)
    expect(sheet).toMatchObject({
      format: 'stpa-answer-sheet',
      version: 1,
      analysis: {
        id: 'sample',
        revision: 7,
        revisedAt: '2026-11-23T18:20:00.000Z',
        hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
      answers: ['fulfilled', 'not applicable', 'not fulfilled', 'open'],
    })
  })
})

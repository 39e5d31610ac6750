import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { evidenceStatuses } from '../model'
import { resultsMarkdown } from './markdown'
import { type ResultForm, resultTable, rowOf } from './table'
import { Verdict, worstFirst } from './verdict'
import { plainWord, type ResultRow } from './words'

const forms = Object.keys(resultTable) as ResultForm[] // the keys of that table

describe('the table of results', () => {
  it('is printed into docs/evidence-results.md', async () => {
    await expect(resultsMarkdown()).toMatchFileSnapshot('../../../docs/evidence-results.md')
  })

  it('is named in docs/cli.md, so that a reader of the JSON finds it', () => {
    expect(readFileSync('docs/cli.md', 'utf8')).toContain('evidence-results.md')
  })

  it('has each word of a format once, and orders every status', () => {
    for (const form of forms) {
      const rows: readonly ResultRow[] = resultTable[form].rows
      const words = rows.flatMap((row) => row[1].map(plainWord))
      expect([form, words.length]).toEqual([form, new Set(words).size])
    }
    expect(worstFirst.toSorted()).toEqual(evidenceStatuses.toSorted())
  })

  it('never takes a word that a format does not define for a pass, and keeps its name', () => {
    const word = fc.oneof(fc.string({ maxLength: 20 }), fc.constantFrom('PASS ', 'passed?', 'okay', 'OK'))
    fc.assert(
      fc.property(fc.constantFrom(...forms), word, (form, said) => {
        const { status, undefinedWord } = Verdict.of(form, said)
        const isDefined = rowOf(form, said) !== undefined
        const kept = isDefined ? [status, ''] : ['unknown', said.trim() || '(empty)']
        expect([status, undefinedWord]).toEqual(kept)
      }),
      { numRuns: 10_000, seed: 11 },
    )
  })

  it('lets the worst of several words count, a pass only where all pass', () => {
    const said = fc.constantFrom(...resultTable.junitAttribute.rows.flatMap((row) => [...row[1]]), 'quarantined')
    fc.assert(
      fc.property(fc.array(said, { minLength: 1, maxLength: 4 }), (words) => {
        const [first, ...others] = words.map((each) => Verdict.of('junitAttribute', each))
        if (!first) return
        const worst = Verdict.worst(first, ...others)
        const places = [first, ...others].map(({ status }) => worstFirst.indexOf(status))
        expect(worstFirst.indexOf(worst.status)).toBe(Math.min(...places))
        expect(worst.isPass).toBe([first, ...others].every(({ isPass }) => isPass))
      }),
      { numRuns: 2_000, seed: 11 },
    )
  })
})

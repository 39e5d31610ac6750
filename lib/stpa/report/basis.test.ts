import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { type BasisEntry, basisOf, basisText } from './basis'
import { renderDocument } from './index'
import { analysisOf } from './testing/analysisOf'

const analysis = analysisOf('')
const program: BasisEntry = { what: 'program', name: 'STPA Workbench 1', digest: 'ab', note: 'tab\there' }
const change = { revision: 1, revisedAt: '2026-11-29T00:00:00.000Z', author: 'Ann', action: 'edit', reason: '' }

describe('the basis of a document', () => {
  it('is hashed as its lines are, so that anyone can check it', async () => {
    const { entries, hash } = await basisOf(analysis, { basis: [program] })
    expect(basisText(entries)).toMatch(/^program\tSTPA Workbench 1\tab\ttab here\nrules\tChecks\t[0-9a-f]{64}\t\n$/)
    expect(hash).toBe(createHash('sha256').update(basisText(entries)).digest('hex'))
  })

  it('is another one for whatever else is handed in', async () => {
    const inputs = [
      {},
      { basis: [program] },
      { changes: [change] },
      { changes: [{ ...change, author: 'Bob' }] },
      { systemView: '<svg/>' },
    ]
    const hashes = await Promise.all(inputs.map(async (input) => (await basisOf(analysis, input)).hash))
    expect(new Set(hashes).size).toBe(inputs.length)
  })

  it('stands on the first page of every document, beside the hash of the content', async () => {
    for (const document of ['report', 'aou'] as const) {
      const { text } = await renderDocument(analysis, { document, format: 'html', basis: [program] })
      const { hash } = await basisOf(analysis, { basis: [program] })
      expect(text.slice(0, text.indexOf('id="contents"'))).toContain(hash)
    }
    const sheet = await renderDocument(analysis, { document: 'answers', format: 'json', basis: [program] })
    expect(JSON.parse(sheet.text).analysis).toMatchObject({ basis: expect.stringMatching(/^[0-9a-f]{64}$/) })
  })
})

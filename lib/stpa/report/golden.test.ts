import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { importSources } from '../formats/importSources'
import { documents, renderDocument } from './index'

const folder = new URL('./golden/', import.meta.url)

/**
 * The chapters of both documents of both examples, word for word, as somebody read them. What changes them on purpose
 * writes them anew, to be read in the diff: npx vitest run --project unit lib/stpa/report/golden.test.ts -u
 */
async function chaptersOf(example: string, document: 'report' | 'aou'): Promise<ReadonlyMap<string, string>> {
  const path = `examples/${example}/${example}.stpa.yaml`
  const source = { name: path, text: readFileSync(path, 'utf8'), hash: 'x' }
  const { analysis } = importSources(null, [source], { id: example })
  const dated = { ...analysis, revision: 3, revisedAt: '2026-11-23T18:20:00.000Z' }
  const { text } = await renderDocument(dated, { document, format: 'md' })
  const [, ...chapters] = text.split(/^(?=## )/m)
  return new Map(chapters.map((chapter) => [nameOf(chapter), withoutDigests(chapter)]))
}

const nameOf = (chapter: string): string =>
  /^## (.*)/
    .exec(chapter)?.[1]
    ?.replace(/<[^>]*>|[^A-Za-z ]/g, '')
    .trim()
    .toLowerCase()
    .replace(/ +/g, '-') ?? ''

/** Of rules and tables: another one with each change of the program. */
const withoutDigests = (chapter: string): string => chapter.replace(/\b[0-9a-f]{64}\b/g, 'SHA-256')

describe.each(['telltale', 'openaps'])('the documents of %s', (example) => {
  it.each(['report', 'aou'] as const)('%s: say what they said when they were read', async (document) => {
    const chapters = await chaptersOf(example, document)
    expect(chapters.size).toBeGreaterThanOrEqual(Math.min(5, documents[document].chapters.length))
    for (const [name, chapter] of chapters) {
      await expect(chapter).toMatchFileSnapshot(`./golden/${example}/${document}/${name}.md`)
    }
    const kept = readdirSync(new URL(`${example}/${document}/`, folder)).sort()
    expect(kept).toEqual([...chapters.keys()].map((name) => `${name}.md`).sort())
  })
})

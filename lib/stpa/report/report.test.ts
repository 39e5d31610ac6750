import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { newElk } from '@/lib/node/elk'
import { StpaError } from '../errors'
import { importSources } from '../formats/importSources'
import { kinds } from '../kinds'
import { type Analysis, emptyAnalysis, fromSnapshot, type Item, type Link, toSnapshot } from '../model'
import { unclaimedSections } from './building'
import { reportChapters } from './chapters'
import { documents, renderDocument } from './index'
import { analysisOf } from './testing/analysisOf'

const telltale = fileURLToPath(new URL('../../../examples/telltale/telltale.stpa.yaml', import.meta.url))

function example(): Analysis {
  const text = readFileSync(telltale, 'utf8')
  const { analysis } = importSources(null, [{ name: 'telltale.stpa.yaml', text, hash: 'x' }], {
    id: 'telltale',
  })
  return { ...analysis, revision: 3, revisedAt: '2026-11-23T18:20:00.000Z' }
}

const idsOf = (html: string): string[] => [...html.matchAll(/ id="([^"]*)"/g)].map((match) => match[1] ?? '')
const targetsOf = (html: string): string[] => [...html.matchAll(/ href="#([^"]*)"/g)].map((match) => match[1] ?? '')

describe.skipIf(!existsSync(telltale))('the documents of the Telltale example', () => {
  it('are the same bytes for the same revision, whatever the order in which its items were stored', async () => {
    const analysis = example()
    const snapshot = toSnapshot(analysis)
    const turned = fromSnapshot({
      ...snapshot,
      items: [...snapshot.items].reverse(),
      links: [...snapshot.links].reverse(),
    })
    for (const [document, { formats }] of Object.entries(documents)) {
      for (const format of formats) {
        // The keys of `documents` are its names.
        const request = { document: document as keyof typeof documents, format }
        const [first, second] = [
          await renderDocument(analysis, request, await newElk()),
          await renderDocument(turned, request, await newElk()),
        ]
        expect(second.text, `${document} ${format}`).toBe(first.text)
      }
    }
  })

  it('have no dead and no double anchor, and a link for every item of the analysis', async () => {
    const analysis = example()
    for (const document of ['report', 'aou'] as const) {
      const { text } = await renderDocument(analysis, { document, format: 'html' }, await newElk())
      const ids = idsOf(text)
      expect(new Set(ids).size).toBe(ids.length)
      expect(targetsOf(text).filter((target) => !ids.includes(target))).toEqual([])
    }
    const { text } = await renderDocument(analysis, { document: 'report', format: 'html' })
    const ids = new Set(idsOf(text))
    const missing = [...analysis.items.values()].filter((item) => item.kind !== 'analysis' && !ids.has(item.key))
    expect(missing.map((item) => item.key)).toEqual([])
  })

  it('have every Markdown link lead to an anchor', async () => {
    for (const document of ['report', 'aou'] as const) {
      const { text } = await renderDocument(example(), { document, format: 'md' })
      const anchors = new Set([...text.matchAll(/<a id="([^"]*)"><\/a>/g)].map((match) => match[1]))
      const targets = [...text.matchAll(/\]\(#([^)]*)\)/g)].map((match) => match[1])
      expect(targets.length).toBeGreaterThan(50)
      expect(targets.filter((target) => !anchors.has(target))).toEqual([])
    }
  })

  it('name the five outputs that OSEP expects on the first page, each with the chapter that holds it', async () => {
    const { text } = await renderDocument(example(), { document: 'report', format: 'html' })
    const cover = text.slice(0, text.indexOf('id="contents"'))
    const chapters = [...cover.matchAll(/href="#chapter\.([^"]*)"/g)].map((match) => match[1])
    expect(chapters).toEqual([
      'context',
      'scope',
      'purpose',
      'responsibilities',
      'assumptionsOfUse',
      'scenarios',
      'verification',
      'scenarios.features',
    ])
  })

  it('give Linux its place before all other elements', async () => {
    const { text } = await renderDocument(example(), { document: 'report', format: 'json' })
    // renderJson wrote it.
    const { chapters } = JSON.parse(text) as { chapters: { name: string; sections: { tag?: string }[] }[] }
    const tags = chapters
      .find((chapter) => chapter.name === 'responsibilities')
      ?.sections.map((section) => section.tag ?? '')
    expect(tags?.[0]).toBe('Linux')
    expect(tags?.lastIndexOf('Linux')).toBeLessThan(tags?.indexOf('') ?? 0)
  })

  it('hold no script and fetch nothing', async () => {
    const { text } = await renderDocument(example(), { document: 'report', format: 'html' }, await newElk())
    expect(text).not.toMatch(/<script|<link|<img|<iframe|javascript:| on[a-z]+=|@import|url\((?!#)/i)
    expect(text).toContain('<svg ')
  })

  it('print the chapters that were chosen, and name the items of the others in an annex', async () => {
    const { text } = await renderDocument(example(), {
      document: 'report',
      format: 'html',
      chapters: ['purpose', 'glossary'],
    })
    expect(text).toContain('id="chapter.purpose"')
    expect(text).not.toContain('id="chapter.actions"')
    expect(text).toContain('id="chapter.referred"')
    const ids = idsOf(text)
    expect(targetsOf(text).filter((target) => !ids.includes(target))).toEqual([])
  })
})

describe('a document', () => {
  it('refuses a format that it does not have and a chapter that it does not know', async () => {
    const analysis = emptyAnalysis('x')
    await expect(renderDocument(analysis, { document: 'report', format: 'csv' })).rejects.toThrow(StpaError)
    await expect(renderDocument(analysis, { document: 'report', format: 'md', chapters: ['nothing'] })).rejects.toThrow(
      'no chapter "nothing"',
    )
  })

  it('is written for an empty analysis, without the chapters that would be empty', async () => {
    for (const document of ['report', 'aou'] as const) {
      for (const format of ['html', 'md', 'json'] as const) {
        const { text } = await renderDocument(emptyAnalysis('nothing'), { document, format }, await newElk())
        expect(text).toContain('Analysis without a title')
        expect(text).not.toContain('chapter.scenarios')
      }
    }
    const sheet = await renderDocument(emptyAnalysis('nothing'), { document: 'answers', format: 'csv' })
    expect(sheet.text.split('\r\n')).toHaveLength(2)
  })

  it('has a chapter for every kind of the registry, and shows a kind that no chapter claims with its step', () => {
    const claimed = new Set(reportChapters.flatMap((chapter) => chapter.kinds))
    const steps = new Set(reportChapters.map((chapter) => chapter.step))
    expect(kinds.filter((kind) => !claimed.has(kind.name) && !steps.has(kind.step))).toEqual([])
    const analysis = analysisOf('loss:\n- {key: L-1, text: Loss of life, category: safety}\n')
    const [section] = unclaimedSections(analysis, 'purpose', new Set(['hazard']))
    expect(section?.title).toBe('Losses')
    expect(JSON.stringify(section)).toContain('Loss of life')
  })

  it('makes links of exact keys in running text, but not of parts of words or of ordinary words', async () => {
    const analysis = analysisOf(`
loss:
- {key: L-1, text: A life}
hazard:
- {key: H-1, text: 'Follows from L-1. Not L-10, XL-1 or L-1b.', leadsTo: [L-1]}
element:
- {key: Driver, text: The Driver}
- {key: DRV, text: Asks the Driver and DRV}
`)
    const { text } = await renderDocument(analysis, { document: 'report', format: 'html' })
    expect(text).toContain('Follows from <a class="ref" href="#L-1" title="A life">L-1</a>. Not L-10, XL-1 or L-1b.')
    expect(text).toContain('Asks the Driver and <a class="ref" href="#DRV"')
  })

  it('keeps two items apart whose keys look alike as anchors', async () => {
    const analysis = analysisOf(`
hazard:
- {key: 'H 1', text: First}
- {key: 'H/1', text: Second}
controllerConstraint:
- {key: UCA-1, text: Keeps the key of its unsafe control action}
unsafeControlAction:
- {key: UCA-1, text: Unsafe}
`)
    const { text } = await renderDocument(analysis, { document: 'report', format: 'html' })
    const ids = idsOf(text)
    expect(new Set(ids).size).toBe(ids.length)
    for (const id of ['H-1', 'hazard.H-1', 'UCA-1', 'controllerConstraint.UCA-1']) expect(ids).toContain(id)
  })

  it('tells everything that an item holds, in a column or under its row', async () => {
    const analysis = analysisOf(`
loss:
- key: L-1
  text: A life
  rationale: Because of reasons
  owner: Ada
  sources: [{document: Law, version: '3', place: p. 4, url: 'https://example.org/law'}]
hazard:
- {key: H-1, text: Dark, leadsTo: [{to: L-1, rationale: at night}]}
`)
    const { text } = await renderDocument(analysis, { document: 'report', format: 'html' })
    for (const part of ['Because of reasons', 'Ada', 'Law, 3, p. 4', 'href="https://example.org/law"', '(at night)'])
      expect(text).toContain(part)
  })

  it('names each imported file with its hash and the number of its items', async () => {
    const analysis = analysisOf('loss:\n- {key: L-1, text: A life, origin: {file: old.yml, hash: abc123, line: 3}}\n')
    const { text } = await renderDocument(analysis, { document: 'report', format: 'md' })
    expect(text).toContain('`old.yml` | `abc123` | 1')
  })
})

const words =
  'The checker pets the watchdog while a requested telltale is not visible and the frame is older than 50 ms'

/** Ten thousand items, linked as an analysis is. */
function large(count: number): Analysis {
  const items: Item[] = []
  const links: Link[] = []
  const add = (kind: string, key: string, order: number, fields: Record<string, unknown> = {}) => {
    const item = {
      uid: key,
      kind,
      key,
      aliases: [],
      parent: null,
      order,
      fields: { text: `${words} ${key}`, ...fields },
      origin: null,
    }
    items.push(item)
  }
  const link = (from: string, name: string, to: string) =>
    links.push({ from, name, to, order: 0, rationale: '', confirmed: null })
  add('analysis', 'AN-1', 0, { text: 'Large' })
  for (let index = 0; index < 20; index++) add('hazard', `H-${index}`, index)
  for (let index = 0; index < 20; index++) add('element', `E-${index}`, index)
  const actions = Math.round(count / 40)
  for (let index = 0; index < actions; index++) {
    add('controlAction', `CA-${index}`, index)
    link(`CA-${index}`, 'source', `E-${index % 20}`)
    link(`CA-${index}`, 'target', `E-${(index + 1) % 20}`)
  }
  for (let index = 0; index < Math.round(count * 0.4); index++) {
    add('unsafeControlAction', `UCA-${index}`, index, { guideWord: 'providing' })
    link(`UCA-${index}`, 'of', `CA-${index % actions}`)
    link(`UCA-${index}`, 'leadsTo', `H-${index % 20}`)
    add('lossScenario', `LS-${index}`, index, { class: 'a', description: `*Because* of UCA-${index}.` })
    link(`LS-${index}`, 'causes', `UCA-${index}`)
  }
  for (let index = 0; index < Math.round(count * 0.15); index++) {
    add('requirement', `REQ-${index}`, index)
    link(`REQ-${index}`, 'derivedFrom', `LS-${index}`)
    link(`REQ-${index}`, 'allocatedTo', `E-${index % 20}`)
  }
  return fromSnapshot({ id: 'large', revision: 1, revisedAt: '', items, links, positions: [], counters: {} })
}

describe('a report on ten thousand items', () => {
  it('is written, with each of them in it', { timeout: 120_000 }, async () => {
    const analysis = large(10_000)
    expect(analysis.items.size).toBeGreaterThan(9_500)
    const { text } = await renderDocument(analysis, { document: 'report', format: 'html' }, await newElk())
    expect(text.length).toBeGreaterThan(1_000_000)
  })
})

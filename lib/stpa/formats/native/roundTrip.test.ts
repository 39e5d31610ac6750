import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { plainKey } from '../../../text/visible'
import { stableJson } from '../../fingerprint'
import { itemsOf } from '../../graph'
import { type Analysis, emptyAnalysis } from '../../model'
import { apply } from '../../operations/apply'
import type { Operation } from '../../operations/types'
import { decodeText } from '../decode'
import { exportAnalysis, importSources } from '../importSources'
import { parseYaml } from '../yamlNodes'

/** What YAML, or a reader of files, may take for something else than a text: parted by blanks; `_` is one itself. */
const special = [
  ...String.raw`--- ... % %YAML # _# :_ : -_ - ?_ | > >- &a *a !!str ! @ [ ] { } , " ' \ \n _ __ << = ~ true no null`.split(
    ' ',
  ),
  ...'1 0x1F 1e3 .inf 2026-11-23 12:30 __proto__ key stpa:_1'.split(' '),
  ...[
    '\t',
    '\n',
    '\n\n',
    '\r',
    '\r\n',
    '\n ',
    ' \n',
    '\n\t',
    '\u0085',
    '\u2028',
    '\u2029',
    '\ufeff',
    '\u00a0',
    '\f',
    '\v',
  ],
  ...['\u0007', '\u001b[31m', '\u007f', '\u009f', '\ufffe', '\u{1f600}', 'é', 'x'.repeat(900), ' '.repeat(200)],
  ...['[['.repeat(40), '{'.repeat(70), '- '.repeat(70), 'a: '.repeat(70), '*'.repeat(90)],
].map((sign) => (sign === '__proto__' ? sign : sign.replaceAll('_', ' ')))

const piece = fc.oneof(
  fc.constantFrom(...special),
  fc.string({ unit: 'binary', maxLength: 5 }),
  fc.string({ maxLength: 8 }),
)
/** NUL is refused at every door. */
const text = (most: number) =>
  fc.array(piece, { maxLength: 4 }).map((pieces) => [...pieces.join('').replaceAll('\0', '')].slice(0, most).join(''))
const line = (most: number) => text(most).map((value) => value.replace(/[\n\r\t]/g, ''))
const key = line(40).map((value) => plainKey(value) || 'K')

type Texts = {
  short: string
  long: string
  name: string
  setting: string
  cited: string
  keys: string[]
  list: string[]
}
const texts: fc.Arbitrary<Texts> = fc.record({
  ...{ short: text(300), long: text(800), name: line(40), setting: text(60), cited: text(60) },
  ...{ keys: fc.uniqueArray(key, { minLength: 2, maxLength: 2 }), list: fc.array(text(60), { maxLength: 3 }) },
})

/** So many cases stand in one analysis: a file is written and read for all of them. */
const together = 50

/** Every field type, key, alias, link note and position with these texts; what is rarer in every fifth case. */
function operationsOf({ short, long, name, setting, cited, keys, list }: Texts, at: number): Operation[] {
  const own = (key: string) => plainKey(at % 2 === 0 ? `${at || ''}${key}` : `${key}${at}`)
  const [one = '', two = ''] = keys.map(own)
  const fields = { text: short, description: long, sources: [{ document: cited, place: short.slice(0, 40) }] }
  const loss: Operation = { op: 'create', uid: `l${at}`, kind: 'loss', key: one, fields, aliases: [name] }
  if (at % 5 > 0) return [loss]
  return [
    loss,
    { op: 'create', uid: `h${at}`, kind: 'hazard', key: one, fields: { text: long.slice(0, 100) } },
    { op: 'create', uid: `k${at}`, kind: 'hazard', key: two, parent: `h${at}`, fields: { text: setting } },
    { op: 'create', uid: `s${at}`, kind: 'structure', key: one, fields: {} },
    { op: 'create', uid: `e${at}`, kind: 'element', key: two, fields: { text: cited } },
    { op: 'create', uid: `b${at}`, kind: 'kernelBinding', key: two, fields: { symbols: list } },
    { op: 'link', from: `h${at}`, name: 'leadsTo', to: `l${at}`, rationale: short },
    { op: 'link', from: `s${at}`, name: 'shows', to: `e${at}` },
    { op: 'link', from: `b${at}`, name: 'binds', to: `e${at}` },
    { op: 'place', structure: `s${at}`, item: `e${at}`, at: { x: 1, y: 2 } },
  ]
}

function analysisOf(all: readonly Texts[]): Analysis {
  const settings = Object.fromEntries(all.map(({ name, setting }) => [name, setting]))
  const fields = { text: all[0]?.short, keyTemplates: settings }
  return apply(emptyAnalysis('round'), [
    { op: 'create', uid: 'a', kind: 'analysis', key: 'A', fields },
    ...all.flatMap(operationsOf),
  ]).analysis
}

/** An analysis without its revision and the numbers of orders, which no file has. */
function contentOf({ items, links, positions }: Analysis) {
  const ordered = <T>(entries: ReadonlyMap<string, T>) => [...entries].sort(([a], [b]) => (a < b ? -1 : 1))
  return [
    ordered(items).map(([uid, { order: _, ...item }]) => [uid, item]),
    ordered(links).map(([id, { order: _, ...link }]) => [id, link]),
    ordered(positions),
  ]
}

const nativeOf = (analysis: Analysis) => exportAnalysis(analysis, 'native').text

/** The file as bytes, decoded as a file is, and read. */
function readBack(written: string) {
  const { text: decoded, repairs } = decodeText('a.stpa.yaml', new TextEncoder().encode(written))
  const { analysis, report } = importSources(null, [{ name: 'a.stpa.yaml', text: decoded, hash: '' }])
  return { analysis, trouble: [...repairs, ...report.repaired, ...report.skipped, ...report.lost] }
}

describe('the native format', () => {
  it('gives back every text that the door takes, and writes the same bytes again', () => {
    fc.assert(
      fc.property(fc.array(texts, { minLength: together, maxLength: together }), (generated) => {
        const analysis = analysisOf(generated)
        const written = nativeOf(analysis)
        const read = readBack(written)
        expect(read.trouble).toEqual([])
        expect(stableJson(contentOf(read.analysis))).toBe(stableJson(contentOf(analysis)))
        expect(nativeOf(read.analysis)).toBe(written)
      }),
      { numRuns: 10_000 / together, seed: 11 },
    )
  }, 240_000)

  it('gives back keys of every length that the door takes', () => {
    const keys = [1, 113, 114, 115, 119, 120].map((length) => 'K'.repeat(length))
    const creations = keys.map((key, at) => ({ op: 'create', uid: `l${at}`, kind: 'loss', key, fields: {} }) as const)
    const read = readBack(nativeOf(apply(emptyAnalysis('a'), creations).analysis))
    expect([read.trouble, itemsOf(read.analysis, 'loss').map((loss) => loss.key)]).toEqual([[], keys])
  })

  it('gives back the brackets in the label of a drawing', () => {
    const label = `Lamp ${'['.repeat(65)}${'{ '.repeat(65)}`.trim()
    const drawing = { name: 'a.dot', text: `digraph { a [label="${label}", shape=box] b a -> b }`, hash: '' }
    const { analysis } = importSources(null, [drawing])
    const read = readBack(nativeOf(analysis))
    expect(read.trouble).toEqual([])
    expect(itemsOf(read.analysis, 'element').map((item) => item.fields.text)).toEqual(
      itemsOf(analysis, 'element').map((item) => item.fields.text),
    )
  })
})

describe('a text in which too much is nested', () => {
  const most = 'nested more than 64 deep'
  const deep: [string, string][] = [
    ['brackets', `loss: ${'['.repeat(100_000)}`],
    ['brackets with something between', `loss: ${'[a, '.repeat(100_000)}`],
    ['braces', `loss: ${'{a: '.repeat(100_000)}`],
    ['lists in lists', `loss:\n${'- '.repeat(100_000)}`],
    ['keys below keys', Array.from({ length: 2_000 }, (_, at) => `${' '.repeat(at)}loss:`).join('\n')],
    ['questions', `${'? '.repeat(100_000)}`],
  ]
  it.each(deep)('is refused, with its line: %s', (_, text) => {
    expect(() => parseYaml({ name: 'deep.yml', text, hash: '' })).toThrow(
      new RegExp(`^deep\\.yml:\\d+: not readable as YAML: .*${most}`),
    )
  })

  it.each([
    ['sixty-four lists', `${'['.repeat(64)}${']'.repeat(64)}`],
    ['brackets in a plain text', `text: a ${'['.repeat(500)}`],
    ['brackets in quotes', `text: "${'[ '.repeat(500)}"`],
    ['brackets in a block', `text: |\n  ${'[\n  '.repeat(500)}`],
    ['brackets in a comment', `# ${'['.repeat(500)}\ntext: a`],
  ])('is not meant by %s', (_, text) => {
    expect(parseYaml({ name: 'a.yml', text, hash: '' }).root).not.toBeNull()
  })

  it('is refused where aliases expand it', () => {
    const names = 'abcdefgh'
    const lines = [...names].map((name, at) => {
      const one = at === 0 ? 'ha' : `*${names[at - 1]}`
      return `${name}: &${name} [${Array(9).fill(one).join(', ')}]`
    })
    const text = `stpa: 1\nloss:\n- {key: L-1, text: t, sources: *h}\n${lines.join('\n')}`
    expect(() => importSources(null, [{ name: 'laugh.stpa.yaml', text, hash: '' }])).toThrow(/aliases/)
  })
})

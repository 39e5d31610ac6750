import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { check } from './checks'
import { textOf } from './fieldValues'
import { formats } from './formats'
import { exportAnalysis, importSources } from './formats/importSources'
import { nativeJsonSchema } from './formats/native/jsonSchema'
import { kinds } from './kinds'
import type { Analysis, Item, Link } from './model'
import { apply } from './operations/apply'
import { renderDocument } from './report'
import { filledAnalysis } from './testing/filled'

const analysis = filledAnalysis()
const withUid = (value: Analysis, uid: string): Item | undefined => value.items.get(uid)
const native = exportAnalysis(analysis, 'native').text
const readBack = importSources(null, [{ name: 'filled.stpa.yaml', text: native, hash: '' }])
const report = await renderDocument(analysis, { document: 'report', format: 'html' })

const linksFrom = (value: Analysis, uid: string): Link[] =>
  [...value.links.values()]
    .filter((link) => link.from === uid)
    .sort((a, b) => (`${a.name} ${a.to}` < `${b.name} ${b.to}` ? -1 : 1))

describe.each(kinds.map((kind) => [kind.name, kind] as const))(
  '%s, every field filled and every link made',
  (name, kind) => {
    const uid = `${name}-1`

    it('is taken by the door whole', () => {
      const item = withUid(analysis, uid)
      expect(Object.keys(item?.fields ?? {}).sort()).toEqual(Object.keys(kind.allFields).sort())
      expect(new Set(linksFrom(analysis, uid).map((link) => link.name))).toEqual(new Set(Object.keys(kind.links)))
    })

    it('comes back from the native format as it was', () => {
      const before = withUid(analysis, uid)
      const after = withUid(readBack.analysis, uid)
      expect({ ...after, origin: null }).toEqual(before)
      expect(linksFrom(readBack.analysis, uid)).toEqual(linksFrom(analysis, uid))
    })

    it.each(formats.filter((format) => format.write && format.name !== 'native').map((format) => format.name))(
      'is in %s, or named as lost',
      (format) => {
        const item = withUid(analysis, uid)
        const { key } = item as Item
        const written = exportAnalysis(analysis, format)
        const mentioned =
          written.text.includes(key) ||
          written.text.includes(textOf(item as Item)) ||
          written.report.lost.some((line) => `${line.key} ${line.message}`.includes(key))
        expect(mentioned).toBe(true)
      },
    )

    it('is in the report with its key and text', () => {
      const item = withUid(analysis, uid)
      expect(report.text).toContain(item?.key)
      expect(report.text).toContain(textOf(item as Item)) // it is there: the first test says so
    })

    it('is removed and comes back by undoing; a single one and one with sub-items stay', () => {
      const remove = () =>
        apply(analysis, [...(kind.tree ? [{ op: 'remove', uid: `${name}-2` } as const] : []), { op: 'remove', uid }])
      if (kind.single) return expect(remove).toThrow('cannot be removed')
      if (kind.tree) expect(() => apply(analysis, [{ op: 'remove', uid }])).toThrow('sub-items')
      const removed = remove()
      expect(withUid(removed.analysis, uid)).toBeUndefined()
      const undone = apply(removed.analysis, removed.inverse).analysis
      expect(withUid(undone, uid)).toEqual(withUid(analysis, uid))
      expect(linksFrom(undone, uid)).toEqual(linksFrom(analysis, uid))
    })
  },
)

describe('an analysis with everything', () => {
  it('is what the published JSON Schema describes', () => {
    // The schema is made by z.toJSONSchema and by hand; read back it must take our own file, and no unknown field.
    const schema = z.fromJSONSchema(nativeJsonSchema() as Parameters<typeof z.fromJSONSchema>[0])
    expect(schema.safeParse(parse(native)).error?.issues ?? []).toEqual([])
    const wrong = parse(native)
    wrong.loss[0].nonsense = true
    expect(schema.safeParse(wrong).success).toBe(false)
  })

  it('is read and written again as the same bytes, and nothing is repaired, skipped or lost', () => {
    expect(exportAnalysis(readBack.analysis, 'native').text).toBe(native)
    const { repaired, skipped, lost } = readBack.report
    expect([...repaired, ...skipped, ...lost]).toEqual([])
  })

  it('is checked by all rules without a failure', () => {
    expect(check(analysis).counts).toBeDefined()
  })
})

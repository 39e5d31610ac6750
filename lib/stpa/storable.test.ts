import { expect, test } from 'vitest'
import { StpaError } from './errors'
import { importSources } from './formats/importSources'
import { emptyAnalysis } from './model'
import { apply } from './operations/apply'
import type { Operation } from './operations/types'

function refusal(run: () => unknown): StpaError {
  try {
    run()
  } catch (error) {
    if (error instanceof StpaError) return error
    throw error
  }
  throw new Error('nothing was refused')
}

const loss = (more: object): Operation => ({ op: 'create', uid: 'l', kind: 'loss', fields: {}, ...more })

test.each([
  ['a text', loss({ fields: { text: 'a\0b' } }), 'fields.text: "a␀b" holds a NUL'],
  ['half a character', loss({ fields: { text: '\ud83d!' } }), 'fields.text: "�!" holds half a character'],
  ['a key', loss({ key: 'L\0' }), 'key: "L␀"'],
  ['an alias', loss({ aliases: ['ok', '\udc00'] }), 'aliases.1'],
  ['the file it came from', loss({ origin: { file: 'a\0.yaml' } }), 'origin.file'],
  ['a name in a map', loss({ fields: { custom: { 'a\0': 'b' } } }), 'fields.custom: "a␀"'],
  ['the reason of a link', { op: 'link', from: 'a', name: 'b', to: 'c', rationale: '\0' } as Operation, 'rationale'],
])('The door refuses what no database gives back as it was: %s', (_, operation, place) => {
  const error = refusal(() => apply(emptyAnalysis('a'), [operation]))
  expect(error.code).toBe('badShape')
  expect(error.message).toContain(place)
})

const read = (name: string, text: string) => () => importSources(null, [{ name, text, hash: '0'.repeat(64) }])

test('A file that brings in such a text by an escape is refused with its line', () => {
  const native = 'stpa: 1\nloss:\n  - key: L-1\n    text: "fine"\n  - key: L-2\n    text: "cut \\0 here"\n'
  const error = refusal(read('a.stpa.yaml', native))
  expect(error.code).toBe('unreadable')
  expect(error.message).toMatch(/^a\.stpa\.yaml:5: loss: fields\.text: "cut ␀ here" holds a NUL/)
  const half = refusal(read('b.stpa.yaml', native.replace('\\0', '\\ud800')))
  expect(half.message).toContain('b.stpa.yaml:5: loss: fields.text: "cut � here" holds half a character')
})

test('A text that is cut to its bound is not cut through a character', () => {
  const long = `stpa: 1\nloss:\n  - key: L-1\n    text: "${'x'.repeat(3_998)}😀 and more"\n`
  const { analysis } = read('long.stpa.yaml', long)()
  const [item] = [...analysis.items.values()].filter(({ kind }) => kind === 'loss')
  expect(item?.fields.text).toBe(`${'x'.repeat(3_998)}…`)
})

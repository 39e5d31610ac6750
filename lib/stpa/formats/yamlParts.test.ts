import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { LineCounter, type Node, visit } from 'yaml'
import { composeText } from './yamlParts'

/** All nodes with their places and comments, as one comparable value. */
function shapeOf(text: string, length?: number) {
  const lines = new LineCounter()
  const { contents, errors } = composeText(text, lines, length)
  const nodes: unknown[] = []
  visit(contents, {
    Node: (_, node) => {
      const { type, range, value, anchor, source } = node as Node & {
        type?: string
        value?: unknown
        anchor?: string
        source?: string
      }
      nodes.push([type, range?.[0], typeof value === 'object' ? undefined : value, anchor, source])
    },
  })
  return { nodes, errors: errors.map((error) => error.code), lines: lines.lineStarts.length }
}

const files = [
  '../../../../shared/data/stpa/telltale.yml',
  '../../../../shared/data/stpa/openaps-level1-components.yml',
  '../../../examples/telltale/telltale.stpa.yaml',
]

describe('a text parsed in parts', () => {
  it.each(files)('%s gives the nodes of the whole, whatever the length of a part', (name) => {
    const file = new URL(name, import.meta.url)
    if (!existsSync(file)) {
      process.stdout.write(`SKIPPED: parts of ${name}: it is absent\n`)
      return
    }
    const text = readFileSync(file, 'utf8')
    const whole = shapeOf(text)
    expect(whole.nodes.length).toBeGreaterThan(100)
    for (const length of [1, 50, 700, 5_000]) expect(shapeOf(text, length), `${length}`).toEqual(whole)
  })

  it.each([
    [
      'an indented list',
      'A:\n  - x: 1\n    y: |\n      - no entry\n  - x: 2\n\n# of B\nB: {c: d}\nC:\n- - 1\n  - 2\n- 3\n',
    ],
    ['anchors over parts', 'A:\n- &a x\n- y\nB:\n- *a\n'],
    ['a key without a list', 'A:\n  b:\n  - 1\n  - 2\n  c: 3\nB:\n- 1\n'],
    ['several documents', 'A:\n- 1\n---\nB:\n- 1\n'],
    ['a list at the top', '- 1\n- 2\n'],
    ['JSON', '{\n"A": [\n1,\n2\n]\n}\n'],
    ['a complex key', '? A\n: b\n'],
    ['comments only', '# nothing\n'],
    ['nothing', ''],
    ['a scalar', 'word\n'],
    ['empty values', 'A:\nB:\n\nC: ""\n'],
    ['quoted text over lines', 'A:\n- "one\n  - two"\n- three\n'],
  ])('%s gives the nodes of the whole', (_, text) => {
    for (const length of [1, 4, 1000]) expect(shapeOf(text, length)).toEqual(shapeOf(text))
  })

  it('keeps the line of an error', () => {
    const text = 'A:\n- 1\n- 2\nB:\n- "open\n'
    const { errors } = composeText(text, new LineCounter(), 1)
    expect(errors[0]?.pos[0]).toBeGreaterThan(text.indexOf('B'))
  })
})

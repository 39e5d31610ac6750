import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type Run, scratch, stpa } from './testing/stpa'

const files = scratch()
const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1')

const goodLoss = 'Losses:\n- {Identifier: L-1, Text: Loss of life}\n'
const aliasBomb = ['a0: &a0 [x, x]', ...Array.from({ length: 30 }, (_, n) => `a${n + 1}: &a${n + 1} [*a${n}, *a${n}]`)]
const losses = (count: number) =>
  Array.from({ length: count }, (_, n) => `- {Identifier: L-${n}, Text: ${'long '.repeat(20)}}`).join('\n')

/** What nobody should send, and what is said to it. `line`: the message names file and line. */
type Case = { name: string; file: string; content: string | Uint8Array; says: RegExp; code: 0 | 2; line?: true }

const cases: readonly Case[] = [
  { name: 'an empty file', file: 'empty.yml', content: '', says: /is empty/, code: 2 },
  {
    name: 'a binary file',
    file: 'binary.yml',
    content: new Uint8Array([127, 69, 76, 70, 2, 1, 1, 0, 0]),
    says: /binary\.yml is a program or library \(ELF\)/,
    code: 2,
  },
  {
    name: '50 MB',
    file: 'large.yml',
    content: `Losses:\n${losses(400_000)}`,
    says: /at most 24 MB .*Split it/,
    code: 2,
  },
  {
    name: 'deep nesting',
    file: 'deep.yml',
    content: `Losses: ${'['.repeat(100_000)}`,
    says: /deep\.yml:1: .*nested more than 64 deep/,
    code: 2,
  },
  {
    name: 'deep block nesting',
    file: 'steps.yml',
    content: Array.from({ length: 3_000 }, (_, n) => `${' '.repeat(n)}a:`).join('\n'),
    says: /steps\.yml:\d+: .*nested more than 64 deep/,
    code: 2,
  },
  {
    name: 'an alias bomb',
    file: 'bomb.yml',
    content: `${goodLoss}${aliasBomb.join('\n')}\n`,
    says: /bomb\.yml/,
    code: 0,
  },
  {
    name: 'an alias bomb in a text',
    file: 'bomb2.yml',
    content: `${aliasBomb.join('\n')}\nLosses:\n- {Identifier: L-1, Text: *a30}\n`,
    says: /bomb2\.yml:\d+/,
    code: 0,
    line: true,
  },
  {
    name: 'wrong types',
    file: 'types.yml',
    content: 'Losses:\n- {Identifier: [1, 2], Text: {a: b}}\nHazards: 7\n',
    says: /types\.yml:[123]/,
    code: 0,
    line: true,
  },
  {
    name: 'unknown keys',
    file: 'unknown.yml',
    content: `${goodLoss}Colour: red\n`,
    says: /Colour/,
    code: 0,
    line: true,
  },
  {
    name: 'a repeated identifier',
    file: 'twice.yml',
    content: `${goodLoss}- {Identifier: L-1, Text: Another}\n`,
    says: /L-1/,
    code: 0,
    line: true,
  },
  {
    name: 'a dangling identifier',
    file: 'dangling.yml',
    content: `${goodLoss}Hazards:\n- {Identifier: H-1, Text: Hazard, Losses: [L-9]}\n`,
    says: /L-9/,
    code: 0,
    line: true,
  },
  {
    name: 'a cycle of parents',
    file: 'cycle.stpa.yaml',
    content: 'stpa: 1\nloss:\n- {key: L-1, text: One, parent: L-2}\n- {key: L-2, text: Two, parent: L-1}\n',
    says: /cycle\.stpa\.yaml:[34]/,
    code: 0,
    line: true,
  },
  {
    name: 'broken YAML',
    file: 'broken.yml',
    content: 'Losses:\n- {Identifier: "L-1\n',
    says: /broken\.yml:[123]/,
    code: 2,
    line: true,
  },
  { name: 'a newer native file', file: 'newer.stpa.yaml', content: 'stpa: 99\nloss: []\n', says: /99/, code: 2 },
  {
    name: 'a DOT with HTML labels',
    file: 'html.dot',
    content: 'digraph { a [label=<<b>Brake</b><br/>unit>] b [label="Wheel"] a -> b [label=<<i>press</i>>] }',
    says: /html\.dot/,
    code: 0,
  },
  { name: 'a DOT without labels', file: 'bare.dot', content: 'digraph { a -> b -> c }', says: /created/, code: 0 },
  {
    name: 'a broken DOT',
    file: 'broken.dot',
    content: 'digraph {\n a -> \n',
    says: /broken\.dot:\d/,
    code: 2,
    line: true,
  },
  { name: 'CRLF', file: 'crlf.yml', content: goodLoss.replaceAll('\n', '\r\n'), says: /created: 1 loss/, code: 0 },
  { name: 'a byte order mark', file: 'bom.yml', content: `\uFEFF${goodLoss}`, says: /created: 1 loss/, code: 0 },
  {
    name: 'Latin-1',
    file: 'latin.yml',
    content: latin1('Losses:\n- {Identifier: L-1, Text: Zerst\u00f6rung}\n'),
    says: /latin\.yml.*Latin-1/,
    code: 0,
  },
  {
    name: 'script tags',
    file: 'script.yml',
    content: 'Losses:\n- {Identifier: L-1, Text: "<script>alert(1)</script>"}\n',
    says: /created: 1 loss/,
    code: 0,
  },
  {
    name: 'an unknown format',
    file: 'words.txt',
    content: 'Dear reader, this is a letter.\n',
    says: /words\.txt/,
    code: 2,
  },
]

function expectClear({ stdout, stderr }: Run): void {
  for (const text of [stdout, stderr])
    expect(text).not.toMatch(/\n\s+at .*[(:]\d+|defect of this program|node:internal/)
}

describe.each(cases)('$name', ({ file, content, says, code, line }) => {
  const target = files.path(`${file}.out.yaml`)

  it('is converted with a report, or refused; nothing half-written', async () => {
    const input = files.put(file, content)
    const run = await stpa(['convert', input, '--to', 'native', '-o', target])
    expectClear(run)
    expect(run.stderr).toMatch(says)
    if (line) expect(run.stderr).toMatch(/:\d+: /)
    expect(run.code).toBe(code)
    expect(existsSync(target)).toBe(code === 0)
  })

  it('is checked, or refused', async () => {
    const run = await stpa(['check', files.put(`checked-${file}`, content)])
    expectClear(run)
    expect(code === 0 ? [0, 1] : [2]).toContain(run.code)
  })
})

describe('a hostile text', () => {
  it('never becomes markup in a report', async () => {
    const input = files.put(
      'tags.yml',
      'Losses:\n- {Identifier: L-1, Text: "<script>alert(1)</script><img src=x onerror=y>"}\n',
    )
    const { stdout, code } = await stpa(['report', input, '--format', 'html'])
    expect(code).toBe(0)
    expect(stdout).toContain('&lt;script&gt;alert(1)')
    expect(stdout).not.toMatch(/<script>alert|<img src=x/)
  })

  it('never becomes markup in a picture', async () => {
    const input = files.put('tags.dot', 'digraph { a [label="<script>alert(1)</script>"] a -> b [label="x"] }')
    const { stdout, code } = await stpa(['diagram', input, '--format', 'svg'])
    expect(code).toBe(0)
    expect(stdout).not.toContain('<script')
  })
})

it('8 MB of stpatools YAML are read and checked within the bounds', async () => {
  const text = `Losses:\n${losses(66_000)}\n`
  expect(text.length).toBeGreaterThan(8_000_000)
  const run = await stpa(['check', files.put('eight.yml', text), '--format', 'json', '-o', files.path('eight.json')])
  expect([run.code, run.stderr]).toEqual([0, ''])
  expect(existsSync(files.path('eight.json'))).toBe(true)
})

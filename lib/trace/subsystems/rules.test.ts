import { describe, expect, it } from 'vitest'
import { readPathRules } from './rules'

const rule = { pattern: '^/dev/radio', file: 'drivers/our/radio.c', basis: 'Ours.' }

describe('rules of a user', () => {
  it.each([
    ['JSON', JSON.stringify([{ ...rule, sections: ['OURS', 'SPI'] }])],
    ['YAML', "# ours\n- pattern: '^/dev/radio'\n  file: drivers/our/radio.c\n  sections: OURS; SPI\n  basis: Ours.\n"],
    ['CSV', '\uFEFFpattern,file,sections,basis\r\n^/dev/radio,drivers/our/radio.c,OURS;SPI,Ours.\r\n'],
  ])('are read from %s', (_, text) => {
    expect(readPathRules('own', text)).toEqual([
      { ...rule, name: expect.stringMatching(/^own:\d$/), sections: ['OURS', 'SPI'] },
    ])
  })

  it('keep the name that they have, and leave sections to the tables', () => {
    expect(readPathRules('own', JSON.stringify([{ ...rule, name: 'radio' }]))).toEqual([{ ...rule, name: 'radio' }])
    expect(readPathRules('own', '')).toEqual([])
  })

  it.each([
    ['[\n{"pattern": "a", "basis": "b"},\n{"pattern": "(", "basis": "b"}]', /^own:3 is no rule .*regular expression/],
    ['[\n{"pattern": "a"}]', /^own:2 is no rule for resources: basis/],
    ['[{"pattern": "a", "basis": "b", "flie": "x"}]', /^own:1 .*flie/],
    ['pattern,basis\na,b\n[,why\n', /^own:3 .*regular expression/],
    ['pattern,basis\n"a,b\n', /^own:\d+ is no rule/],
    ['- pattern: a\n  basis: b\n- just words\n', /^own:3 /],
    ['[1, 2', /^own:1 /],
    ['pattern,basis\n,why\n', /^own:2 .*pattern/],
    [`[{"pattern": "${'a'.repeat(1_001)}", "basis": "b"}]`, /^own:1 .*pattern/],
    [`pattern,basis\n${'a,b\n'.repeat(1_001)}`, /more than 1000 rules/],
    [' '.repeat(1_000_001), /more than 1000000 characters/],
    ['pattern,basis\n(((((a{50}){50}){50}){50}){50}),b\n', /^own:2 /],
  ])('are refused with the line: %.40j', (text, message) => {
    expect(() => readPathRules('own', text)).toThrow(message)
  })
})

it.each([
  ['- '.repeat(20_000), 'is no rule for resources'],
  [`- ${'['.repeat(20_000)}`, 'is no rule for resources'],
  [`- &a [x]\n- [${'*a, '.repeat(200)}*a]\n- [${'*a, '.repeat(200)}*a]`, 'is no rule for resources'],
])('refuses a list that the parser cannot follow with a clear line', (text, message) => {
  expect(() => readPathRules('rules.yaml', text)).toThrow(message)
})

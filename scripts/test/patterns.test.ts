import { expect, test } from 'vitest'
import { faultOf, formsOf, patternsIn, verdictsOn } from './patterns.mjs'

async function faults(text: string): Promise<(string | undefined)[]> {
  const patterns = patternsIn('a.ts', text)
  const verdicts = await verdictsOn(patterns, new Map())
  return patterns.map((pattern) => {
    const { source, flags } = pattern
    const [short, long] = source === undefined ? [] : formsOf({ source, flags }).map((form) => verdicts.get(form))
    return faultOf(pattern, short, long)
  })
}

test.each([
  ['/^(a+)+$/', 'exponential'],
  [String.raw`/\s+$/`, 'polynomial 2'],
  [String.raw`/^\s*"(.*)"\s*->\s*"(.*?)"\s*(\[(.*)\])?$/`, 'polynomial 3'],
  ['/(.*)x(.*)y/', 'polynomial 3'],
  ['/^(a+)+(?=b)/', 'exponential'],
  [String.raw`/^(['"])(.*)\1$/`, 'unknown: back-reference'],
  ['/(a{1,30}){1,30}b/', 'exponential in what its repetitions count'],
  ['new RegExp(given)', 'its text is known only when it runs: use RE2, or write it here'],
  [`const word = '(a+)+'\nconst all = new RegExp(\`^\${word}$\`)`, 'exponential'],
])('A pattern that may explode is found: %s', async (text, fault) => {
  expect(await faults(text)).toEqual([fault])
})

test.each([
  String.raw`/^\s*"[^"]*"$/`,
  '/x{1,200}y/',
  `/^(?<!a)b(?=c|$)/`,
  '// bounded to 4,000 characters: a text of the analysis\nconst end = /(; )+$/',
  String.raw`const name = /[-\w]+:/y`,
])('A pattern that cannot explode, or not within its bound, is let through: %s', async (text) => {
  expect(await faults(text)).toEqual([undefined])
})

test('A bound that is too wide for the power of a pattern lets nothing through', async () => {
  const [fault] = await faults('// bounded to 100,000 characters: a file\nconst end = /(; )+$/')
  expect(fault).toBe('polynomial 2')
})

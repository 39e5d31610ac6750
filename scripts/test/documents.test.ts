import { expect, test } from 'vitest'
import { missingIn, roomsOf } from './documents.mjs'

const there = new Set(['lib/text', 'lib/text/csv.ts', 'docs/cli.md', 'docs/screens/a.png', 'README.md'])
const missing = (text: string, document = 'docs/a.md') =>
  missingIn(document, text, (path) => there.has(path.replace(/\/$/, '')))

test.each([
  ['a path in code', 'See `lib/text/csv.ts`, `lib/text` and `lib/text/`.'],
  ['a word that is none', '`npm start`, `lib`, `text/csv`, `node:fs`, `a/b`, `application/json`, `*.ts`, `lib/*/x.ts`'],
  ['an address', '`/api/analyses/[id]`, `https://lib/none.ts`, [there](https://a.example/lib/none.ts), [here](#lib)'],
  ['a path of another project', '`linux/lib/none.c`, `ks-nav/docs/none.md`, ~/lib/none'],
  ['prose', 'lib/none is no code, and (lib/none) no link.'],
  ['a block of code', '```sh\nnode scripts/none.mjs `lib/none.ts`\n```\n'],
  ['a link from its own folder', '[JSON](cli.md), ![a picture](screens/a.png), [top](../README.md#tour)'],
  ['a sign that ends no code', "It's ` alone.\n\nThen `lib/text`."],
])('%s is nothing to complain of', (_, text) => {
  expect(missing(text)).toEqual([])
})

test('a path that is not there is told with its line, also inside of a command and over the end of a line', () => {
  const not = (line: number, path: string) =>
    `docs/a.md:${line} ${path} is not there. One of another project begins with its name: linux/${path}`
  expect(missing('\n`lib/none.ts`')).toEqual([not(2, 'lib/none.ts')])
  expect(missing('`npx vitest run lib/none`')).toEqual([not(1, 'lib/none')])
  expect(missing('a `npx vitest run\nlib/none -u` b `lib/text`, `lib/nothing`')).toEqual([
    not(1, 'lib/none'),
    not(2, 'lib/nothing'),
  ])
})

test('a link that leads nowhere is told, from where the document stands', () => {
  expect(missing('a\n[JSON](none.md)')).toEqual(['docs/a.md:2 a link leads to docs/none.md, which is not there'])
  expect(missing('[JSON](cli.md)', 'docs/decisions/1.md')).toEqual([
    'docs/decisions/1.md:1 a link leads to docs/decisions/cli.md, which is not there',
  ])
})

test('rooms are the folders with sources, down to the third level, and those that they stand in', () => {
  const paths = ['lib/a/b/c/d.ts', 'lib/a/x.test.ts', 'lib/t/x.test.ts', 'bin/main.ts', 'app/page.tsx']
  expect(roomsOf(paths)).toEqual(['bin', 'lib', 'lib/a', 'lib/a/b'])
})

import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

/** Where esbuild writes whose code follows. */
const origin = /^\/\/ (?:.*\/)?node_modules\/((?:@[^/]+\/)?[^/]+)\//gm

test('Every package whose code stands in what is packed has its licence beside it', () => {
  const { files } = JSON.parse(readFileSync('package.json', 'utf8'))
  expect(files).toContain('dist/THIRD-PARTY-NOTICES.txt')
  const chunks = readdirSync('dist/chunks').map((name) => `dist/chunks/${name}`)
  const code = ['dist/stpa.js', 'dist/worker.js', ...chunks].map((path) => readFileSync(path, 'utf8'))
  const bundled = new Set(code.flatMap((text) => [...text.matchAll(origin)].map(([, name]) => name)))
  const notices = readFileSync('dist/THIRD-PARTY-NOTICES.txt', 'utf8')
  const told = new Set([...notices.matchAll(/^(\S+) \d+\.\d+\.\d+\S*, .+\n-+$/gm)].map(([, name]) => name))
  expect(bundled.size).toBeGreaterThan(10)
  expect([...bundled].filter((name) => !told.has(name))).toEqual([])
})

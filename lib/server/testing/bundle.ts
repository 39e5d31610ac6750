import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { afterAll } from 'vitest'

const bundles = new Map<string, Promise<string>>()
afterAll(async () => {
  for (const file of await Promise.all(bundles.values())) rmSync(file, { force: true })
})

/** A program of this project as one file of plain JavaScript, as the build makes it; gone after the tests of this file. */
export function bundle(entry: string): Promise<string> {
  const made = bundles.get(entry) ?? buildOne(entry)
  bundles.set(entry, made)
  return made
}

async function buildOne(entry: string): Promise<string> {
  const root = process.cwd()
  const outfile = join(root, 'node_modules', '.cache', `stpa-test-${randomBytes(6).toString('hex')}.mjs`)
  await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    // As scripts/build.mjs does it: native code stays outside, CommonJS inside asks for `require`.
    external: ['@prisma/*', '@libsql/*', 'libsql', 'pg', '@resvg/*'],
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    alias: { '@': root },
    logLevel: 'error',
  })
  return outfile
}

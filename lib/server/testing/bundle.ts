import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { build } from 'esbuild'
import { afterAll } from 'vitest'

const bundles = new Map<string, Promise<string>>()
afterAll(async () => {
  for (const file of await Promise.all(bundles.values())) rmSync(dirname(file), { recursive: true, force: true })
})

/** A program of this project as plain JavaScript, as scripts/build.mjs makes it; gone after the tests of this file. */
export function bundle(entry: string): Promise<string> {
  const made = bundles.get(entry) ?? bundleNow(entry)
  bundles.set(entry, made)
  return made
}

async function bundleNow(entry: string): Promise<string> {
  const root = process.cwd()
  const outdir = join(root, 'node_modules', '.cache', `stpa-test-${randomBytes(6).toString('hex')}`)
  await build({
    absWorkingDir: root,
    entryPoints: { program: entry },
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true, // what is imported lazily stays lazy
    format: 'esm',
    platform: 'node',
    // Native code stays outside; CommonJS inside asks for `require`.
    external: ['@prisma/*', '@libsql/*', 'libsql', 'pg', '@resvg/*'],
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    alias: { '@': root },
    logLevel: 'error',
  })
  return join(outdir, 'program.mjs')
}

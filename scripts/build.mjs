// Builds everything: both database clients, the command line, the worker, the seed, the pages.
//   node scripts/build.mjs [--no-pages]
import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { generate, root } from './schema.mjs'

export async function bundle() {
  const { build } = await import('esbuild')
  rmSync(join(root, 'dist'), { recursive: true, force: true })
  await build({
    absWorkingDir: root,
    entryPoints: { stpa: 'bin/main.ts', worker: 'lib/node/worker.ts', seed: 'prisma/seed.ts' },
    outdir: 'dist',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'bundle',
    // Native or engine-like packages stay outside the bundle and are resolved at run time.
    external: ['@resvg/resvg-js', '@prisma/*', '@libsql/*', 'libsql', 'pg', 'elkjs'],
    banner: {
      js: "import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);",
    },
    logLevel: 'warning',
  })
}

export function buildPages() {
  const env = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' }
  execFileSync(process.execPath, ['node_modules/next/dist/bin/next', 'build'], { cwd: root, env, stdio: 'inherit' })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  generate()
  await bundle()
  if (!process.argv.includes('--no-pages')) buildPages()
}

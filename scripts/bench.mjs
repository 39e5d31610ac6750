// `npm run bench [-- core layout commits people http kernel picture page trace]`: each figure as a ratio against a peer, in one run.
import { execFileSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { root } from './place.mjs'

// Inside the project, so that its packages are found; ignored by git like all of dist/.
const outdir = join(root, 'dist', 'bench')
await build({
  absWorkingDir: root,
  entryPoints: ['bench/main.ts'],
  outdir,
  splitting: true, // what measures memory loads nothing else
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  external: ['@resvg/resvg-js', '@prisma/*', '@libsql/*', 'libsql', 'pg', 'mysql2', 'elkjs', '@playwright/test'],
  banner: {
    js: "import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);",
  },
  logLevel: 'warning',
})
const env = { ...process.env, STPA_BENCH_DATA: mkdtempSync(join(tmpdir(), 'stpa-bench-')) }
execFileSync(
  process.execPath,
  ['--expose-gc', '--max-old-space-size=6000', join(outdir, 'main.js'), ...process.argv.slice(2)],
  {
    cwd: root,
    env,
    stdio: 'inherit',
  },
)

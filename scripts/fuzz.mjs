// `npm run fuzz [-- --count N --seed N --own --reader NAME --from N]`: damaged inputs for every reader.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { build } from 'esbuild'
import { root } from './place.mjs'

// Inside the project, so that its packages are found; ignored by git like all of dist/.
const outdir = join(root, 'dist', 'fuzz')
await build({
  absWorkingDir: root,
  entryPoints: { main: 'fuzz/main.ts', worker: 'fuzz/worker.ts' },
  outdir,
  splitting: true,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  external: ['@resvg/resvg-js', '@libsql/*', 'libsql', 'pg', 'mysql2', 'elkjs'],
  banner: {
    js: "import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);",
  },
  logLevel: 'warning',
})
const { status } = spawnSync(process.execPath, [join(outdir, 'main.js'), ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
})
process.exitCode = status ?? 1

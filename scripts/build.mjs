// Builds everything: both database clients, the command line, the worker, the seed, the pages.
//   node scripts/build.mjs [--no-pages]
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { noticesFile, noticesOf } from './notices.mjs'
import { isMain, pagesFolder, root } from './place.mjs'
import { keepBuild, readerDigest, sourceDigest, sourceHash } from './prepare.mjs'
import { generate } from './schema.mjs'

// Drivers and native code stay outside the bundles; so does what other packages expect to be one copy.
const external = ['@resvg/resvg-js', '@prisma/*', '@libsql/*', 'libsql', 'pg', 'mysql2', 'next']

/** CommonJS packages inside an ES module bundle ask for `require`. */
const banner = {
  js: "import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);",
}

const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))

/** Which program it is: bundles and pages have it written into them (lib/node/program.ts). */
const programNames = () => ({ STPA_VERSION: version, STPA_SOURCES: sourceDigest(), STPA_READER: readerDigest() })

async function bundle(entryPoints, chunks) {
  const { build } = await import('esbuild')
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: Object.fromEntries(Object.entries(entryPoints).filter(([, path]) => existsSync(join(root, path)))),
    outdir: 'dist',
    chunkNames: `${chunks}/[name]-[hash]`,
    bundle: true,
    splitting: true, // what is imported lazily stays lazy: `stpa --version` loads neither zod nor elk
    format: 'esm',
    platform: 'node',
    target: 'node20',
    external,
    define: Object.fromEntries(
      Object.entries(programNames()).map(([name, value]) => [`process.env.${name}`, JSON.stringify(value)]),
    ),
    banner,
    metafile: true,
    logLevel: 'warning',
  })
  return metafile
}

/** The command line with its worker, and the seed and the server that `npm start` runs. Only the first is packed. */
export async function buildBundles() {
  const command = await bundle({ stpa: 'bin/main.ts', worker: 'lib/node/worker.ts' }, 'chunks')
  const server = await bundle({ seed: 'prisma/seed.ts', server: 'lib/server/http/main.ts' }, 'server-chunks')
  writeFileSync(join(root, noticesFile), noticesOf(command))
  // Only now: a build that fails, or runs beside a server, takes nothing away.
  const written = new Set([...Object.keys(command.outputs), ...Object.keys(server.outputs)])
  const present = readdirSync(join(root, 'dist'), { recursive: true }).map(
    (name) => `dist/${name.replaceAll('\\', '/')}`,
  )
  for (const file of present) if (/\.js$/.test(file) && !written.has(file)) rmSync(join(root, file))
}

/** Next writes the folder of its types into tsconfig.json: a build beside the usual one gets a file of its own. */
function tsconfigFor(pages) {
  if (pages === '.next') return 'tsconfig.json'
  const file = `tsconfig${pages}.json`
  writeFileSync(join(root, file), '{ "extends": "./tsconfig.json" }\n')
  return file
}

function buildPages() {
  const more = { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', STPA_TSCONFIG: tsconfigFor(pagesFolder()) }
  execFileSync(process.execPath, ['node_modules/next/dist/bin/next', 'build'], {
    cwd: root,
    env: { ...process.env, ...more, ...programNames() },
    stdio: 'inherit',
  })
}

async function buildAll() {
  const hash = sourceHash()
  generate()
  await buildBundles()
  if (process.argv.includes('--no-pages')) return
  buildPages()
  keepBuild(hash)
}

if (isMain(import.meta.url)) {
  // The tools have said what is wrong: their stacks would add nothing.
  await buildAll().catch((error) => {
    console.error(error.message)
    process.exitCode = 1
  })
}

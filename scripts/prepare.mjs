// Installs and builds only what changed: a hash of the lock file, of the schema and of the sources. Node built-ins only.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const sources = [
  'app',
  'bin',
  'components',
  'examples',
  'lib',
  'prisma',
  'scripts',
  'next.config.js',
  'postcss.config.mjs',
  'proxy.ts',
  'tsconfig.json',
  'package-lock.json',
]

function filesOf(path) {
  const full = join(root, path)
  if (!existsSync(full)) return []
  try {
    return readdirSync(full, { withFileTypes: true })
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .flatMap((entry) => (entry.isDirectory() ? filesOf(join(path, entry.name)) : [join(path, entry.name)]))
  } catch {
    return [path]
  }
}

function hashOf(paths) {
  const hash = createHash('sha256')
  for (const path of paths.filter((name) => !/\.test\.tsx?$/.test(name)))
    hash.update(path).update(readFileSync(join(root, path)))
  return hash.digest('hex')
}

const stampOf = (name) => join(root, 'node_modules', `.stpa-${name}`)
const isFresh = (name, hash) => existsSync(stampOf(name)) && readFileSync(stampOf(name), 'utf8') === hash
const keep = (name, hash) => writeFileSync(stampOf(name), hash)

/** `npm ci` when node_modules is not the one of this lock file. */
export function install() {
  const hash = hashOf(['package-lock.json'])
  if (isFresh('lock', hash)) return false
  console.log('Installing the packages of package-lock.json …')
  const npm = process.env.npm_execpath
  const [command, first] = npm ? [process.execPath, [npm]] : ['npm', []]
  // NODE_ENV=production would leave out what the build needs.
  execFileSync(command, [...first, 'ci', '--include=dev', '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  mkdirSync(join(root, 'node_modules'), { recursive: true })
  keep('lock', hash)
  return true
}

/** Builds when a source changed since the last build. */
export async function buildIfChanged() {
  const hash = hashOf(sources.flatMap(filesOf))
  if (isFresh('build', hash) && existsSync(join(root, '.next/BUILD_ID')) && existsSync(join(root, 'dist/stpa.js')))
    return false
  console.log('Building …')
  execFileSync(process.execPath, ['scripts/build.mjs'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] })
  keep('build', hash)
  return true
}

// Installs and builds only what changed. Node built-ins only: runs before anything is installed.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pagesFolder, root } from './place.mjs'

/** What the built pages and bundles are made from. */
const sources = [
  ...['app', 'bin', 'components', 'lib', 'public', 'prisma/schema.prisma', 'prisma/seed.ts'],
  ...['next.config.js', 'postcss.config.mjs', 'proxy.ts', 'tsconfig.json', 'package.json', 'package-lock.json'],
  ...['scripts/build.mjs', 'scripts/notices.mjs', 'scripts/schema.mjs'],
]

/** What says what is read from a file of evidence, the packages that it uses with it. */
const readerSources = [
  'lib/trace',
  'lib/evidence',
  'lib/text',
  'lib/node/trace',
  'lib/node/gzip.ts',
  'package-lock.json',
]

function filesOf(path) {
  const full = join(root, path)
  if (!existsSync(full)) return []
  if (!statSync(full).isDirectory()) return [path]
  return readdirSync(full)
    .sort()
    .flatMap((name) => filesOf(join(path, name)))
}

/** Of the same sources, the same on every machine: reports name it. */
export const sourceDigest = () => hashOfSources(createHash('sha256'))

/** Of what reads evidence: another one, and what an earlier program read is read again. */
export const readerDigest = () => hashOfSources(createHash('sha256'), readerSources)

/** Another one when another Node builds. */
export const sourceHash = () => hashOfSources(createHash('sha256').update(process.versions.node))

function hashOfSources(hash, paths = sources) {
  for (const path of paths.flatMap(filesOf)) {
    if (!/\.test\.tsx?$/.test(path)) hash.update(path).update(readFileSync(join(root, path)))
  }
  return hash.digest('hex')
}

const stampFile = () => join(root, pagesFolder(), 'stpa-sources')

/** The build writes this last: a build that was broken off counts as none. */
export const keepBuild = (hash) => writeFileSync(stampFile(), hash)

function isBuilt() {
  const [stamp, bundle] = [stampFile(), join(root, 'dist/stpa.js')]
  return existsSync(stamp) && existsSync(bundle) && readFileSync(stamp, 'utf8') === sourceHash()
}

function packagesOf(file) {
  const path = join(root, file)
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).packages : {}
}

/** npm notes what it installed in node_modules/.package-lock.json: that must be what the lock file says. */
function isInstalled() {
  const installed = packagesOf('node_modules/.package-lock.json')
  return Object.entries(packagesOf('package-lock.json')).every(([path, wanted]) => {
    if (path === '') return true
    const found = installed[path]
    if (!found) return wanted.optional === true || wanted.devOptional === true
    return found.version === wanted.version && found.integrity === wanted.integrity
  })
}

/** `npm ci` when node_modules is not what the lock file says. Returns whether it was needed. */
export function install() {
  if (isInstalled()) return false
  console.log('Installing the packages of package-lock.json …')
  const npm = process.env.npm_execpath
  const [command, first] = npm ? [process.execPath, [npm]] : ['npm', []]
  // NODE_ENV=production would leave out what the build needs.
  const options = ['ci', '--include=dev', '--loglevel=error']
  execFileSync(command, [...first, ...options], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] })
  return true
}

/** Builds when a source changed since the last build. Returns whether it was needed. */
export function build() {
  if (isBuilt()) return false
  console.log('Building …')
  execFileSync(process.execPath, ['scripts/build.mjs'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] })
  return true
}

import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { StpaError } from '@/lib/stpa/errors'
import type { ReportLine } from '@/lib/stpa/model'
import { decodeText } from '@/lib/text/encoding'
import { type Definition, definitionsIn } from '@/lib/trace/subsystems/generate/definitions'
import { generateTables, type SourceTree } from '@/lib/trace/subsystems/generate/generate'
import { inputs, kernelVersion } from '@/lib/trace/subsystems/generate/inputs'
import type { GeneratedTables } from '@/lib/trace/subsystems/model'
import { reviewedFiles } from '@/lib/trace/subsystems/reviewed'
import { hashOfBytes, sizeLimit } from '../files'

/** At most so many files: Linux has 80,000. */
const mostFiles = 1_000_000

/** Where no system call of ours is defined. */
const without = /^(Documentation|tools|scripts|samples|rust|usr|certs|LICENSES|include|\.git)$/
const architectures = new Set(['x86', 'arm', 'arm64'])

/**
 * Tables of a kernel's source tree on disk.
 * @param source where the tree is from, in words, for the provenance
 * @throws StpaError notFound when it is none, unreadable for files of another form, tooLarge
 */
export function tablesOfTree(directory: string, source: string): { tables: GeneratedTables; report: ReportLine[] } {
  const tree = readTree(directory)
  const date = statSync(join(directory, inputs.makefile)).mtime.toISOString().slice(0, 10)
  const unhashed = { kernel: tree.kernel, source, date, inputs: [] }
  const { tables, report } = generateTables(tree, unhashed)
  const used = [...tree.texts.keys(), ...tables.calls.map(({ file }) => file).filter((file) => file !== '')]
  const hashed = [...new Set(used)].sort().map((path) => ({ path, sha256: hashOfBytes(readBytes(directory, path)) }))
  return { tables: { ...tables, provenance: { ...unhashed, inputs: hashed } }, report }
}

function readTree(directory: string): SourceTree {
  const paths = new Set(filesBelow(directory))
  const wanted = [...Object.values(inputs), ...reviewedFiles].filter((path) => paths.has(path))
  const texts = new Map(wanted.map((path) => [path, textAt(directory, path)]))
  const kernel = kernelVersion(texts.get(inputs.makefile) ?? '')
  if (kernel === undefined) {
    const message = `${directory} is no source tree of Linux: it has no Makefile that names a version. Unpack the source and name its top folder.`
    throw new StpaError('notFound', message, { place: { file: directory } })
  }
  const definitions = [...paths].filter(mayDefine).flatMap((path) => definitionsAt(directory, path))
  return { kernel, paths, texts, definitions }
}

/** Links are not followed: a tree has none that matter, and one could lead anywhere. */
function filesBelow(directory: string): string[] {
  const found: string[] = []
  const open = ['']
  for (let below = open.pop(); below !== undefined; below = open.pop()) {
    for (const entry of readdirSync(join(directory, below), { withFileTypes: true })) {
      const path = below === '' ? entry.name : `${below}/${entry.name}`
      if (entry.isDirectory() && entry.name !== '.git') open.push(path)
      else if (entry.isFile()) found.push(path)
    }
    if (found.length > mostFiles)
      throw new StpaError('tooLarge', `${directory} has more than ${mostFiles} files: it is no kernel source alone.`)
  }
  return found
}

function mayDefine(path: string): boolean {
  const [top = '', second = ''] = path.split('/')
  if (without.test(top) || (top === 'arch' && !architectures.has(second))) return false
  return path.endsWith('.c') || (top === 'arch' && path.endsWith('.S'))
}

function definitionsAt(directory: string, path: string): Definition[] {
  const bytes = readBytes(directory, path)
  const isCandidate = path.endsWith('.S') || bytes.includes('SYSCALL_DEFINE') || bytes.includes('asmlinkage')
  return isCandidate ? definitionsIn(path, bytes.toString('latin1')) : []
}

/** Old files of the kernel are not all UTF-8. */
const textAt = (directory: string, path: string): string => decodeText(readBytes(directory, path)).text

function readBytes(directory: string, path: string): Buffer {
  const bytes = readFileSync(join(directory, path))
  if (bytes.length <= sizeLimit) return bytes
  throw new StpaError('tooLarge', `${path} has more than ${sizeLimit / 1e6} MB: it is no source.`)
}

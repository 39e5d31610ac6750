import { type Maintainers, readMaintainers, sectionsOf } from '@/lib/kernel/graph/maintainers'
import { StpaError } from '@/lib/stpa/errors'
import type { ReportLine } from '@/lib/stpa/model'
import { createdLine } from '@/lib/stpa/reportCounts'
import type { Architecture, CallRow, GeneratedTables, TablesProvenance } from '../model'
import { pathRules, reviewedFiles } from '../reviewed'
import { readArmPrivate, readCallTable, type TableLine } from './callTables'
import { type Definition, definitionFor } from './definitions'
import { readDevices } from './devices'
import { readGenericCalls } from './genericCalls'
import { inputs } from './inputs'
import { readIoctlNumbers } from './ioctlNumbers'

/** A kernel's source tree as far as tables are made of it. Paths are from its root. */
export type SourceTree = {
  /** `6.1.192`. */
  readonly kernel: string
  /** All files. */
  readonly paths: ReadonlySet<string>
  /** Texts of `inputs` and of the files that our reviewed tables name, where they are there. */
  readonly texts: ReadonlyMap<string, string>
  readonly definitions: readonly Definition[]
}

/**
 * Tables of system calls, ioctl numbers and devices of a source tree, with sections of its MAINTAINERS.
 * The report names calls whose code is not in the tree, and rules of ours that the tree does not bear out.
 * @throws StpaError unreadable, notFound when a file is missing or of another form
 */
export function generateTables(
  tree: SourceTree,
  provenance: TablesProvenance,
): { tables: GeneratedTables; report: ReportLine[] } {
  const maintainers = readMaintainers(inputs.maintainers, textOf(tree, inputs.maintainers))
  const calls = callsOf(tree)
  const ioctls = readIoctlNumbers(inputs.ioctls, textOf(tree, inputs.ioctls), tree.paths)
  const devices = readDevices(inputs.devices, textOf(tree, inputs.devices))
  const named = [...calls, ...ioctls].map(({ file }) => file)
  const sections = sectionsByFile(tree, maintainers, [...named, ...reviewedFiles])
  const unconfirmed = unconfirmedIn(tree)
  const tables: GeneratedTables = { provenance, calls, ioctls, devices, sections, unconfirmed }
  return { tables, report: reportOf(tables, maintainers) }
}

/** @throws StpaError notFound */
function textOf({ texts }: SourceTree, path: string): string {
  const text = texts.get(path)
  if (text !== undefined) return text
  throw new StpaError('notFound', `${path} is not in this tree: it is no kernel source, or not all of it was unpacked.`)
}

function callsOf(tree: SourceTree): CallRow[] {
  const bySymbol = bySymbolOf(tree.definitions)
  const rows = (arch: Architecture, lines: readonly TableLine[]): CallRow[] =>
    lines.map((line) => {
      const { file = '', line: at = 0 } = definitionFor(bySymbol.get(line.entry) ?? [], arch) ?? {}
      return { arch, ...line, file, line: at }
    })
  const table = (path: string) => readCallTable(path, textOf(tree, path))
  const x86 = table(inputs.x86)
  const arm = [...table(inputs.arm), ...readArmPrivate(textOf(tree, inputs.armHeader))]
  return [
    ...rows(
      'x86-64',
      x86.filter(({ abi }) => abi !== 'x32'),
    ),
    ...rows(
      'x32',
      x86.filter(({ abi }) => abi === 'x32'),
    ),
    ...rows('i386', table(inputs.i386)),
    ...rows(
      'arm',
      arm.filter(({ abi }) => abi !== 'oabi'),
    ),
    ...rows('arm64', arm64Lines(tree)),
  ]
}

function bySymbolOf(definitions: readonly Definition[]): Map<string, Definition[]> {
  const found = new Map<string, Definition[]>()
  for (const definition of definitions) {
    const others = found.get(definition.symbol)
    if (others) others.push(definition)
    else found.set(definition.symbol, [definition])
  }
  return found
}

/** The generic list by arm64's header; since 6.11 a table, of which a Makefile names the ABIs that count. */
function arm64Lines(tree: SourceTree): TableLine[] {
  const chosen = tree.texts.get(inputs.arm64Abis)
  if (chosen === undefined) {
    const include = (name: string) => (name === 'asm-generic/unistd.h' ? textOf(tree, inputs.generic) : undefined)
    return readGenericCalls(inputs.arm64Header, textOf(tree, inputs.arm64Header), include)
  }
  const named = /^syscall_abis_64\s*\+?=(.*)$/m.exec(chosen)?.[1]?.trim().split(/\s+/) ?? []
  const abis = new Set(['common', '64', ...named])
  return readCallTable(inputs.genericTable, textOf(tree, inputs.genericTable)).filter(({ abi }) => abis.has(abi))
}

/**
 * Sections of each file that is in the tree, the most particular first: the one that claims the fewest files of the whole
 * tree, which is how the kernel room ranks them too (lib/kernel/graph/subsystemRule.ts).
 */
function sectionsByFile({ paths }: SourceTree, maintainers: Maintainers, files: readonly string[]) {
  const present = [...new Set(files)].filter((file) => paths.has(file)).sort(compareText)
  const claimed = present.map((file) => [file, sectionsOf(maintainers, file)] as const)
  const rivals = new Set(claimed.flatMap(([, sections]) => (sections.length > 1 ? sections : [])))
  const sizes = new Map<string, number>()
  for (const { name, claims } of maintainers.sections) {
    if (!rivals.has(name)) continue
    let size = sizes.get(name) ?? 0
    for (const path of paths) if (claims(path)) size++
    sizes.set(name, size)
  }
  const order = (left: string, right: string) => (sizes.get(left) ?? 0) - (sizes.get(right) ?? 0)
  return new Map(claimed.map(([file, sections]) => [file, sections.toSorted(order)]))
}

const compareText = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0)

const unconfirmedIn = ({ texts }: SourceTree): string[] =>
  pathRules.filter(({ file, evidence }) => !texts.get(file)?.includes(evidence)).map(({ name }) => name)

function reportOf(tables: GeneratedTables, maintainers: Maintainers): ReportLine[] {
  const { calls, ioctls, devices, sections, unconfirmed } = tables
  const created = `${calls.length} system calls, ${ioctls.length} ioctl ranges, ${devices.length} device numbers, ${sections.size} files`
  const lost = calls
    .filter(({ file, entry }) => file === '' && entry !== '')
    .map(
      ({ arch, name, entry }): ReportLine => ({
        outcome: 'skipped',
        message: `${arch} ${name}: nothing in this tree defines ${entry} for it; it is in the table, without a file`,
      }),
    )
  const rules = unconfirmed.map(
    (name): ReportLine => ({
      outcome: 'skipped',
      message: `our rule ${name} is not borne out by this tree; answers by it say so`,
    }),
  )
  const unread = maintainers.unread.map((message): ReportLine => ({ outcome: 'skipped', message }))
  return [createdLine(created, 0), ...lost, ...rules, ...unread]
}

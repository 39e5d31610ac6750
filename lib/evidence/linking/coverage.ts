import { textOf } from '@/lib/stpa/fieldValues'
import { itemsOf, linked } from '@/lib/stpa/graph'
import type { Analysis, Item } from '@/lib/stpa/model'
import { isActive } from '@/lib/stpa/state'
import { sumsOf } from '../coverage'
import type { CoverageCounts, CoverageFile, Covered } from '../model'
import type { Observation } from './materials'

/** Coverage of a part of the source tree. */
export type PartCoverage = CoverageCounts & {
  /** A folder, as the report names it, without what all paths begin with. */
  readonly folder: string
  readonly files: readonly CoverageFile[]
}

/** Coverage summed by folder, by name: what is known of the source tree where no MAINTAINERS is at hand. */
export function coverageByFolder(files: readonly CoverageFile[]): PartCoverage[] {
  const folders = files.map(({ path }) => path.split('/').slice(0, -1))
  const common = commonSteps(folders)
  const byFolder = new Map<string, CoverageFile[]>()
  for (const [index, file] of files.entries()) {
    const folder = folders[index]?.slice(common).join('/') || 'the top folder'
    const own = byFolder.get(folder)
    if (own) own.push(file)
    else byFolder.set(folder, [file])
  }
  return [...byFolder]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([folder, own]) => ({ folder, files: own, ...sumsOf(own) }))
}

/** How many steps all folders begin with; each keeps its last one. */
function commonSteps(folders: readonly (readonly string[])[]): number {
  const [first = []] = folders
  let common = first.length
  for (const folder of folders) {
    let same = 0
    while (same < common && same < folder.length - 1 && folder[same] === first[same]) same++
    common = same
  }
  return common
}

/** `reached 62.5 % of 48 lines, 3 of 4 functions; 2 files of drivers/watchdog` */
export function coverageText(files: readonly CoverageFile[], of: string): string {
  const { lines, functions, branches, conditions } = sumsOf(files)
  const share = ({ found, hit }: Covered) => (found === 0 ? '0' : String(Math.round((1_000 * hit) / found) / 10))
  const said = [
    ...(lines ? [`${share(lines)} % of ${lines.found} lines`] : []),
    ...(functions ? [`${functions.hit} of ${functions.found} functions`] : []),
    ...(branches ? [`${branches.hit} of ${branches.found} branches`] : []),
    ...(conditions ? [`${conditions.hit} of ${conditions.found} conditions (MC/DC)`] : []),
  ]
  const what = `${files.length} ${files.length === 1 ? 'file' : 'files'} of ${of}`
  return `${said.length > 0 ? `reached ${said.join(', ')}` : 'nothing is said'}; ${what}`
}

/**
 * Coverage proposed for elements: by the source files of the subsystem that an element is in the kernel (its kernel
 * bindings name them, as MAINTAINERS has them), else by a folder of the element's own name.
 */
export function proposeCoverage(analysis: Analysis, files: readonly CoverageFile[]): Observation[] {
  const bound = itemsOf(analysis, 'kernelBinding')
    .filter(isActive)
    .flatMap((binding) => observationsOf(analysis, binding, files))
  const known = new Set(bound.map(({ element }) => element))
  const elements = itemsOf(analysis, 'element').filter((item) => isActive(item) && !known.has(item))
  const byName = new Map(elements.map((element) => [textOf(element).trim().toLowerCase(), element]))
  const folders = coverageByFolder(files).flatMap(({ folder, files: own }): Observation[] => {
    const element = byName.get(folder.split('/').at(-1)?.toLowerCase() ?? '')
    if (!element) return []
    return [{ element, what: coverageText(own, folder), reason: 'a folder of its name', isCertain: false }]
  })
  return [...bound, ...folders]
}

function observationsOf(analysis: Analysis, binding: Item, files: readonly CoverageFile[]): Observation[] {
  const named = binding.fields.files
  const own = Array.isArray(named) ? named.filter((path): path is string => typeof path === 'string') : []
  const covered = filesAt(files, own)
  if (covered.length === 0) return []
  const what = coverageText(covered, textOf(binding, 'subsystem') || textOf(binding))
  const reason = `source files of ${binding.key}`
  return linked(analysis, binding.uid, 'binds')
    .filter(({ kind }) => kind === 'element')
    .map((element) => ({ element, what, reason, isCertain: true }))
}

/** Covered files that are one of some paths from the root of the tree, whatever folder the tree stands in. */
function filesAt(files: readonly CoverageFile[], paths: readonly string[]): CoverageFile[] {
  const wanted = new Set(paths)
  if (wanted.size === 0) return []
  return files.filter(({ path }) => {
    const steps = path.split('/').slice(-20)
    return steps.some((_, from) => wanted.has(steps.slice(from).join('/')))
  })
}

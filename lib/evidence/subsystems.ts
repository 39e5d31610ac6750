import { type Maintainers, sectionsOf } from '@/lib/kernel/graph/maintainers'
import { sumsOf } from './coverage'
import { systemCallOfTest } from './ltpTests'
import type { CoverageCounts, CoverageFile, Evidence, EvidenceRecord } from './model'

/** Where the kernel's sources begin: coverage names files by absolute paths of the machine that built it. */
const topFolders =
  /^(arch|block|certs|crypto|Documentation|drivers|fs|include|init|io_uring|ipc|kernel|lib|mm|net|rust|samples|scripts|security|sound|tools|usr|virt)\//

/** A folder that is none: the sections that claim it claim every selftest, and say nothing of one. */
const anySelftest = 'tools/testing/selftests/any-test-at-all/x'

/** Finds the sections of MAINTAINERS behind results and coverage; remembers each path. */
export class Subsystems {
  readonly #known = new Map<string, readonly string[]>()
  readonly #general: ReadonlySet<string>

  /** `fileOfSystemCall`: where the kernel implements it (`access` → `fs/open.c`), undefined for what is no system call. */
  constructor(
    private readonly maintainers: Maintainers,
    private readonly fileOfSystemCall: (name: string) => string | undefined = () => undefined,
  ) {
    this.#general = new Set(sectionsOf(maintainers, anySelftest))
  }

  /** Sections that claim a source file, whatever folder the tree stands in; [] when none does. */
  ofPath(path: string): readonly string[] {
    const known = this.#known.get(path) ?? this.#find(path)
    this.#known.set(path, known)
    return known
  }

  #find(path: string): readonly string[] {
    for (const inTree of pathsInTree(path)) {
      const sections = sectionsOf(this.maintainers, inTree)
      const own = inTree.startsWith('tools/testing/selftests/')
        ? sections.filter((name) => !this.#general.has(name))
        : []
      if (sections.length > 0) return own.length > 0 ? own : sections
    }
    return []
  }

  /** Sections of a result: of what it tests (a selftest's folder, a system call), else of the place where it failed. */
  ofRecord({ target, place }: Pick<EvidenceRecord, 'target' | 'place'>): readonly string[] {
    const told = target.startsWith('syscall:') ? target.slice('syscall:'.length) : target
    const systemCall = systemCallOfTest(told, (name) => this.fileOfSystemCall(name) !== undefined)
    const file = systemCall === undefined ? undefined : this.fileOfSystemCall(systemCall)
    if (file !== undefined) return this.ofPath(file)
    const ofTarget = this.ofPath(target)
    return ofTarget.length > 0 ? ofTarget : this.ofPath(place.replace(/:\d+$/, ''))
  }

  /** The same evidence, its records with their subsystems where one is found. */
  inEvidence(evidence: Evidence): Evidence {
    const records = evidence.records.map((record) => {
      const sections = this.ofRecord(record)
      return sections.length === 0 ? record : { ...record, subsystem: sections.join('; ') }
    })
    return { ...evidence, records }
  }

  /** Coverage summed by subsystem, by name; a file of several counts in each, one of none under ''. */
  ofCoverage(files: readonly CoverageFile[]): SubsystemCoverage[] {
    const bySection = new Map<string, CoverageFile[]>()
    for (const file of files) {
      const sections = this.ofPath(file.path)
      for (const name of sections.length > 0 ? sections : ['']) {
        const own = bySection.get(name)
        if (own) own.push(file)
        else bySection.set(name, [file])
      }
    }
    return [...bySection]
      .sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0))
      .map(([subsystem, own]) => ({ subsystem, files: own.length, ...sumsOf(own) }))
  }
}

export type SubsystemCoverage = CoverageCounts & { readonly subsystem: string; readonly files: number }

/** A path, and what of it may be a path from the root of the source tree, longest first. */
function pathsInTree(path: string): string[] {
  const parts = path.split('/').slice(-40)
  return parts.map((_, from) => parts.slice(from).join('/')).filter((part) => topFolders.test(part))
}

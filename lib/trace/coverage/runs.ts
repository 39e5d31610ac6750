import { fieldOf, textOf } from '@/lib/stpa/fieldValues'
import { itemsOf, linked } from '@/lib/stpa/graph'
import type { Analysis, Item } from '@/lib/stpa/model'
import { isActive } from '@/lib/stpa/state'
import type { EvidenceCard } from '../api'
import type { RunOf } from './types'

/** What of a kept file says which file it is. */
export type KeptFile = Pick<EvidenceCard, 'hash' | 'original' | 'kind' | 'createdAt'>

/** A run of the analysis, with the evidence that shows it and the trace that the workbench keeps of it. */
export type KeptRun<File extends KeptFile = EvidenceCard> = {
  readonly item: Item
  readonly evidence: Item | undefined
  readonly card: File | undefined
  readonly run: RunOf
}

/**
 * The runs of an analysis in their order, for screens and reports alike; without a card where no trace of theirs is kept
 * here, or where their evidence is withdrawn.
 */
export function runsOf<File extends KeptFile>(analysis: Analysis, files: readonly File[]): KeptRun<File>[] {
  const kept = keptAs(files)
  return itemsOf(analysis, 'run')
    .filter(isActive)
    .map((item): KeptRun<File> => {
      const [evidence] = linked(analysis, item.uid, 'in')
      const card = evidence && isActive(evidence) ? kept(textOf(evidence, 'hash')) : undefined
      return { item, evidence, card: card?.kind === 'trace' ? card : undefined, run: runOf(item, evidence) }
    })
}

/**
 * The kept file that a hash of evidence names: what is kept under it, else the file that was given under it and kept
 * redacted; of several, the one that has been here longest, so that a later one changes nothing.
 */
export function keptAs<File extends KeptFile>(files: readonly File[]): (hash: string) => File | undefined {
  const oldestFirst = [...files].sort((left, right) => order(left) - order(right) || (left.hash < right.hash ? -1 : 1))
  const byHash = new Map<string, File>()
  for (const file of oldestFirst) if (!byHash.has(file.original)) byHash.set(file.original, file)
  for (const file of oldestFirst) byHash.set(file.hash, file)
  byHash.delete('') // evidence that names no file
  return (hash) => byHash.get(hash)
}

const order = ({ createdAt }: KeptFile): number => Date.parse(createdAt)

function runOf(item: Item, evidence: Item | undefined): RunOf {
  const run = { id: item.uid, title: textOf(item) || item.key, workload: textOf(item, 'workload') }
  if (!evidence) return run
  const limits = fieldOf(evidence, 'declaredLimits')
  return {
    ...run,
    nature: textOf(evidence, 'nature') === 'faultInjection' ? 'faultInjection' : 'normal',
    natureReason: textOf(evidence, 'rationale'),
    // Parsed by the kind's texts field.
    declaredLimits: (limits as readonly string[] | null) ?? [],
  }
}

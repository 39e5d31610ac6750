import type { FlowCard, TraceHead } from '@/lib/client/digests'
import { type ProcessPair, pairProcesses } from '@/lib/trace/compare/pair'
import type { Source } from '../sources'

export type CardPair = ProcessPair<FlowCard>

/** Processes that at least two traces have; where no name is in two of them, the first process of each. */
export function pairsOf(heads: readonly (TraceHead | undefined)[]): CardPair[] {
  const flows = heads.map((head) => head?.flows ?? [])
  const pairs = pairProcesses(flows).filter((pair) => countOf(pair) >= 2)
  if (pairs.length > 0) return pairs.toSorted((left, right) => countOf(right) - countOf(left))
  const firsts: CardPair = { name: 'first process of each', flows: flows.map((own) => own[0] ?? null) }
  return countOf(firsts) >= 2 ? [firsts] : []
}

export const countOf = ({ flows }: CardPair): number => flows.filter((flow) => flow !== null).length

/** The same as long as the same traces are chosen: the ids of its processes. */
export const keyOfPair = ({ flows }: CardPair): string => flows.map((flow) => flow?.id ?? 0).join('-')

/** `mdtsim: 16 / 10 steps`, `cc1, in 2 of 3: …` */
export function titleOfPair(pair: CardPair): string {
  const present = pair.flows.filter((flow) => flow !== null)
  const steps = present.map(({ nodes }) => nodes).join(' / ')
  const some = present.length < pair.flows.length ? `, in ${present.length} of ${pair.flows.length}` : ''
  return `${pair.name || 'process'}${some}: ${steps} steps`
}

export type ComparedSource = { readonly source: Source; readonly flow: FlowCard; readonly head: TraceHead }

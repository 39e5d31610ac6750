'use client'

import { useMemo } from 'react'
import { Flowchart } from '@/components/view/picture/flowchart'
import { useLaidOut } from '@/components/view/picture/useLaidOut'
import { useComparison } from '@/lib/client/comparison'
import { useFlows } from '@/lib/client/traces'
import type { ComparedRun } from '@/lib/trace/compare/model'
import { comparisonPicture } from '@/lib/trace/compare/picture'
import { layoutFlow } from '@/lib/trace/flow/layout'
import type { ProcessFlow } from '@/lib/trace/flow/model'
import { useQuickView } from '../useView'
import { ComparisonPanel } from './comparisonPanel'
import type { ComparedSource } from './pairs'
import { SaveComparison } from './saveComparison'

const names = ['step'] as const

/** The same process in several runs as one flowchart, with the list of what differs. */
export function Compared({ runs }: { runs: readonly ComparedSource[] }) {
  const [{ step }, set] = useQuickView(names)
  const flows = useFlows(runs.map(({ source, flow }) => ({ hash: source.hash, process: flow.id })))
  const compared = useComparison(useNamedFlows(runs, flows.answers))
  const picture = useMemo(() => compared?.comparison && comparisonPicture(compared.comparison), [compared])
  const { drawn, busy, error } = useLaidOut(picture, layoutFlow)
  const refusal = flows.refusal || compared?.refusal || ''
  if (refusal !== '')
    return (
      <p role="alert" className="px-4 py-3 text-error">
        {refusal}
      </p>
    )
  if (!compared?.comparison || !picture) return <p className="px-4 py-3 text-soft">Comparing …</p>
  const choose = (id: string) => set({ step: id })
  return (
    <div className="flex min-h-0 flex-1 border-line border-t">
      <div className="relative min-w-0 flex-1">
        {error !== '' && (
          <p role="alert" className="px-4 py-3 text-error">
            {error}
          </p>
        )}
        {drawn && <Flowchart key={drawn.title} label="Comparison" drawn={drawn} chosen={step} onChoose={choose} />}
        {busy && <p className="absolute bottom-2 left-14 rounded bg-panel px-2 py-1 text-[12px]">Laying out …</p>}
      </div>
      <ComparisonPanel comparison={compared.comparison} runs={runs} step={step} onChoose={choose}>
        <SaveComparison comparison={compared.comparison} picture={picture} drawn={drawn} />
      </ComparisonPanel>
    </div>
  )
}

/** Named flows, when all of them are there. */
function useNamedFlows(
  runs: readonly ComparedSource[],
  flows: readonly (ProcessFlow | undefined)[],
): readonly ComparedRun[] | undefined {
  return useMemo(() => {
    const named = runs.flatMap(({ source }, at): ComparedRun[] => {
      const flow = flows[at]
      return flow ? [{ name: shortName(source.title), flow }] : []
    })
    return named.length === runs.length && named.length > 0 ? named : undefined
  }, [runs, flows])
}

/** Beside an arrow there is little room. */
const shortName = (title: string): string => (title.length > 32 ? `${title.slice(0, 31)}…` : title)

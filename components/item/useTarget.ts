'use client'

import { useMemo, useState } from 'react'
import { useAnalysis } from '@/lib/client/analysis'
import { sectionName } from '@/lib/kernel/graph/names'
import { textOf } from '@/lib/stpa/fieldValues'
import { itemsOf } from '@/lib/stpa/graph'
import type { Uid } from '@/lib/stpa/model'
import { linuxElements } from '@/lib/stpa/responsibilities'

/** The control structure that shows what is taken, and the element that new controllers are parts of. */
export type Target = {
  readonly structure: Uid | null
  readonly parent: Uid | null
  readonly set: (target: { structure?: Uid | null; parent?: Uid | null }) => void
}

/** Linux itself and the first structure, until a person says otherwise. */
export function useTarget(): Target {
  const analysis = useAnalysis()
  const [chosen, setChosen] = useState<{ structure?: Uid | null; parent?: Uid | null }>({})
  const { structure = itemsOf(analysis, 'structure')[0]?.uid ?? null } = chosen
  const { parent = [...linuxElements(analysis)][0] ?? null } = chosen
  return { structure, parent, set: (next) => setChosen({ ...chosen, ...next }) }
}

/** Names of the subsystems that are in the analysis already. */
export function useTaken(): ReadonlySet<string> {
  const analysis = useAnalysis()
  return useMemo(
    () => new Set(itemsOf(analysis, 'kernelBinding').map((item) => sectionName(textOf(item, 'subsystem')))),
    [analysis],
  )
}

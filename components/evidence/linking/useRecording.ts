'use client'

import { useCallback, useState } from 'react'
import { useAnalysis } from '@/lib/client/analysis'
import { takeEvidence, takingOf } from '@/lib/edits/evidence'
import { newUid } from '@/lib/edits/newUid'
import type { RecordsDigest } from '@/lib/evidence/digest'
import type { Recording } from '@/lib/evidence/linking/recording'
import type { Item } from '@/lib/stpa/model'
import type { EvidenceCard } from '@/lib/trace/api'

export type LinkedFile = {
  readonly card: EvidenceCard | undefined
  readonly digest: RecordsDigest
  /** Evidence of the analysis that is this file already. */
  readonly evidence: readonly Item[]
}

/** What a file may not say of its making, and a person knows: age and kernel follow from it. */
export type Making = { readonly date: string; readonly kernelVersion: string }

export type Recorder = {
  readonly making: Making
  readonly setMaking: (making: Making) => void
  /** What the file becomes when it is recorded; undefined until its card is there. */
  readonly recording: () => Recording | undefined
}

/** A file as it is taken into the analysis: by what it says itself, and what a person adds. */
export function useRecording({ card, digest, evidence }: LinkedFile): Recorder {
  const analysis = useAnalysis()
  const [told, setMaking] = useState<Making>()
  const making = told ?? madeOf(digest)
  const { date, kernelVersion } = making
  const recording = useCallback(() => {
    if (!card) return undefined
    const [create] = takeEvidence({ card, digest, newUid }, { ...takingOf(card, digest), date, kernelVersion })
    return create?.op === 'create' ? { analysis, newUid, fields: create.fields, existing: evidence } : undefined
  }, [analysis, card, digest, evidence, date, kernelVersion])
  return { making, setMaking, recording }
}

const madeOf = ({ facts }: RecordsDigest): Making => ({
  date: /^\d{4}-\d\d-\d\d/.exec(facts.date)?.[0] ?? '',
  kernelVersion: facts.kernel,
})

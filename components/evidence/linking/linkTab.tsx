'use client'

import { ObservationsLink } from './observationsLink'
import { ResultsLink } from './resultsLink'
import type { LinkedFile } from './useRecording'

/** What of a file belongs to what of the analysis: proposed with a reason, judged by a person. */
export function LinkTab(file: LinkedFile) {
  const { components, coverage } = file.digest
  if (components || coverage) return <ObservationsLink {...file} />
  return <ResultsLink {...file} />
}

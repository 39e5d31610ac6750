import type { ChapterDefinition } from '../building'
import { actions } from './actions'
import { assumptionsOfUse } from './assumptionsOfUse'
import { basis } from './basis'
import { claim } from './claim'
import { context } from './context'
import { evidence } from './evidence'
import { findings } from './findings'
import { glossary } from './glossary'
import { kernelBasis } from './kernelBasis'
import { method } from './method'
import { observed } from './observed'
import { purpose } from './purpose'
import { responsibilities } from './responsibilities'
import { rules } from './rules'
import { scenarios } from './scenarios'
import { scope } from './scope'
import { sources } from './sources'
import { structure } from './structure'
import { traceability } from './traceability'
import { verification } from './verification'

/** The chapters of the safety analysis report, in order, from claim to evidence: one file and one line each. */
export const reportChapters: readonly ChapterDefinition[] = [
  claim,
  context,
  scope,
  method,
  purpose,
  structure,
  actions,
  scenarios,
  responsibilities,
  assumptionsOfUse,
  verification,
  findings,
  traceability,
  kernelBasis,
  observed,
  evidence,
  rules,
  sources,
  basis,
  glossary,
]

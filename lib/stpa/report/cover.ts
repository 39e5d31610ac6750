import { fieldOf, textOf } from '../fieldValues'
import { analysisItem } from '../graph'
import { kindOf } from '../kinds'
import type { Analysis } from '../model'
import { type Block, type Cover, cell, fact, type Inline, type Row } from './document'
import { dateText } from './values'

export const titleOfAnalysis = (analysis: Analysis): string => {
  const item = analysisItem(analysis)
  return (item && textOf(item)) || 'Analysis without a title'
}

/** Title, identity, state and authors: the same for every document of one revision. */
export function coverOf(
  analysis: Analysis,
  subtitle: string,
  hash: string,
  front: readonly Block[],
  signOff: readonly string[],
): Cover {
  const item = analysisItem(analysis)
  const field = kindOf('analysis').allFields.state
  const state = field?.options?.find((option) => item && option.value === fieldOf(item, 'state'))?.label ?? 'Draft'
  const authors = item ? fieldOf(item, 'authors') : []
  const version = item ? textOf(item, 'version') : ''
  const facts = [
    ...(version === '' ? [] : [fact('Version', version)]),
    fact('Status', state),
    fact('Authors', Array.isArray(authors) && authors.length > 0 ? authors.join(', ') : 'not named'),
    fact('Analysis', { code: analysis.id }),
    fact('Revision', String(analysis.revision)),
    fact('Dated', dateText(analysis.revisedAt)),
    fact('Content (SHA-256)', { code: hash }),
  ]
  return { title: titleOfAnalysis(analysis), subtitle, facts, front, signOff }
}

type Output = { readonly what: string; readonly where: readonly Inline[] }

const comma = (...places: Inline[]): Inline[] =>
  places.flatMap((place, index) => (index === 0 ? [place] : [', ', place]))

/** The five outputs that OSEP expects of a safety analysis, and where this report holds them. */
const outputs: readonly Output[] = [
  { what: 'System context and safety goals', where: [{ chapter: 'context' }] },
  {
    what: 'Risks considered, and exclusions from the scope',
    where: comma({ chapter: 'scope' }, { chapter: 'purpose' }),
  },
  {
    what: 'Safety responsibilities of Linux and of the other components, with their requirements',
    where: comma({ chapter: 'responsibilities' }, { chapter: 'assumptionsOfUse' }),
  },
  {
    what: 'Scenarios that violate them, for test cases, fault injections and further mitigations',
    where: comma({ chapter: 'scenarios' }, { chapter: 'verification' }),
  },
  { what: 'Linux features analysed', where: [{ chapter: 'scenarios', section: 'features' }] },
]

export function outputTable(): Block {
  const rows = outputs.map(({ what, where }): Row => ({ cells: [cell(what), cell(...where)] }))
  return {
    type: 'table',
    caption: ['Where the outputs of the analysis stand'],
    columns: [{ title: 'Output', width: 'wide' }, { title: 'In this report' }],
    rows,
  }
}

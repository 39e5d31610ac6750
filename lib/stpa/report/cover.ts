import { fieldOf, textOf } from '../fieldValues'
import { analysisItem } from '../graph'
import { kindOf } from '../kinds'
import type { Analysis } from '../model'
import type { Hashes } from './contentHash'
import { type Block, type Cover, cell, fact, type Row, toned } from './document'
import { dateText } from './values'

export const titleOfAnalysis = (analysis: Analysis): string => {
  const item = analysisItem(analysis)
  return (item && textOf(item)) || 'Analysis without a title'
}

/** Title, identity, state and authors: the same for every document of one revision. */
export function coverOf(
  analysis: Analysis,
  subtitle: string,
  hashes: Hashes,
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
    fact('Content (SHA-256)', { code: hashes.content }),
    fact('Basis (SHA-256)', { code: hashes.basis.hash }),
  ]
  return { title: titleOfAnalysis(analysis), subtitle, facts, front, signOff }
}

type Place = { readonly chapter: string; readonly section?: string }
type Output = { readonly what: string; readonly where: readonly Place[] }

/** The five outputs that OSEP expects of a safety analysis, and where this report holds them. */
const outputs: readonly Output[] = [
  { what: 'System context and safety goals', where: [{ chapter: 'context' }] },
  {
    what: 'Risks considered, and exclusions from the scope',
    where: [{ chapter: 'scope' }, { chapter: 'purpose' }],
  },
  {
    what: 'Safety responsibilities of Linux and of the other components, with their requirements',
    where: [{ chapter: 'responsibilities' }, { chapter: 'assumptionsOfUse' }],
  },
  {
    what: 'Scenarios that violate them, for test cases, fault injections and further mitigations',
    where: [{ chapter: 'scenarios' }, { chapter: 'verification' }],
  },
  { what: 'Linux features analysed', where: [{ chapter: 'scenarios', section: 'features' }] },
]

/** `present` names the chapters and sections (`chapter.section`) that this report has. */
export function outputTable(present: ReadonlySet<string>): Block {
  const rows = outputs.map(({ what, where }): Row => {
    const places = where.filter(({ chapter, section }) => present.has(section ? `${chapter}.${section}` : chapter))
    const names = places.flatMap((place, index) => (index === 0 ? [place] : [', ', place]))
    return { cells: [cell(what), names.length > 0 ? cell(...names) : toned('quiet', 'not in this report')] }
  })
  const columns = [{ title: 'Output', width: 'wide' }, { title: 'In this report' }] as const
  return { type: 'table', caption: ['Where the outputs of the analysis stand'], columns, rows }
}

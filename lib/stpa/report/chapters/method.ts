import { isOn, phaseOf } from '../../checks'
import { rules } from '../../checks/rules'
import { textOf } from '../../fieldValues'
import { analysisItem, itemsOf } from '../../graph'
import { type GuideWordSet, guideWordOf, guideWordSets } from '../../guideWords'
import { integrityListOf } from '../../integrity'
import { kinds } from '../../kinds'
import { phases } from '../../kinds/context/analysis'
import { guideWordSetOf } from '../../matrix'
import type { Analysis } from '../../model'
import { steps } from '../../steps'
import { type ChapterDefinition, section } from '../building'
import { type Block, cell, fact, list, paragraph, type Text, toned } from '../document'
import { capital } from '../facts'

const setTitles: Readonly<Record<GuideWordSet, string>> = {
  handbook: 'the four of the STPA Handbook (2018)',
  rafia: 'the nine of RAFIA, which refine those of the handbook',
}

export const method: ChapterDefinition = {
  name: 'method',
  title: 'Method',
  summary: 'How the analysis was made: guide words, phases, and the rules that it was checked with.',
  kinds: [],
  build: ({ analysis }) => [
    ...section('basis', 'Basis', ...basis(analysis)),
    ...section('phases', 'Phases', phaseTable(analysis)),
    ...section('rules', 'Rules of the checks', ...ruleBlocks(analysis)),
  ],
}

function basis(analysis: Analysis): Block[] {
  const set = guideWordSetOf(analysis)
  const words = guideWordSets[set].map((word) => guideWordOf(word)?.label ?? word)
  const item = analysisItem(analysis)
  const profile = item && textOf(item, 'profile') === 'linux'
  const method = paragraph(
    'The method is System-Theoretic Process Analysis, after the STPA Handbook (Leveson and Thomas, 2018): losses, ',
    'hazards and constraints; control structure; unsafe control actions; loss scenarios. Safety responsibilities and ',
    'assumptions of use are then derived from them.',
  )
  const facts = [
    fact('Guide words', `${capital(setTitles[set])}: ${words.join('; ')}.`),
    fact('Integrity levels', `${integrityListOf(analysis).join(', ')} (lowest first).`),
    ...(profile
      ? [fact('Profile', 'Linux: the rules for Linux are on, and Linux comes first in chapters by element.')]
      : []),
  ]
  return [method, { type: 'facts', facts }]
}

function phaseTable(analysis: Analysis): Block {
  const rows = steps.map((step) => {
    const phase = phaseOf(analysis, step.name)
    const items = kinds
      .filter((kind) => kind.step === step.name && !kind.single)
      .reduce((sum, kind) => sum + itemsOf(analysis, kind.name).length, 0)
    const label = phases.find((entry) => entry.value === phase)?.label ?? phase
    return { cells: [cell(step.title), toned(phase === 'complete' ? 'good' : undefined, label), cell(String(items))] }
  })
  const columns = [{ title: 'Step', width: 'wide' }, { title: 'Phase' }, { title: 'Items', align: 'end' }] as const
  return { type: 'table', caption: ['Phase of each step'], columns, rows }
}

/** How many rules are on, and which are not; all of them stand in an annex. */
function ruleBlocks(analysis: Analysis): Block[] {
  const off = rules.filter((rule) => !isOn(analysis, rule))
  const text = paragraph(
    `${rules.length - off.length} of ${rules.length} rules are on: `,
    { chapter: 'rules' },
    '. What they found, and what was dismissed, stands in ',
    { chapter: 'findings' },
    '.',
  )
  const names = list(...off.map((rule): Text => [{ code: rule.id }, ` ${rule.title}`]))
  return off.length === 0 ? [text] : [text, paragraph('Rules that are off:'), names]
}

import { counted } from '@/lib/text/counts'
import { check, phaseOf } from '../../checks'
import { fieldOf, textOf } from '../../fieldValues'
import { analysisItem, itemsOf, linkedFrom } from '../../graph'
import { coverageOf, matrixOf } from '../../matrix'
import type { Analysis, Item } from '../../model'
import { steps } from '../../steps'
import { answersTo } from '../answering'
import { type ChapterDefinition, section } from '../building'
import { type Block, list, paragraph, type Text } from '../document'
import { isGone } from '../facts'
import { markdownBlocks } from '../markdownBlocks'

export const claim: ChapterDefinition = {
  name: 'claim',
  title: 'Claim and its limits',
  summary: 'What this report says, in words, and what it does not say.',
  kinds: ['analysis'],
  build: ({ analysis }) => {
    const item = analysisItem(analysis)
    const about = item ? markdownBlocks(textOf(item, 'description')) : []
    return [
      ...section('about', 'What is analysed', ...about),
      ...section('claim', 'Claim', ...claimBlocks(analysis)),
      ...section('limits', 'Limits of the claim', list(...limitsOf(analysis))),
    ]
  },
}

const active = (analysis: Analysis, kind: string): Item[] => itemsOf(analysis, kind).filter((item) => !isGone(item))

function claimBlocks(analysis: Analysis): Block[] {
  const count = (kind: string) => active(analysis, kind).length
  const [ucas, scenarios] = [active(analysis, 'unsafeControlAction'), active(analysis, 'lossScenario')]
  if (ucas.length === 0 && scenarios.length === 0) {
    return [paragraph('The analysis holds neither unsafe control actions nor loss scenarios yet: it makes no claim.')]
  }
  const found = paragraph(
    `The analysis considers ${counted(count('loss'), 'loss', 'losses')} and ${counted(count('hazard'), 'hazard')}, `,
    `and looks at ${counted(count('controlAction'), 'control action')} for ways in which they lead to these hazards. `,
    `It found ${counted(ucas.length, 'unsafe control action')} and ${counted(scenarios.length, 'loss scenario')}.`,
  )
  return [found, paragraph(...answeredSentence(analysis, ucas, scenarios))]
}

function answeredSentence(analysis: Analysis, ucas: readonly Item[], scenarios: readonly Item[]): Text {
  const bareUcas = ucas.filter((uca) => linkedFrom(analysis, uca.uid, 'prevents').length === 0).length
  const bareScenarios = scenarios.filter((scenario) => answersTo(analysis, scenario).length === 0).length
  const means = 'a controller constraint, a requirement, a mitigation, an assumption of use or a risk accepted by name'
  if (bareUcas + bareScenarios === 0) {
    return [`It claims that each of them is answered: by ${means}. It claims nothing beyond the limits below.`]
  }
  const gaps = [
    ...(bareUcas > 0 ? [`${bareUcas} of ${ucas.length} unsafe control actions have no controller constraint yet`] : []),
    ...(bareScenarios > 0 ? [`${bareScenarios} of ${scenarios.length} loss scenarios have no answer yet`] : []),
  ].join(', and ')
  const others = bareUcas + bareScenarios < ucas.length + scenarios.length
  const claims = others
    ? `; about these it claims nothing. The others are answered, by ${means}.`
    : '; it claims nothing yet.'
  return [`${gaps} (`, { chapter: 'findings' }, `)${claims}`]
}

function limitsOf(analysis: Analysis): Text[] {
  const { decided, of } = coverageOf(matrixOf(analysis))
  const { counts } = check(analysis)
  const unfinished = steps.filter((step) => phaseOf(analysis, step.name) !== 'complete').map((step) => step.title)
  const excluded = active(analysis, 'scopeItem').filter((item) => fieldOf(item, 'decision') === 'out')
  const uses = active(analysis, 'assumptionOfUse').length
  const assumptions = active(analysis, 'assumption')
  const assumed = assumptions.filter((item) => fieldOf(item, 'basis') === 'assumed').length
  const lines: (Text | false)[] = [
    itemsOf(analysis, 'systemContext').length > 0 && [
      'It holds in the system context of ',
      { chapter: 'context' },
      ' only.',
    ],
    excluded.length > 0 && [`${counted(excluded.length, 'exclusion')} from the scope: `, { chapter: 'scope' }, '.'],
    uses > 0 && [
      `It holds only while ${counted(uses, 'assumption of use', 'assumptions of use')} are met by others: `,
      { chapter: 'assumptionsOfUse' },
      '.',
    ],
    assumptions.length > 0 && [
      `It rests on ${counted(assumptions.length, 'assumption')}, ${assumed} of them not given but assumed: `,
      { chapter: 'scope', section: 'assumptions' },
      '.',
    ],
    of > 0 && [
      decided === of
        ? `All ${of} pairs of control action and guide word were decided.`
        : `${of - decided} of ${of} pairs of control action and guide word are not decided yet: `,
      ...(decided === of ? [] : [{ chapter: 'actions' }, '.']),
    ],
    unfinished.length > 0 && [`Steps that are not declared complete: ${unfinished.join(', ')}.`],
    [
      `Open findings of the checks: ${counted(counts.error, 'error')}, ${counted(counts.warning, 'warning')}, ${counted(counts.hint, 'hint')}`,
      ...(counts.error + counts.warning + counts.hint > 0 ? [': ', { chapter: 'findings' }] : []),
      '.',
    ],
    [
      'STPA argues about causes, not about frequencies: nothing here is a probability, and no method can show that no scenario is missing.',
    ],
  ]
  return lines.filter((line) => line !== false)
}

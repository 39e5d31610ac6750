import type { Quantity } from '../../fields'
import { fieldOf, textOf } from '../../fieldValues'
import { itemsOf, linked } from '../../graph'
import { derivedLevel } from '../../integrity'
import { kindOf } from '../../kinds'
import type { Analysis, Item } from '../../model'
import { type Block, type Chapter, heading, paragraph, refs, type Span } from '../blocks'
import { valueText } from '../generic'

/** "The ‹addressee› shall ‹one act› [‹limit and unit›] when ‹condition›", from the fields; else the text as it stands. */
export function sentenceOf(analysis: Analysis, item: Item): string {
  const act = textOf(item, 'act')
  const addressee = linked(analysis, item.uid, 'addressedTo')[0]
  if (act === '' || !addressee) return textOf(item)
  const limit = fieldOf(item, 'limit') as Quantity | null // parsed by the kind's quantity field
  const condition = textOf(item, 'condition')
  const when =
    condition === ''
      ? ''
      : /^(when|while|before|after|if|during|until|at|for)\b/i.test(condition)
        ? ` ${condition}`
        : ` when ${condition}`
  return `The ${addressee.fields.text} shall ${act}${limit ? ` [${limit.value} ${limit.unit}]` : ''}${when}.`
}

export const isPublished = (item: Item): boolean =>
  item.fields.state !== 'rejected' && item.fields.state !== 'withdrawn'

/** One chapter per addressee, in the order of the stakeholders; what is addressed to nobody comes last. */
export function assumptionChapters(analysis: Analysis): Chapter[] {
  const all = itemsOf(analysis, 'assumptionOfUse').filter(isPublished)
  const of = (stakeholder: Item | undefined) =>
    all.filter((item) => linked(analysis, item.uid, 'addressedTo')[0]?.uid === stakeholder?.uid)
  const groups: [string, string, Item[]][] = itemsOf(analysis, 'stakeholder').map((stakeholder) => [
    stakeholder.key,
    textOf(stakeholder),
    of(stakeholder),
  ])
  groups.push(['nobody', 'Not yet addressed', of(undefined)])
  return groups
    .filter(([, , items]) => items.length > 0)
    .map(([key, title, items]) => ({
      name: key,
      title: `For: ${title}`,
      blocks: items.flatMap((item) => entry(analysis, item)),
    }))
}

function entry(analysis: Analysis, item: Item): Block[] {
  const kind = kindOf('assumptionOfUse')
  const origins = linked(analysis, item.uid, 'derivedFrom')
  const why = origins.find((origin) => origin.kind === 'lossScenario') ?? origins[0]
  const lines: [string, Span[]][] = [
    ['Why', why ? [textOf(why)] : []],
    ['If it is not met', [textOf(item, 'consequence')]],
    ['Level', [derivedLevel(analysis, item) ?? '']],
    ['Phase', [valueText(kind, item, 'phase')]],
    ['Comes from', refs(origins)],
    ['Concerns', refs(linked(analysis, item.uid, 'on'))],
    ['Shown by', [textOf(item, 'acceptanceCriterion')]],
    ['Rationale', [textOf(item, 'rationale')]],
  ]
  const filled = lines.filter(([, spans]) => spans.some((span) => span !== ''))
  return [
    heading(3, item.key, item.uid),
    paragraph(sentenceOf(analysis, item)),
    { type: 'list', entries: filled.map(([label, spans]) => [`${label}: `, ...spans]) },
  ]
}

import type { Analysis, Item } from '../../model'
import { countsText } from '../../verification/evidence'
import { type Verification, type VerificationState, verificationStates } from '../../verification/verification'
import { type RolledUp, verificationView } from '../../verification/view'
import { type Block, type Cell, cell, type Inline, type Row, refs, refTo, toned } from '../document'
import { titleWithState } from '../facts'

const labelOf = (state: VerificationState) => verificationStates.find(({ value }) => value === state)

/** The state, and what speaks against it. */
export function stateCell(verification: Verification | undefined): Cell {
  const entry = labelOf(verification?.state ?? 'notVerified')
  const doubts = verification?.units
    .flatMap((unit) => unit.results)
    .flatMap(({ aside, doubts }) => (aside === '' ? doubts : []))
  const why = verification?.state === 'stale' ? [...new Set(doubts)].join('; ') : ''
  return toned(entry?.tone, entry?.label ?? '', why === '' ? '' : `: ${why}`)
}

/** ` Shown: 3 verified, 1 failed, 2 not verified.` */
export function verificationSentence(analysis: Analysis): string {
  const { counts } = verificationView(analysis)
  const parts = verificationStates.flatMap(({ value, label }) =>
    counts[value] > 0 ? [`${counts[value]} ${label.toLowerCase()}`] : [],
  )
  return ` By their evidence: ${parts.join(', ')}. Ages are counted to the date of this revision.`
}

/** Claims that are no requirements and about which there is evidence or a case. */
export function claimTable(analysis: Analysis): Block {
  const claims = verificationView(analysis).claims.filter(
    ({ item, units }) => item.kind !== 'requirement' && units.length > 0,
  )
  const columns = [
    { title: 'Key', width: 'key' },
    { title: 'Claim', width: 'wide' },
    { title: 'Evidence', width: 'wide' },
    { title: 'Shown' },
  ] as const
  const rows = claims.map(
    (claim): Row => ({
      cells: [cell(refTo(claim.item)), { text: titleWithState(claim.item) }, resultsCell(claim), stateCell(claim)],
    }),
  )
  return { type: 'table', caption: ['Other claims with evidence'], columns, rows }
}

function resultsCell({ units }: Verification): Cell {
  const results = units.flatMap((unit) => unit.results)
  const text = results.flatMap(({ evidence, aside }, index): Inline[] => {
    const counts = [countsText(evidence), aside === '' ? '' : `set aside: ${aside}`].filter(Boolean).join('; ')
    return [...(index > 0 ? [', '] : []), refTo(evidence), counts === '' ? '' : ` (${counts})`]
  })
  return text.length > 0 ? { text } : toned('warn', 'no result yet')
}

/** What stands under each goal and hazard, and how much of it is shown. */
export function rolledUpTable(analysis: Analysis): Block {
  const { goals, hazards } = verificationView(analysis)
  const columns = [
    { title: 'Key', width: 'key' },
    { title: 'Goal or hazard', width: 'wide' },
    { title: 'Requirements under it' },
    { title: 'Assumptions of use' },
    { title: 'Shown' },
  ] as const
  const rows = [...goals, ...hazards].map(
    (rolled): Row => ({
      cells: [
        cell(refTo(rolled.item)),
        { text: titleWithState(rolled.item) },
        requirementsCell(rolled),
        sharesCell(rolled.assumptionsOfUse),
        rolledState(rolled),
      ],
    }),
  )
  return { type: 'table', caption: ['Safety goals and hazards'], columns, rows }
}

function requirementsCell({ requirements, bare }: RolledUp): Cell {
  const shares = sharesCell(requirements)
  return bare.length === 0 ? shares : { text: [...shares.text, '; nothing follows from ', ...refs(bare)] }
}

/** `3 verified, 2 not verified` */
function sharesCell(claims: readonly Verification[]): Cell {
  const parts = verificationStates.flatMap(({ value, label }) => {
    const count = claims.filter(({ state }) => state === value).length
    return count > 0 ? [`${count} ${label.toLowerCase()}`] : []
  })
  return cell(parts.length > 0 ? parts.join(', ') : 'none')
}

function rolledState({ state }: RolledUp): Cell {
  const entry = labelOf(state)
  return toned(entry?.tone, entry?.label ?? '')
}

/** Why evidence does not count where it could, once each: newer evidence, fault injection. */
export function asideOf(analysis: Analysis, evidence: Item): string[] {
  const results = verificationView(analysis).claims.flatMap(({ units }) => units.flatMap((unit) => unit.results))
  return [
    ...new Set(results.flatMap((result) => (result.evidence === evidence && result.aside !== '' ? result.aside : []))),
  ]
}

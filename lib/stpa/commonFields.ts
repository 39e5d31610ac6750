import { choice, citations, markdown, text } from './fields'

export const states = [
  { value: 'draft', label: 'Draft' },
  { value: 'inReview', label: 'In review' },
  { value: 'accepted', label: 'Accepted' },
  { value: 'rejected', label: 'Rejected', help: 'Say why in the reason.' },
  { value: 'withdrawn', label: 'Withdrawn', help: 'Say why in the reason.' },
] as const

/** The fields of every item, whatever its kind. */
export const commonFields = {
  text: text('Text', { column: true, help: 'One short statement: what tables and reports show.' }),
  description: markdown('Description', { help: 'Anything longer, in Markdown.' }),
  rationale: markdown('Rationale', { help: 'Why it is so, for the reader who doubts it.' }),
  state: choice('State', states, { initial: 'draft', help: 'Rejected and withdrawn items stay, with their reason.' }),
  stateReason: text('Reason for the state', { help: 'Wanted when an item is rejected or withdrawn.' }),
  owner: text('Owner', { help: 'Who answers for this item.' }),
  sources: citations('Sources', { help: 'Where it comes from: document, version, place, address.' }),
}

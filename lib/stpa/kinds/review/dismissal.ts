import { defineKind, link } from '../../defineKind'
import { markdown, text } from '../../fields'

export const dismissal = defineKind({
  name: 'dismissal',
  title: 'Dismissal',
  plural: 'Dismissals',
  keyTemplate: 'DIS-{n}',
  step: 'review',
  summary: 'A finding that was considered and set aside, with the reason.',
  help: 'It holds while the item is as it was: a later edit brings the finding back.',
  fields: {
    rule: text('Rule', { column: true, suggest: 'rules' }),
    reason: markdown('Reason', { column: true }),
    dismissedBy: text('By', { column: true }),
  },
  links: {
    of: link('is of', 'any', 'has dismissed finding', { max: 1, confirmed: true }),
  },
})

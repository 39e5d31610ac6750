import { defineKind, link } from '../../defineKind'
import { date, text } from '../../fields'

export const acceptance = defineKind({
  name: 'acceptance',
  title: 'Accepted risk',
  plural: 'Accepted risks',
  keyTemplate: 'ACC-{n}',
  step: 'responsibilities',
  summary: 'A residual risk that was accepted, by whom, why and until when.',
  help: 'Give the rationale: an accepted risk without a reason is an open one.',
  fields: {
    acceptedBy: text('Accepted by', { column: true }),
    until: date('Until', { column: true }),
  },
  links: {
    accepts: link('accepts', ['lossScenario', 'unsafeControlAction', 'hazard', 'misbehaviour'], 'is accepted by', {
      min: 1,
      towards: 'up',
    }),
  },
})

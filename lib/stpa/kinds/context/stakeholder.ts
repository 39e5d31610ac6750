import { defineKind } from '../../defineKind'
import { text } from '../../fields'

export const stakeholder = defineKind({
  name: 'stakeholder',
  title: 'Stakeholder',
  plural: 'Stakeholders',
  keyTemplate: 'STK-{n}',
  step: 'context',
  summary: 'Who values something that may be lost, or who must act on an assumption of use.',
  help: 'Losses are losses to somebody (handbook p. 15). Integrators, users and maintainers are the addressees of assumptions of use.',
  textLabel: 'Name',
  fields: {
    role: text('Role', { column: true, help: 'Integrator, user, maintainer, supplier, authority …' }),
  },
  links: {},
})

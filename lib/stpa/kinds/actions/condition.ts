import { defineKind, link } from '../../defineKind'
import { text } from '../../fields'

export const condition = defineKind({
  name: 'condition',
  title: 'Context',
  plural: 'Contexts',
  keyTemplate: 'UCX-{n}',
  step: 'actions',
  summary: 'A named context in which a control action may be unsafe, to be used more than once.',
  help: 'State an actual condition of the system ("when …"), not what a controller believes (handbook p. 37-38).',
  example: { good: 'when a requested telltale is not visible', bad: 'when the controller thinks all is well' },
  fields: {
    expression: text('Expression', {
      column: true,
      help: 'Over values of process variables, e.g. requested = yes and displayed = no.',
    }),
  },
  links: {
    on: link('is over', ['processVariable'], 'appears in'),
  },
})

import { defineKind, link } from '../../defineKind'
import { text } from '../../fields'

export const structure = defineKind({
  name: 'structure',
  title: 'Control structure',
  plural: 'Control structures',
  keyTemplate: 'CS-{n}',
  step: 'structure',
  summary: 'One drawing of who controls what, at one level of detail.',
  help: 'Start abstract and refine: a structure may refine one element of another (handbook p. 22-34). A control structure is not a data-flow or deployment diagram.',
  textLabel: 'Name',
  fields: {
    level: text('Level', { column: true, help: 'E.g. vehicle, cluster, inside Linux.' }),
    question: text('Question it answers', { column: true }),
  },
  links: {
    shows: link('shows', ['element', 'interaction'], 'is shown in'),
    refines: link('refines', ['element'], 'is refined by', { towards: 'up' }),
  },
})

import { defineKind } from '../../defineKind'
import { choice } from '../../fields'
import { endLinks, interfaceFields } from '../interaction'

export const otherInteraction = defineKind({
  name: 'otherInteraction',
  title: 'Other interaction',
  plural: 'Other interactions',
  keyTemplate: 'IO-{n}',
  step: 'structure',
  summary: 'A data flow, disturbance, physical or peer interaction that is neither control nor feedback.',
  help: 'Keep these few: an arrow that is neither control nor feedback is often a sign of a data-flow diagram (handbook p. 24).',
  textLabel: 'Name',
  fields: {
    nature: choice(
      'Nature',
      [
        { value: 'dataFlow', label: 'Data flow' },
        { value: 'disturbance', label: 'Disturbance' },
        { value: 'physical', label: 'Physical' },
        { value: 'peer', label: 'Peer information' },
      ],
      { column: true },
    ),
    ...interfaceFields,
  },
  links: endLinks('intermediary'),
})

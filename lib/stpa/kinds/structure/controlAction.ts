import { defineKind, link } from '../../defineKind'
import { flag, text } from '../../fields'
import { endLinks, interfaceFields } from '../interaction'

export const controlAction = defineKind({
  name: 'controlAction',
  title: 'Control action',
  plural: 'Control actions',
  keyTemplate: 'CA-{n}',
  step: 'structure',
  summary: 'What a controller does to a process that it controls.',
  help: 'Authority goes downward: from the controller to the controlled process. Name what is done, not the medium (handbook p. 24-28).',
  example: { good: 'Pet watchdog', bad: 'CAN message' },
  textLabel: 'Name',
  fields: {
    ...interfaceFields,
    continuous: flag('Continuous', { help: 'It lasts: it can be stopped too soon or applied too long.' }),
    magnitude: flag('Has a magnitude', { help: 'It can be too much or too little.' }),
    parameters: text('Parameters', { help: 'Values and ranges it carries.' }),
  },
  links: {
    ...endLinks('actuator'),
    uses: link('uses', ['processVariable'], 'is used by'),
  },
})

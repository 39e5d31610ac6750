import { defineKind, link } from '../../defineKind'
import { flag, text } from '../../fields'
import { endLinks, interfaceFields } from '../interaction'

export const feedback = defineKind({
  name: 'feedback',
  title: 'Feedback',
  plural: 'Feedback',
  keyTemplate: 'FB-{n}',
  step: 'structure',
  summary: 'What tells a controller about the process that it controls.',
  help: 'Feedback goes upward: from the controlled process to the controller; say what it answers (handbook p. 24-31).',
  example: { good: 'Image read back from the display', bad: 'Status' },
  textLabel: 'Name',
  fields: {
    ...interfaceFields,
    continuous: flag('Continuous'),
    magnitude: flag('Has a magnitude'),
    trigger: text('Period or trigger', { help: 'E.g. every 100 ms; on change.' }),
  },
  links: {
    ...endLinks('sensor'),
    answers: link('answers', ['controlAction'], 'is answered by'),
    updates: link('updates', ['processVariable'], 'is updated by'),
  },
})

import { defineKind, link } from '../../defineKind'
import { text } from '../../fields'

export const processVariable = defineKind({
  name: 'processVariable',
  title: 'Process variable',
  plural: 'Process variables',
  keyTemplate: 'PV-{n}',
  step: 'structure',
  summary: 'One thing that a controller believes about its process.',
  help: 'Part of the process model: its values, and which feedback updates it (handbook p. 25-26).',
  example: { good: 'Requested telltales: set of telltale numbers' },
  textLabel: 'Name',
  fields: {
    values: text('Values or range', { column: true, help: 'E.g. on, off; 0 to 200.' }),
    unit: text('Unit', { column: true, suggest: 'units' }),
  },
  links: {
    belongsTo: link('belongs to', ['element'], 'believes', { min: 1, max: 1 }),
  },
})

import { defineKind } from '../../defineKind'
import { markdown, text } from '../../fields'

export const systemContext = defineKind({
  name: 'systemContext',
  title: 'System context',
  plural: 'System contexts',
  keyTemplate: 'CTX-{n}',
  step: 'context',
  summary: 'A concrete system design, or the class of designs, in which the analysis holds.',
  help: 'Name the system under analysis, the target system around it and the boundary between them (ELISA OSEP, safety analysis approach).',
  textLabel: 'Name',
  fields: {
    systemUnderAnalysis: text('System under analysis', {
      column: true,
      help: 'What this analysis is about, e.g. the Linux-based part.',
      suggest: 'systemNames',
    }),
    targetSystem: text('Target system', { help: 'What it is part of.' }),
    purpose: markdown('Purpose', { help: 'What the target system is for.' }),
    boundary: markdown('Boundary', { help: 'What is inside the system under analysis, and what is not.' }),
    operatingConditions: markdown('Operating conditions', { help: 'Modes, environment, worst case that is assumed.' }),
  },
  links: {},
})

import { defineKind, link } from '../../defineKind'
import { choice, markdown } from '../../fields'

export const scopeItem = defineKind({
  name: 'scopeItem',
  title: 'Scope item',
  plural: 'Scope items',
  keyTemplate: 'SCP-{n}',
  step: 'context',
  summary: 'Something that was looked at, or was left out, with the reason.',
  help: 'An item out of scope is an exclusion: give its reason, and what covers it instead.',
  example: {
    good: 'Random hardware faults are out: the hardware safety analysis of the SoC covers them.',
    bad: 'Hardware is out.',
  },
  fields: {
    decision: choice(
      'In or out',
      [
        { value: 'in', label: 'In scope' },
        { value: 'out', label: 'Out of scope' },
      ],
      { column: true, initial: 'in' },
    ),
    reason: markdown('Reason', { column: true, help: 'Why it is in, or may be left out.' }),
  },
  links: {
    concerns: link('concerns', 'any', 'scope decided by'),
    coveredBy: link('is covered by', ['assumptionOfUse', 'assumption'], 'covers', { towards: 'down' }),
  },
})

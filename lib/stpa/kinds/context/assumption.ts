import { defineKind, link } from '../../defineKind'
import { choice, markdown } from '../../fields'

export const assumption = defineKind({
  name: 'assumption',
  title: 'Assumption',
  plural: 'Assumptions',
  keyTemplate: 'ASM-{n}',
  step: 'context',
  summary: 'What we believe to be so; it must be validated.',
  help: 'An assumption is ours and must be shown to hold. What another party must do is an assumption of use.',
  example: { good: 'Telltale requests arrive at most every 100 ms on the bus.', bad: 'The bus works properly.' },
  fields: {
    basis: choice(
      'Given or assumed',
      [
        { value: 'given', label: 'Given' },
        { value: 'assumed', label: 'Assumed' },
      ],
      { column: true, initial: 'assumed' },
    ),
    validation: markdown('How it is validated', { column: true, help: 'Review, measurement, contract …' }),
  },
  links: {
    supports: link('supports', 'any', 'rests on', { towards: 'up' }),
  },
})

import { defineKind, link } from '../../defineKind'
import { choice, markdown, quantity, text } from '../../fields'

export const aouPhases = [
  { value: 'configure', label: 'Configure' },
  { value: 'build', label: 'Build' },
  { value: 'integrate', label: 'Integrate' },
  { value: 'operate', label: 'Operate' },
  { value: 'maintain', label: 'Maintain' },
] as const

export const assumptionOfUse = defineKind({
  name: 'assumptionOfUse',
  title: 'Assumption of use',
  plural: 'Assumptions of use',
  keyTemplate: 'AOU-{n}',
  step: 'responsibilities',
  summary: 'What another party must do, so that the claims of this analysis hold.',
  help: 'The ‹addressee› shall ‹one act› [‹limit and unit›] when ‹condition›. What Linux, as a Safety Element out of Context, expects of its integrator.',
  example: {
    good: 'The integrator shall configure the watchdog with a timeout of at most 150 ms before the first telltale is shown',
    bad: 'The watchdog should be configured appropriately',
  },
  fields: {
    act: text('Act', { help: 'One act: what the addressee shall do.' }),
    limit: quantity('Limit', { suggest: 'units' }),
    condition: text('Condition', { help: 'When it shall be done.' }),
    consequence: markdown('Consequence if not met', { column: true }),
    phase: choice('Phase', aouPhases, { column: true }),
    acceptanceCriterion: markdown('Acceptance criterion', { help: 'How the addressee shows that it is met.' }),
    producerState: choice(
      'State with us',
      [
        { value: 'proposed', label: 'Proposed' },
        { value: 'agreed', label: 'Agreed' },
        { value: 'published', label: 'Published' },
      ],
      { initial: 'proposed', help: 'What we did with it; the addressee answers in the answer sheet.' },
    ),
  },
  links: {
    addressedTo: link('is addressed to', ['stakeholder'], 'must meet', { min: 1, max: 1 }),
    derivedFrom: link(
      'is derived from',
      ['systemConstraint', 'controllerConstraint', 'lossScenario', 'misbehaviour', 'scopeItem', 'assumption'],
      'gives rise to',
      { min: 1, towards: 'up' },
    ),
    on: link('is on', ['element', 'interaction'], 'is subject to'),
    replaces: link('replaces', ['assumptionOfUse'], 'is replaced by'),
  },
})

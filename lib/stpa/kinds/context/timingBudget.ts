import { defineKind, link } from '../../defineKind'
import { choice, quantity } from '../../fields'

export const timingBudget = defineKind({
  name: 'timingBudget',
  title: 'Timing budget',
  plural: 'Timing budgets',
  keyTemplate: 'TB-{n}',
  step: 'context',
  summary: 'A time that must not be exceeded, and how it is shared out.',
  help: 'The parts add up to no more than what they are part of; the sum and the slack are shown.',
  example: { good: 'Rendering of one frame: 70 ms, part of the 200 ms of SG-1' },
  textLabel: 'Name',
  tree: true,
  fields: {
    value: quantity('Value', { column: true, suggest: 'units' }),
    basis: choice(
      'Given or allocated',
      [
        { value: 'given', label: 'Given' },
        { value: 'allocated', label: 'Allocated' },
      ],
      { column: true, initial: 'allocated' },
    ),
  },
  links: {
    partOf: link('is part of', ['safetyGoal', 'timingBudget'], 'is shared out to', { towards: 'up' }),
    allocatedTo: link('is allocated to', ['element', 'interaction'], 'has budget'),
  },
})

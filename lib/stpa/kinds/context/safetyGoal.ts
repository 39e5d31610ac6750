import { defineKind, link } from '../../defineKind'
import { choice, markdown, quantity, text } from '../../fields'

export const safetyGoal = defineKind({
  name: 'safetyGoal',
  title: 'Safety goal',
  plural: 'Safety goals',
  keyTemplate: 'SG-{n}',
  step: 'context',
  summary: 'A system-level criterion that must be met to avoid a negative outcome.',
  help: 'Give its integrity level, the safe state and the fault-tolerant time (ISO 26262-3:2018, 7.4.2.4).',
  example: {
    good: 'A requested driver warning is visible within 200 ms of its request, or the display goes dark within 200 ms.',
  },
  fields: {
    basis: choice(
      'Given or assumed',
      [
        { value: 'given', label: 'Given' },
        { value: 'assumed', label: 'Assumed' },
      ],
      { initial: 'given' },
    ),
    integrityLevel: text('Integrity level', {
      column: true,
      suggest: 'integrityLevels',
      help: 'Unknown is not QM: leave it empty when it is unknown.',
    }),
    overrideReason: markdown('Reason for an override', {
      help: 'Wanted when the level differs from the one that follows from the links.',
    }),
    safeState: markdown('Safe state', { column: true, help: 'The state in which the goal can no longer be violated.' }),
    faultTolerantTime: quantity('Fault-tolerant time', {
      column: true,
      suggest: 'units',
      help: 'From the fault to the hazard, if nothing reacts.',
    }),
  },
  links: {
    prevents: link('prevents', ['hazard'], 'prevented by', { towards: 'up' }),
  },
})

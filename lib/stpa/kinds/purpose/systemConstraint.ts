import { defineKind, link } from '../../defineKind'
import { choice } from '../../fields'

export const systemConstraint = defineKind({
  name: 'systemConstraint',
  title: 'System-level constraint',
  plural: 'System-level constraints',
  keyTemplate: 'SC-{n}',
  step: 'purpose',
  summary: 'What the system must do or be so that a hazard does not arise, or does not become a loss.',
  help: 'Give a condition to enforce, not a solution. Cover both: the hazard must not occur; if it occurs, it must be detected and its loss prevented (handbook p. 20).',
  example: { good: 'A requested warning must be visible to the driver within 200 ms', bad: 'Use a watchdog' },
  tree: true,
  fields: {
    form: choice(
      'Form',
      [
        { value: 'mustHold', label: 'Must hold' },
        { value: 'detectAndMitigate', label: 'If violated, then detect and mitigate' },
      ],
      { column: true, initial: 'mustHold' },
    ),
  },
  links: {
    addresses: link('addresses', ['hazard'], 'addressed by', { min: 1, towards: 'up' }),
    refines: link('refines', ['safetyGoal'], 'refined by', { towards: 'up' }),
  },
})

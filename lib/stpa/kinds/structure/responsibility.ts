import { defineKind, link } from '../../defineKind'

export const responsibility = defineKind({
  name: 'responsibility',
  title: 'Responsibility',
  plural: 'Responsibilities',
  keyTemplate: 'R-{n}',
  step: 'structure',
  summary: 'What an element must do so that system-level constraints are enforced.',
  help: 'Refine each system-level constraint into what each element must do (handbook p. 30-31).',
  example: { good: 'Compare each displayed frame with the requested telltales', bad: 'Be safe' },
  fields: {},
  links: {
    heldBy: link('is held by', ['element'], 'holds', { min: 1, max: 1 }),
    enforces: link('enforces', ['systemConstraint'], 'is enforced by', { min: 1, towards: 'up' }),
    exercisedBy: link('is exercised by', ['controlAction', 'feedback'], 'exercises'),
  },
})

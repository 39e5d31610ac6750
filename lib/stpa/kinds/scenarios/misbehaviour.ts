import { defineKind, link } from '../../defineKind'

export const misbehaviour = defineKind({
  name: 'misbehaviour',
  title: 'Misbehaviour',
  plural: 'Misbehaviours',
  keyTemplate: 'MB-{n}',
  step: 'scenarios',
  summary: 'What an element does wrong, as seen at its interface, whatever the cause.',
  help: 'One misbehaviour may stand for many scenarios: it is what a fault injection produces and a mitigation answers (RAFIA, misbehaviours).',
  example: { good: 'read() on the readback buffer returns an old frame without an error' },
  fields: {},
  links: {
    of: link('is of', ['element'], 'can misbehave as', { min: 1 }),
    leadsTo: link('leads to', ['hazard', 'unsafeControlAction'], 'comes from', { towards: 'up' }),
    answeredBy: link('is answered by', ['requirement', 'assumptionOfUse'], 'answers', { towards: 'down' }),
  },
})

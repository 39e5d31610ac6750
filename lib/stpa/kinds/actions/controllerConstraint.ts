import { defineKind, link } from '../../defineKind'

export const controllerConstraint = defineKind({
  name: 'controllerConstraint',
  title: 'Controller constraint',
  plural: 'Controller constraints',
  keyTemplate: 'CC-{n}',
  step: 'actions',
  summary: 'What a controller must or must not do, so that an unsafe control action does not happen.',
  help: 'Usually the inverse of the unsafe control action (handbook p. 40-41).',
  example: { good: 'Telltale checking must not pet the watchdog while a requested telltale is not visible' },
  fields: {},
  links: {
    on: link('is on', ['element'], 'is constrained by', { min: 1, max: 1 }),
    prevents: link('prevents', ['unsafeControlAction'], 'is prevented by', { min: 1, towards: 'up' }),
    constrains: link('constrains', ['interaction'], 'is constrained by'),
    refines: link('refines', ['systemConstraint', 'controllerConstraint'], 'is refined by', { towards: 'up' }),
  },
})

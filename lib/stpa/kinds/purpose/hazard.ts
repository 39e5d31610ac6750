import { defineKind, link } from '../../defineKind'
import { markdown } from '../../fields'

export const hazard = defineKind({
  name: 'hazard',
  title: 'Hazard',
  plural: 'Hazards',
  keyTemplate: 'H-{n}',
  step: 'purpose',
  summary: 'A system state or set of conditions that, in a worst-case environment, leads to a loss.',
  help: 'System + unsafe condition + losses. A state that the system can control, not a failure of a part (handbook p. 17-19).',
  example: { good: 'The cluster shows no warning while a harmful condition exists', bad: 'The graphics driver hangs' },
  tree: true,
  fields: {
    worstCase: markdown('Worst-case conditions', { help: 'The environment in which the hazard leads to the loss.' }),
  },
  links: {
    leadsTo: link('leads to', ['loss'], 'comes from', { min: 1, towards: 'up' }),
  },
})

import { defineKind, link } from '../../defineKind'
import { markdown, text } from '../../fields'

export const feature = defineKind({
  name: 'feature',
  title: 'Linux feature',
  plural: 'Linux features',
  keyTemplate: 'FEA-{n}',
  step: 'responsibilities',
  summary: 'A feature of Linux, analysed: what it guarantees, what it does not, which risks it raises and controls.',
  help: 'One of the outputs that OSEP expects: features may control risks, and configurations, defaults included, may introduce them.',
  textLabel: 'Name',
  example: { good: 'Watchdog: no way out' },
  fields: {
    kernelVersion: text('Kernel version', { column: true }),
    configuration: text('Configuration', { column: true, help: 'E.g. CONFIG_WATCHDOG_NOWAYOUT=y.' }),
    defaultState: text('Default state', { column: true, help: 'What a default kernel does.' }),
    guarantees: markdown('What it guarantees'),
    limits: markdown('What it does not guarantee'),
  },
  links: {
    of: link('is of', ['element'], 'has feature'),
    evidence: link('is shown by', ['artefact', 'evidence'], 'shows', { towards: 'down' }),
    raises: link('raises', ['hazard', 'unsafeControlAction', 'lossScenario'], 'is raised by', { towards: 'up' }),
    controls: link('controls', ['hazard', 'unsafeControlAction', 'lossScenario'], 'is controlled by', {
      towards: 'up',
    }),
  },
})

import { defineKind, link } from '../../defineKind'
import { choice } from '../../fields'

export const mitigation = defineKind({
  name: 'mitigation',
  title: 'Mitigation',
  plural: 'Mitigations',
  keyTemplate: 'MIT-{n}',
  step: 'responsibilities',
  summary:
    'What prevents or limits a scenario: an existing feature, a configuration, a mechanism elsewhere, a process.',
  help: 'Say what provides it and what it needs to be effective.',
  fields: {
    nature: choice(
      'Nature',
      [
        { value: 'feature', label: 'Existing feature' },
        { value: 'configuration', label: 'Configuration' },
        { value: 'external', label: 'Mechanism outside Linux' },
        { value: 'process', label: 'Process' },
      ],
      { column: true },
    ),
  },
  links: {
    mitigates: link('mitigates', ['lossScenario', 'misbehaviour', 'unsafeControlAction', 'hazard'], 'is mitigated by', {
      min: 1,
      towards: 'up',
    }),
    providedBy: link('is provided by', ['element', 'feature'], 'provides'),
    needs: link('needs', ['assumptionOfUse', 'requirement'], 'is needed by', { towards: 'down' }),
  },
})

import { defineKind, link } from '../../defineKind'
import { choice, markdown, text } from '../../fields'

export const testCase = defineKind({
  name: 'testCase',
  title: 'Verification case',
  plural: 'Verification cases',
  keyTemplate: 'TC-{n}',
  step: 'verification',
  summary: 'A test, analysis, inspection or fault injection that shows that something holds.',
  help: 'Name what is expected, and where the case is kept.',
  textLabel: 'Name',
  fields: {
    method: choice(
      'Method',
      [
        { value: 'test', label: 'Test' },
        { value: 'analysis', label: 'Analysis' },
        { value: 'inspection', label: 'Inspection' },
        { value: 'faultInjection', label: 'Fault injection' },
      ],
      { column: true },
    ),
    expectedResult: markdown('Expected result', { column: true }),
    place: text('Place', { help: 'Path, address or commit; shown as text.' }),
  },
  links: {
    verifies: link(
      'verifies',
      ['requirement', 'assumptionOfUse', 'controllerConstraint', 'systemConstraint'],
      'is verified by',
      { towards: 'up' },
    ),
    injects: link('injects', ['lossScenario', 'misbehaviour'], 'is injected by', { towards: 'up' }),
  },
})

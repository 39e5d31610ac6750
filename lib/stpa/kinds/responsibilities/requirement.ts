import { defineKind, link } from '../../defineKind'
import { choice, text } from '../../fields'

export const requirement = defineKind({
  name: 'requirement',
  title: 'Requirement',
  plural: 'Requirements',
  keyTemplate: 'REQ-{n}',
  step: 'responsibilities',
  summary: 'What an element inside the system under analysis must do, verifiably.',
  help: 'Allocated to an element, derived from what it protects against, with a way to verify it. What another party must do is an assumption of use.',
  example: { good: 'Linux shall return an error from WDIOC_SETTIMEOUT when the device did not take the new timeout' },
  tree: true,
  fields: {
    verificationMethod: choice(
      'Verification method',
      [
        { value: 'test', label: 'Test' },
        { value: 'analysis', label: 'Analysis' },
        { value: 'inspection', label: 'Inspection' },
        { value: 'review', label: 'Review' },
        { value: 'faultInjection', label: 'Fault injection' },
        { value: 'demonstration', label: 'Demonstration' },
      ],
      { column: true },
    ),
    requiredLevel: text('Required level', {
      column: true,
      suggest: 'integrityLevels',
      help: 'Overrides the level that follows from the links; say why below.',
    }),
    claimedLevel: text('Claimed level', {
      suggest: 'integrityLevels',
      help: 'What the developer of the element claims.',
    }),
    levelReason: text('Reason for the level', {
      help: 'Wanted when the level is lower than what follows from the links.',
    }),
    decompositionWith: text('Decomposition', {
      help: 'E.g. B = QM(B) + B(B), with the requirement that holds the other half.',
    }),
  },
  links: {
    derivedFrom: link(
      'is derived from',
      [
        'safetyGoal',
        'systemConstraint',
        'controllerConstraint',
        'responsibility',
        'lossScenario',
        'misbehaviour',
        'hazard',
        'unsafeControlAction',
      ],
      'gives rise to',
      { min: 1, towards: 'up' },
    ),
    allocatedTo: link('is allocated to', ['element'], 'must meet', { min: 1 }),
    decomposes: link('decomposes', ['requirement'], 'is decomposed into', { towards: 'up' }),
    independentOf: link('must be independent of', ['requirement'], 'must be independent of'),
  },
})

import { defineKind } from '../../defineKind'
import { choice, markdown, number } from '../../fields'

export const natures = [
  { value: 'software', label: 'Software' },
  { value: 'hardware', label: 'Hardware' },
  { value: 'human', label: 'Human' },
  { value: 'organisation', label: 'Organisation' },
  { value: 'physicalProcess', label: 'Physical process' },
  { value: 'data', label: 'Data' },
] as const

export const boundaries = [
  { value: 'systemUnderAnalysis', label: 'System under analysis' },
  { value: 'targetSystem', label: 'Rest of the target system' },
  { value: 'environment', label: 'Environment' },
] as const

export const element = defineKind({
  name: 'element',
  title: 'Element',
  plural: 'Elements',
  keyTemplate: 'E-{n}',
  step: 'structure',
  summary: 'A controller, controlled process, actuator, sensor or store: its role follows from its control actions.',
  help: 'A controller enforces constraints through control actions; it needs feedback and a model of its process (handbook p. 22-28).',
  example: { good: 'Watchdog', bad: 'Pet watchdog (that is a control action)' },
  textLabel: 'Name',
  tree: true,
  fields: {
    nature: choice('Nature', natures, { column: true }),
    boundary: choice('Boundary', boundaries, { column: true, initial: 'systemUnderAnalysis' }),
    rank: number('Authority rank', { help: 'Optional: a smaller number stands higher in the drawing.' }),
    processModel: markdown('Process model', {
      help: 'What it believes about the process that it controls, and how it learns it.',
    }),
    algorithm: markdown('Control algorithm', { help: 'How it decides which control action to give.' }),
  },
  links: {},
})

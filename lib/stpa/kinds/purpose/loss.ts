import { defineKind, link } from '../../defineKind'
import { choice } from '../../fields'

export const lossCategories = [
  { value: 'safety', label: 'Safety' },
  { value: 'mission', label: 'Mission' },
  { value: 'security', label: 'Security' },
  { value: 'property', label: 'Property' },
  { value: 'environment', label: 'Environment' },
  { value: 'commercial', label: 'Commercial' },
  { value: 'user', label: 'User' },
] as const

export const loss = defineKind({
  name: 'loss',
  title: 'Loss',
  plural: 'Losses',
  keyTemplate: 'L-{n}',
  step: 'purpose',
  summary: 'Something of value to a stakeholder that is lost: a life, health, a mission, a vehicle.',
  help: 'Name what is lost, not its cause and not a component (handbook p. 16).',
  example: { good: 'Loss of life or injury to people', bad: 'The display software crashes' },
  fields: {
    category: choice('Category', lossCategories, { column: true }),
  },
  links: {
    valuedBy: link('is valued by', ['stakeholder'], 'values', { towards: 'up' }),
  },
})

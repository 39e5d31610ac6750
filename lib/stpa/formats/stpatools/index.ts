import type { Format } from '../types'
import { readStpatools } from './read'
import { writeStpatools } from './write'

export const stpatools: Format = {
  name: 'stpatools',
  title: 'stpatools YAML',
  extension: '.yml',
  mediaType: 'application/yaml',
  recognise: ({ name, text }) => {
    if (/^(Losses|Hazards|Constraints|Responsibilities|Components):/m.test(text.slice(0, 64_000))) return 0.9
    return /\.ya?ml$/.test(name) ? 0.2 : 0
  },
  read: readStpatools,
  write: (analysis) => writeStpatools(analysis),
}

import type { Format } from '../types'
import { readNative } from './read'
import { writeNative } from './write'

export const native: Format = {
  name: 'native',
  title: 'STPA Workbench',
  extension: '.stpa.yaml',
  mediaType: 'application/yaml',
  recognise: ({ name, text }) => {
    if (/^stpa:\s*\d/m.test(text.slice(0, 64_000))) return 1
    return /\.stpa\.ya?ml$/.test(name) ? 0.6 : 0
  },
  read: readNative,
  write: (analysis) => writeNative(analysis),
}

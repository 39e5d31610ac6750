import type { Format } from '../types'
import { readDot } from './read'
import { writeDot } from './write'

export const dot: Format = {
  name: 'dot',
  title: 'Graphviz control structure',
  extension: '.dot',
  mediaType: 'text/vnd.graphviz',
  recognise: ({ name, text }) => {
    if (/(^|\n)[ \t]*(strict[ \t]+)?(di)?graph\b[^\n{]{0,200}\{/i.test(text.slice(0, 4_000))) return 0.95
    return /\.(dot|gv)$/i.test(name) ? 0.5 : 0
  },
  read: readDot,
  write: writeDot,
}

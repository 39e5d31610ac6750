import type { Node } from 'yaml'
import { note, type Reading } from '../reading'
import { entriesOf, plainOf, type YamlSource } from '../yamlNodes'

/** `layout:` — structure key → item key → { x, y, width?, height? }. */
export function readLayout(yaml: YamlSource, reading: Reading, node: Node | null): void {
  for (const structure of entriesOf(yaml, node) ?? []) {
    for (const box of entriesOf(yaml, structure.node) ?? []) {
      const geometry = geometryOf(plainOf(yaml, box.node))
      const itemRef = box.name.includes('/') ? box.name.replace('/', ' ') : `element ${box.name}`
      if (geometry) reading.positions.push({ structureRef: `structure ${structure.name}`, itemRef, ...geometry })
      else note(reading, 'lost', `The position of ${box.name} needs the numbers x and y.`, yaml.placeOf(box.key))
    }
  }
}

function geometryOf(value: unknown) {
  if (typeof value !== 'object' || value === null) return undefined
  const { x, y, width, height } = value as Record<string, unknown> // checked right below
  const fine = (entry: unknown): entry is number =>
    typeof entry === 'number' && Number.isFinite(entry) && Math.abs(entry) <= 1e6
  if (!fine(x) || !fine(y)) return undefined
  return { x, y, ...(fine(width) ? { width } : {}), ...(fine(height) ? { height } : {}) }
}

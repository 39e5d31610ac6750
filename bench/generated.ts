import type { Diagram } from '@/lib/stpa/layout/types'

/** stpatools YAML with this many unsafe control actions: ten to a control action, a hundred to a component. */
export function generatedStpatools(ucas: number): string {
  const components = Math.max(2, Math.ceil(ucas / 100))
  const lines = [
    'Losses:',
    '- {Identifier: L-1, Text: Loss of life}',
    'Hazards:',
    '- {Identifier: H-1, Text: Hazard, Losses: [L-1]}',
    'Components:',
  ]
  let left = ucas
  for (let component = 0; component < components; component++) {
    lines.push(`- Identifier: E${component}`, `  Text: Element ${component}`, '  Control Actions:')
    for (let action = 0; action < 10 && left > 0; action++) {
      const key = `E${component}-A${action}`
      lines.push(
        `  - Identifier: ${key}`,
        `    Text: Do ${action}`,
        `    Target: E${(component + 1) % components}`,
        '    Unsafe Control Actions:',
      )
      for (let uca = 0; uca < 10 && left > 0; uca++, left--) {
        lines.push(
          `    - Identifier: ${key}-U${uca}`,
          '      Text: >',
          `        Element ${component} does ${action} when condition ${uca} holds and`,
          '        nothing else is known',
          '      Reason: Providing',
          '      Hazards: [H-1]',
        )
      }
    }
  }
  return `${lines.join('\n')}\n`
}

/** A layered structure: control actions downward, feedback upward; the same each time. */
export function generatedDiagram(boxes: number, arrows: number): Diagram {
  const nodes = Array.from({ length: boxes }, (_, index) => ({
    uid: `n${index}`,
    key: `E-${index}`,
    text: `Element number ${index}`,
    nature: '',
    boundary: 'systemUnderAnalysis',
    rank: null,
    draft: false,
    parent: null,
    placed: null,
  }))
  const edges = Array.from({ length: arrows }, (_, index) => {
    const low = 1 + ((index * 7919) % (boxes - 1))
    const high = Math.max(0, low - 1 - ((index * 104729) % 15))
    const down = index % 3 !== 0
    return {
      id: `e${index}`,
      uid: `e${index}`,
      leg: 0,
      kind: down ? ('controlAction' as const) : ('feedback' as const),
      key: `CA-${index}`,
      text: `Do the thing ${index}`,
      from: `n${down ? high : low}`,
      to: `n${down ? low : high}`,
      draft: false,
    }
  })
  return { structure: null, title: 'generated', nodes, edges }
}

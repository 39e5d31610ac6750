import type { FlowPicture, PictureArrow, PictureBox } from './picture'

const quoted = (text: string): string => `"${text.replace(/[\\"]/g, '\\$&')}"`
const dotShapes = {
  start: 'shape=box style="filled,rounded"',
  step: 'shape=box',
  loop: 'shape=box peripheries=2',
  decision: 'shape=diamond',
  end: 'shape=box style="filled,rounded"',
  cut: 'shape=plaintext',
} as const

/** Graphviz DOT of a flow chart: phases as clusters, decisions as diamonds. */
export function flowDot({ title, boxes, arrows, groups }: FlowPicture): string {
  const grouped = new Set(groups.flatMap((group) => group.boxes))
  const node = (box: PictureBox, indent: string): string => {
    // Each line by itself: what a trace says is no escape of DOT, only the break between two lines is.
    const label = [...box.lines, box.note].filter((line) => line !== '').map((line) => quoted(line).slice(1, -1))
    const fill = box.isError ? ' fillcolor="#fee2e2"' : ''
    return `${indent}${quoted(box.id)} [label="${label.join('\\n')}" ${dotShapes[box.shape]}${fill}];`
  }
  const byId = new Map(boxes.map((box) => [box.id, box]))
  const clusters = groups.flatMap((group, index) => [
    `  subgraph "cluster_${index}" {`,
    `    label=${quoted(group.text)};`,
    ...group.boxes.flatMap((id) => byId.get(id) ?? []).map((box) => node(box, '    ')),
    '  }',
  ])
  const lines = [
    `digraph ${quoted(title)} {`,
    '  node [style=filled fillcolor=white fontname="Inter"];',
    ...clusters,
    ...boxes.filter(({ id }) => !grouped.has(id)).map((box) => node(box, '  ')),
    ...arrows.map(dotArrow),
    '}',
  ]
  return `${lines.join('\n')}\n`
}

function dotArrow({ from, to, label, isError, isBack }: PictureArrow): string {
  const attributes = [
    ...(label === '' ? [] : [`label=${quoted(label)}`]),
    ...(isError ? ['color="#b91c1c"'] : []),
    ...(isBack ? ['style=dashed constraint=false'] : []),
  ]
  return `  ${quoted(from)} -> ${quoted(to)}${attributes.length > 0 ? ` [${attributes.join(' ')}]` : ''};`
}

const entities: Readonly<Record<string, string>> = {
  '#': '#35;',
  '"': '#quot;',
  '<': '#lt;',
  '>': '#gt;',
  '&': '#amp;',
  '`': '#96;',
}

/** Mermaid's own entities: a text in quotes ends at a quote, may be Markdown behind a backtick, and HTML elsewhere. */
const mermaidText = (text: string): string => text.replace(/[#"<>&`]/g, (sign) => entities[sign] ?? '')

const mermaidShapes = {
  start: ['([', '])'],
  step: ['[', ']'],
  loop: ['[[', ']]'],
  decision: ['{', '}'],
  end: ['([', '])'],
  cut: ['>', ']'],
} as const

/** Mermaid text of a flow chart. */
export function flowMermaid({ boxes, arrows, groups }: FlowPicture): string {
  const ids = new Map(boxes.map(({ id }, index) => [id, `n${index}`]))
  const byId = new Map(boxes.map((box) => [box.id, box]))
  const grouped = new Set(groups.flatMap((group) => group.boxes))
  const node = ({ id, lines, note, shape }: PictureBox, indent: string): string => {
    const [open, close] = mermaidShapes[shape]
    const text = [...lines, note].filter((line) => line !== '').map(mermaidText)
    return `${indent}${ids.get(id) ?? ''}${open}"${text.join('<br/>')}"${close}`
  }
  const clusters = groups.flatMap((group, index) => [
    `  subgraph g${index}["${mermaidText(group.text)}"]`,
    ...group.boxes.flatMap((id) => byId.get(id) ?? []).map((box) => node(box, '    ')),
    '  end',
  ])
  const links = arrows.map(({ from, to, label, isBack }) => {
    const arrow = isBack ? '-.->' : '-->'
    return `  ${ids.get(from) ?? ''} ${arrow}${label === '' ? '' : `|"${mermaidText(label)}"|`} ${ids.get(to) ?? ''}`
  })
  const errors = boxes.filter(({ isError }) => isError).map(({ id }) => ids.get(id) ?? '')
  const look =
    errors.length === 0 ? [] : ['  classDef error fill:#fee2e2,stroke:#b91c1c', `  class ${errors.join(',')} error`]
  const free = boxes.filter(({ id }) => !grouped.has(id)).map((box) => node(box, '  '))
  return `${['flowchart TD', ...clusters, ...free, ...links, ...look].join('\n')}\n`
}

import { roundedPath, svgNumber, svgText } from '@/lib/text/svg'
import { labelFont, labelLine, nodeFont, nodeLine } from './elkGraph'
import type { Drawing, DrawnEdge, DrawnNode } from './types'

export type Theme = 'light' | 'dark'

type Palette = Readonly<
  Record<
    | 'ground'
    | 'ink'
    | 'soft'
    | 'box'
    | 'outer'
    | 'environment'
    | 'border'
    | 'controlAction'
    | 'feedback'
    | 'otherInteraction',
    string
  >
>

const palettes: Readonly<Record<Theme, Palette>> = {
  light: {
    ground: '#ffffff',
    ink: '#16202c',
    soft: '#5b6876',
    box: '#ffffff',
    outer: '#eceff2',
    environment: '#f7f4ec',
    border: '#3d4a58',
    controlAction: '#16202c',
    feedback: '#a33636',
    otherInteraction: '#4a6fa5',
  },
  dark: {
    ground: '#12171d',
    ink: '#e8edf2',
    soft: '#a3afbb',
    box: '#1d252e',
    outer: '#2b343e',
    environment: '#2e2b23',
    border: '#8896a5',
    controlAction: '#e8edf2',
    feedback: '#f08c8c',
    otherInteraction: '#8fb4e8',
  },
}

/**
 * A drawing as a self-contained SVG text: solid arrows for control actions, dashed for feedback, dotted for others;
 * grey boxes stand outside the system under analysis, a dashed border marks a draft. No scripts, no links, no fonts.
 */
export function svgOf(drawing: Drawing, options: { theme?: Theme; title?: string } = {}): string {
  const palette = palettes[options.theme ?? 'light']
  const title = options.title ?? drawing.title
  const [width, height] = [Math.max(200, Math.ceil(drawing.width)), Math.max(120, Math.ceil(drawing.height))]
  const summary = `${drawing.nodes.length} elements, ${drawing.edges.length} arrows. ${drawing.edges
    .slice(0, 200)
    .map((edge) => sentence(drawing, edge))
    .join(' ')}`
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" font-family="Inter, 'Helvetica Neue', Arial, sans-serif">`,
    `<title>${svgText(title)}</title>`,
    `<desc>${svgText(summary)}</desc>`,
    `<defs>${(['controlAction', 'feedback', 'otherInteraction'] as const).map((kind) => marker(kind, palette[kind])).join('')}</defs>`,
    `<rect width="${width}" height="${height}" fill="${palette.ground}"/>`,
    ...drawing.nodes.map((node) => box(node, drawing, palette)),
    ...drawing.edges.map((edge) => line(edge, palette)),
    ...drawing.edges.map((edge) => label(edge, palette)),
    '</svg>',
    '',
  ].join('\n')
}

function sentence(drawing: Drawing, edge: DrawnEdge): string {
  const name = (uid: string) => drawing.nodes.find((node) => node.uid === uid)?.text ?? uid
  const verb = { controlAction: 'controls', feedback: 'informs', otherInteraction: 'acts on' }[edge.kind]
  return `${name(edge.from)} ${verb} ${name(edge.to)}: ${edge.text}.`
}

function marker(kind: string, colour: string): string {
  return `<marker id="${kind}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 1L10 5L0 9z" fill="${colour}"/></marker>`
}

function box(node: DrawnNode, drawing: Drawing, palette: Palette): string {
  const fill =
    node.boundary === 'systemUnderAnalysis'
      ? palette.box
      : node.boundary === 'environment'
        ? palette.environment
        : palette.outer
  const isParent = drawing.nodes.some((other) => other.parent === node.uid)
  const dash = node.draft ? ' stroke-dasharray="6 4"' : ''
  const radius = node.nature === 'human' || node.nature === 'organisation' ? 18 : node.nature === 'data' ? 2 : 5
  const top = isParent ? node.y + 8 : node.y + (node.height - node.lines.length * nodeLine - 16) / 2
  const middle = node.x + node.width / 2
  const key = `<text x="${svgNumber(middle)}" y="${svgNumber(top + 12)}" text-anchor="middle" font-size="11" fill="${palette.soft}">${svgText(node.key)}</text>`
  const lines = node.lines.map(
    (text, index) =>
      `<text x="${svgNumber(middle)}" y="${svgNumber(top + 14 + (index + 1) * nodeLine - 3)}" text-anchor="middle" font-size="${nodeFont}" font-weight="600" fill="${palette.ink}">${svgText(text)}</text>`,
  )
  return `<g><rect x="${svgNumber(node.x)}" y="${svgNumber(node.y)}" width="${svgNumber(node.width)}" height="${svgNumber(node.height)}" rx="${radius}" fill="${fill}" stroke="${palette.border}" stroke-width="1.4"${dash}/>${key}${lines.join('')}</g>`
}

const dashes = {
  controlAction: '',
  feedback: ' stroke-dasharray="7 4"',
  otherInteraction: ' stroke-dasharray="2 4"',
} as const

function line(edge: DrawnEdge, palette: Palette): string {
  if (edge.points.length < 2) return ''
  return `<path d="${roundedPath(edge.points)}" fill="none" stroke="${palette[edge.kind]}" stroke-width="1.6"${dashes[edge.kind]} marker-end="url(#${edge.kind})"/>`
}

function label(edge: DrawnEdge, palette: Palette): string {
  if (!edge.label) return ''
  const { x, y, width, height, lines } = edge.label
  const texts = lines.map(
    (text, index) =>
      `<text x="${svgNumber(x + width / 2)}" y="${svgNumber(y + (index + 1) * labelLine - 2)}" text-anchor="middle" font-size="${labelFont}" fill="${palette[edge.kind]}"${edge.draft ? ' font-style="italic"' : ''}>${svgText(text)}</text>`,
  )
  return `<g><rect x="${svgNumber(x)}" y="${svgNumber(y)}" width="${svgNumber(width)}" height="${svgNumber(height)}" rx="3" fill="${palette.ground}" fill-opacity="0.94"/>${texts.join('')}</g>`
}

import type { Theme } from '@/lib/stpa/layout/svg'
import { roundedPath, svgNumber, svgText } from '@/lib/text/svg'
import { type DrawnArrow, type DrawnBox, type DrawnFlow, type DrawnGroup, flowFont } from './layout'

type Palette = Readonly<
  Record<'ground' | 'frame' | 'box' | 'end' | 'error' | 'ink' | 'soft' | 'line' | 'failure', string>
>

const palettes: Readonly<Record<Theme, Palette>> = {
  light: {
    ground: '#ffffff',
    frame: '#f1f5f9',
    box: '#ffffff',
    end: '#e2e8f0',
    error: '#fee2e2',
    ink: '#16202c',
    soft: '#5b6876',
    line: '#475569',
    failure: '#b91c1c',
  },
  dark: {
    ground: '#12171d',
    frame: '#1b222a',
    box: '#232c36',
    end: '#2f3a46',
    error: '#4a2026',
    ink: '#e8edf2',
    soft: '#a3afbb',
    line: '#8896a5',
    failure: '#f08c8c',
  },
}

const margin = 16

/** A laid-out flow chart as a self-contained SVG text: no scripts, no links, no fonts. */
export function flowSvg(drawn: DrawnFlow, theme: Theme = 'light'): string {
  const { title, boxes, arrows, groups } = drawn
  const palette = palettes[theme]
  const [width, height] = [Math.ceil(drawn.width + 2 * margin), Math.ceil(drawn.height + 2 * margin)]
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" font-family="Inter, 'Helvetica Neue', Arial, sans-serif">`,
    `<title>${svgText(title)}</title>`,
    `<desc>${svgText(`${boxes.length} steps: ${boxes.slice(0, 200).map(sentence).join('; ')}.`)}</desc>`,
    `<defs>${marker('way', palette.line)}${marker('failure', palette.failure)}</defs>`,
    `<rect width="${width}" height="${height}" fill="${palette.ground}"/>`,
    `<g transform="translate(${margin} ${margin})">`,
    ...groups.map((group) => frame(group, palette)),
    ...arrows.map((arrow) => line(arrow, palette)),
    ...boxes.map((box) => boxSvg(box, palette)),
    ...arrows.map((arrow) => label(arrow, palette)),
    '</g></svg>',
    '',
  ].join('\n')
}

const sentence = ({ lines }: DrawnBox): string => lines.join(' ')

const marker = (id: string, colour: string): string =>
  `<marker id="${id}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" orient="auto" markerUnits="userSpaceOnUse"><path d="M0 1L10 5L0 9z" fill="${colour}"/></marker>`

function frame({ text, x, y, width, height }: DrawnGroup, palette: Palette): string {
  return `<g><rect x="${svgNumber(x)}" y="${svgNumber(y)}" width="${svgNumber(width)}" height="${svgNumber(height)}" rx="6" fill="${palette.frame}"/><text x="${svgNumber(x + 12)}" y="${svgNumber(y + 18)}" font-size="${flowFont.note}" font-weight="600" fill="${palette.soft}">${svgText(text)}</text></g>`
}

function line({ points, isError, isBack }: DrawnArrow, palette: Palette): string {
  if (points.length < 2) return ''
  const [colour, head] = isError ? [palette.failure, 'failure'] : [palette.line, 'way']
  return `<path d="${roundedPath(points)}" fill="none" stroke="${colour}" stroke-width="1.5"${isBack ? ' stroke-dasharray="5 4"' : ''} marker-end="url(#${head})"/>`
}

function outline({ shape, x, y, width, height, isError }: DrawnBox, palette: Palette): string {
  const fill = isError ? palette.error : shape === 'start' || shape === 'end' ? palette.end : palette.box
  const look = `fill="${fill}" stroke="${isError ? palette.failure : palette.line}"${shape === 'cut' ? ' stroke-dasharray="5 4"' : ''}`
  if (shape === 'decision') {
    const [middleX, middleY] = [x + width / 2, y + height / 2]
    const corners = [
      [middleX, y],
      [x + width, middleY],
      [middleX, y + height],
      [x, middleY],
    ] // clockwise from the top
    return `<polygon points="${corners.map((corner) => corner.map(svgNumber).join(',')).join(' ')}" ${look}/>`
  }
  const rect = (inset: number): string =>
    `<rect x="${svgNumber(x + inset)}" y="${svgNumber(y + inset)}" width="${svgNumber(width - 2 * inset)}" height="${svgNumber(height - 2 * inset)}" rx="${shape === 'start' || shape === 'end' ? 14 : 4}" ${look}/>`
  return shape === 'loop' ? rect(0) + rect(3) : rect(0)
}

function boxSvg(box: DrawnBox, palette: Palette): string {
  const { id, x, y, width, height, texts, note } = box
  const middle = svgNumber(x + width / 2)
  const top = y + (height - (texts.length + (note === '' ? 0 : 1)) * flowFont.line) / 2
  const text = (content: string, index: number, size: number, colour: string): string =>
    `<text x="${middle}" y="${svgNumber(top + (index + 1) * flowFont.line - 4)}" text-anchor="middle" font-size="${size}" fill="${colour}">${svgText(content)}</text>`
  const lines = texts.map((content, index) => text(content, index, flowFont.text, palette.ink))
  const small = note === '' ? '' : text(note, texts.length, flowFont.note, palette.soft)
  return `<g data-step="${svgText(id)}">${outline(box, palette)}${lines.join('')}${small}</g>`
}

function label({ place, label: content, isError }: DrawnArrow, palette: Palette): string {
  if (!place) return ''
  const { x, y, width, height } = place
  return `<g><rect x="${svgNumber(x)}" y="${svgNumber(y)}" width="${svgNumber(width)}" height="${svgNumber(height)}" rx="3" fill="${palette.ground}" fill-opacity="0.94"/><text x="${svgNumber(x + width / 2)}" y="${svgNumber(y + height - 4)}" text-anchor="middle" font-size="${flowFont.label}" fill="${isError ? palette.failure : palette.ink}">${svgText(content)}</text></g>`
}

import { strokeOf } from '@/lib/kernel/drawing/svg'
import type { Theme } from '@/lib/stpa/layout/svg'
import { svgNumber, svgText } from '@/lib/text/svg'
import { curveOf, type DrawnSystemArrow, type DrawnSystemNode, layoutSystemView, systemFont } from './layout'
import type { SystemColumn, SystemView } from './model'

type Palette = Readonly<Record<SystemColumn | 'ground' | 'error' | 'ink' | 'soft' | 'line' | 'failure', string>>

const palettes: Readonly<Record<Theme, Palette>> = {
  light: {
    ground: '#ffffff',
    command: '#e0ecf8',
    subsystem: '#ffffff',
    resource: '#f1f5f9',
    error: '#fee2e2',
    ink: '#16202c',
    soft: '#55606d',
    line: '#475569',
    failure: '#b91c1c',
  },
  dark: {
    ground: '#12171d',
    command: '#1d3a57',
    subsystem: '#232c36',
    resource: '#1b222a',
    error: '#4a2026',
    ink: '#e8edf2',
    soft: '#a3afbb',
    line: '#8896a5',
    failure: '#f08c8c',
  },
}

const margin = 16

/** A system view as a self-contained SVG text, for documents: no scripts, no links, no fonts. */
export function systemViewSvg(view: SystemView, theme: Theme = 'light'): string {
  const drawn = layoutSystemView(view)
  const palette = palettes[theme]
  const [width, height] = [Math.ceil(drawn.width + 2 * margin), Math.ceil(drawn.height + 2 * margin)]
  const names = drawn.nodes.slice(0, 200).map(({ name, note }) => `${name} (${note})`)
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" font-family="Inter, 'Helvetica Neue', Arial, sans-serif">`,
    `<title>${svgText(`System view of ${view.titles.join(', ')}`)}</title>`,
    `<desc>${names.map(svgText).join('; ')}.</desc>`,
    `<defs><marker id="head" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" orient="auto" markerUnits="userSpaceOnUse"><path d="M0 1L10 5L0 9z" fill="${palette.line}"/></marker></defs>`,
    `<rect width="${width}" height="${height}" fill="${palette.ground}"/>`,
    `<g transform="translate(${margin} ${margin})">`,
    ...drawn.heads.map(
      ({ text, x }) =>
        `<text x="${svgNumber(x)}" y="12" font-size="${systemFont.note}" font-weight="600" fill="${palette.soft}">${svgText(text)}</text>`,
    ),
    ...drawn.arrows.map((arrow) => arrowSvg(arrow, palette)),
    ...drawn.nodes.map((node) => boxSvg(node, palette)),
    ...(drawn.arrows.length <= mostCounted ? drawn.arrows.map((arrow) => countSvg(arrow, palette)) : []),
    '</g></svg>',
    '',
  ].join('\n')
}

/** More numbers than these would stand in each other's way. */
export const mostCounted = 60

function arrowSvg({ from, to, calls, points }: DrawnSystemArrow, palette: Palette): string {
  const title = `${bare(from)} → ${bare(to)}: ${calls} ${calls === 1 ? 'call' : 'calls'}`
  return `<path d="${curveOf(points)}" fill="none" stroke="${palette.line}" stroke-width="${strokeOf(Math.max(1, calls))}" marker-end="url(#head)"><title>${svgText(title)}</title></path>`
}

/** Without its column. */
const bare = (id: string): string => id.slice(id.indexOf(' ') + 1)

function boxSvg({ column, x, y, width, height, lines, note, errors }: DrawnSystemNode, palette: Palette): string {
  const isError = errors > 0
  const look = `fill="${isError ? palette.error : palette[column]}" stroke="${isError ? palette.failure : palette.line}"`
  const rect = `<rect x="${svgNumber(x)}" y="${svgNumber(y)}" width="${svgNumber(width)}" height="${svgNumber(height)}" rx="5" ${look}/>`
  const text = (content: string, row: number, small: boolean) =>
    `<text x="${svgNumber(x + width / 2)}" y="${svgNumber(y + 2 + (row + 1) * systemFont.line)}" text-anchor="middle" font-size="${small ? systemFont.note : systemFont.text}" fill="${small ? (isError ? palette.failure : palette.soft) : palette.ink}">${svgText(content)}</text>`
  return `<g>${rect}${lines.map((line, row) => text(line, row, false)).join('')}${text(note, lines.length, true)}</g>`
}

function countSvg({ calls, points }: DrawnSystemArrow, palette: Palette): string {
  const [, , , end] = points
  return `<text x="${svgNumber(end.x - 11)}" y="${svgNumber(end.y - 4)}" text-anchor="end" font-size="10.5" fill="${palette.soft}" stroke="${palette.ground}" stroke-width="3" paint-order="stroke">${calls.toLocaleString('en')}</text>`
}

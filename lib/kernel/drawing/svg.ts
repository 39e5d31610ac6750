import { straightPath, svgText } from '@/lib/text/svg'
import type { DrawnTree } from './layout'

const fills = { start: '#dbeafe', target: '#dbeafe', excluded: '#fed7aa', limited: '#fecaca' } as const

/** A laid-out call tree as a picture of its own: dark on white, for documents. */
export function treeSvg({ width, height, nodes, arrows }: DrawnTree): string {
  const margin = 16
  const groups = nodes.filter((node) => node.isGroup).length // they come first, behind all else
  const size = `width="${Math.ceil(width + 2 * margin)}" height="${Math.ceil(height + 2 * margin)}"`
  const lines = arrows.map(({ from, to, count, points, isPossible }) => {
    const title = `<title>${svgText(`${from} → ${to}: ${count} ${count === 1 ? 'call' : 'calls'}`)}</title>`
    return `<path d="${straightPath(points)}" stroke-width="${strokeOf(count)}"${isPossible ? ' stroke-dasharray="5 4"' : ''} marker-end="url(#head)">${title}</path>`
  })
  const boxes = nodes.map(({ name, mark, isGroup, x, y, width: wide, height: high }) => {
    const rect = `<rect x="${x}" y="${y}" width="${wide}" height="${high}" rx="4" fill="${isGroup ? '#f1f5f9' : mark ? fills[mark] : '#ffffff'}" stroke="#64748b"/>`
    if (isGroup) return `${rect}<text x="${x + 12}" y="${y + 19}" font-weight="bold">${svgText(name)}</text>`
    return `${rect}<text x="${x + wide / 2}" y="${y + high / 2 + 4}" text-anchor="middle">${svgText(name)}</text>`
  })
  const marker =
    '<marker id="head" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="6" markerHeight="6" orient="auto" markerUnits="userSpaceOnUse"><path d="M0 0L8 4L0 8z" fill="#475569"/></marker>'
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} font-family="Inter, sans-serif" font-size="12">`,
    `<defs>${marker}</defs><rect width="100%" height="100%" fill="#ffffff"/><g transform="translate(${margin} ${margin})">`,
    ...boxes.slice(0, groups),
    `<g fill="none" stroke="#475569">${lines.join('')}</g>`,
    ...boxes.slice(groups),
    '</g></svg>\n',
  ].join('\n')
}

/** Thicker for more calls, by their order of magnitude. */
export const strokeOf = (count: number): number => Math.round((1 + Math.log10(count)) * 10) / 10

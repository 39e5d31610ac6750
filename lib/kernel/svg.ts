import { type DrawnTree, pathOf } from './layout'

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? '')

const fills = { start: '#dbeafe', target: '#dbeafe', excluded: '#fed7aa', limited: '#fecaca' } as const

/** A laid-out call tree as a picture of its own: dark on white, for documents. */
export function treeSvg({ width, height, nodes, arrows }: DrawnTree): string {
  const margin = 16
  const size = `width="${Math.ceil(width + 2 * margin)}" height="${Math.ceil(height + 2 * margin)}"`
  const lines = arrows.map(({ from, to, count, points }) => {
    const title = `<title>${escaped(`${from} → ${to}: ${count} ${count === 1 ? 'call' : 'calls'}`)}</title>`
    return `<path d="${pathOf(points)}" stroke-width="${strokeOf(count)}" marker-end="url(#head)">${title}</path>`
  })
  const boxes = nodes.map(({ name, mark, x, y, width: wide, height: high }) => {
    const rect = `<rect x="${x}" y="${y}" width="${wide}" height="${high}" rx="4" fill="${mark ? fills[mark] : '#ffffff'}" stroke="#64748b"/>`
    return `${rect}<text x="${x + wide / 2}" y="${y + high / 2 + 4}" text-anchor="middle">${escaped(name)}</text>`
  })
  const marker =
    '<marker id="head" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="6" markerHeight="6" orient="auto" markerUnits="userSpaceOnUse"><path d="M0 0L8 4L0 8z" fill="#475569"/></marker>'
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} font-family="Inter, sans-serif" font-size="12">`,
    `<defs>${marker}</defs><rect width="100%" height="100%" fill="#ffffff"/><g transform="translate(${margin} ${margin})">`,
    `<g fill="none" stroke="#475569">${lines.join('')}</g>`,
    ...boxes,
    '</g></svg>\n',
  ].join('\n')
}

/** Thicker for more calls, by their order of magnitude. */
export const strokeOf = (count: number): number => Math.round((1 + Math.log10(count)) * 10) / 10

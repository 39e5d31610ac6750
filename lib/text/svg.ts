import { shownText } from './visible'

export type Point = { readonly x: number; readonly y: number }

/** What XML cannot hold, whichever way it is written. */
const unheld = /[\ufffe\uffff]|\p{Surrogate}/gu

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** A text as it stands in SVG, between tags or in an attribute; signs that are obeyed stand there by their numbers. */
export const svgText = (text: string): string =>
  shownText(text)
    .replace(unheld, '\ufffd')
    .replace(/[&<>"]/g, (sign) => entities[sign] ?? '')

/** Pixels to a tenth. */
export const svgNumber = (value: number): string => String(Math.round(value * 10) / 10)

const at = ({ x, y }: Point): string => `${svgNumber(x)} ${svgNumber(y)}`

/** The data of an SVG path through the points; '' for none. */
export const straightPath = (points: readonly Point[]): string =>
  points.map((point, index) => `${index === 0 ? 'M' : 'L'}${at(point)}`).join('')

/** The same with corners rounded by 6 pixels. */
export function roundedPath(points: readonly Point[]): string {
  const parts = points.map((point, index) => {
    const [before, after] = [points[index - 1], points[index + 1]]
    if (!before) return `M${at(point)}`
    if (!after) return `L${at(point)}`
    return `L${at(towards(point, before))}Q${at(point)} ${at(towards(point, after))}`
  })
  return parts.join('')
}

function towards(point: Point, other: Point): Point {
  const distance = Math.hypot(other.x - point.x, other.y - point.y)
  const part = distance === 0 ? 0 : Math.min(6, distance / 2) / distance
  return { x: point.x + (other.x - point.x) * part, y: point.y + (other.y - point.y) * part }
}

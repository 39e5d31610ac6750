import { countText } from './counts'
import { type FlowNode, type ProcessFlow, processTitle } from './model'

export type PictureBox = {
  /** Id of the flow's node, or of the comparison's step. */
  readonly id: string
  readonly shape: 'start' | 'step' | 'loop' | 'decision' | 'end' | 'cut'
  readonly lines: readonly string[]
  /** Small print below: where in the traces. */
  readonly note: string
  readonly isError: boolean
}

export type PictureArrow = {
  readonly from: string
  readonly to: string
  readonly label: string
  readonly isError: boolean
  /** Goes back to the first step of a loop. */
  readonly isBack: boolean
}

/** What every form of a flow chart is made of: DOT, Mermaid, a drawing. Texts hold no sign that cannot be printed. */
export type FlowPicture = {
  readonly title: string
  readonly boxes: readonly PictureBox[]
  readonly arrows: readonly PictureArrow[]
  /** Boxes of one phase, one after the other. */
  readonly groups: readonly { readonly text: string; readonly boxes: readonly string[] }[]
}

/** A line of a loop's box; more rounds' steps than these are counted. */
const mostLines = 12
const longest = 200

/** Signs that no reader sees, or that turn the direction of writing. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is looked for
const unprintable = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufffe\uffff]|\p{Surrogate}/gu

/** Control signs and halves of pairs, which neither XML nor a terminal takes, as `·`; one line, at most 200 signs. */
export function printable(text: string): string {
  const cut = text.length > longest ? `${text.slice(0, longest)}…` : text
  return cut.replace(/\s+/g, ' ').replace(unprintable, '·')
}

/** A flow as a picture: boxes from the start to the end, in groups by phase. */
export function flowPicture(flow: ProcessFlow): FlowPicture {
  const boxes = flow.nodes.map(boxOf)
  if (flow.cut) boxes.splice(flow.nodes.at(-1)?.phase === 'exit' ? -1 : boxes.length, 0, cutBox(flow.cut))
  const arrows = boxes.slice(1).map((box, index) => ({
    ...{ from: boxes[index]?.id ?? '', to: box.id, label: '', isError: false, isBack: false },
  }))
  const groups = flow.phases.map(({ phase, first, last }) => ({
    text: phase,
    boxes: flow.nodes.slice(first, last + 1).map(({ id }) => id),
  }))
  return { title: printable(flow.command || flow.name || processTitle(flow)), boxes, arrows, groups }
}

function boxOf(node: FlowNode): PictureBox {
  const { id, phase, error, kind, lines } = node
  const shape = phase === 'exit' ? 'end' : phase === 'start' ? 'start' : kind === 'loop' ? 'loop' : 'step'
  const outcome = error === '' || phase === 'exit' ? [] : [`→ ${error}`]
  return {
    id,
    shape,
    lines: [...textLines(node), ...outcome].map(printable),
    note: linesText(lines),
    isError: error !== '',
  }
}

function textLines(node: FlowNode): string[] {
  const times = node.most > 1 ? `${countText(node)} × ` : ''
  if (node.kind !== 'loop') return [times + node.text]
  const inside = node.children.map((child) => `${child.most > 1 ? `${countText(child)} × ` : ''}${child.text}`)
  const more = inside.length > mostLines ? [`… ${inside.length - mostLines} more`] : []
  return [`${countText(node)} × of`, ...inside.slice(0, mostLines), ...more]
}

export const rangeText = ({ first, last }: { readonly first: number; readonly last: number }): string =>
  first === last ? String(first) : `${first}–${last}`

const linesText = (lines: { readonly first: number; readonly last: number }): string =>
  `${lines.first === lines.last ? 'line' : 'lines'} ${rangeText(lines)}`

const cutBox = ({ calls, lines }: NonNullable<ProcessFlow['cut']>): PictureBox => ({
  ...{ id: 'cut', shape: 'cut', lines: [`… ${calls} more calls`], note: linesText(lines), isError: false },
})

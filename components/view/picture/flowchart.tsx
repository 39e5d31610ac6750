'use client'

import { useMemo } from 'react'
import { type Point, roundedPath } from '@/lib/text/svg'
import { type PictureBox, PictureCanvas } from './pictureCanvas'
import { BoxWords, PictureLines } from './pictureLines'

type Placed = Point & { readonly width: number; readonly height: number }

type ChartBox = Placed & {
  readonly id: string
  readonly shape: string
  readonly lines: readonly string[]
  /** The lines as they are broken to fit. */
  readonly texts: readonly string[]
  readonly note: string
  readonly isError: boolean
}

type ChartArrow = {
  readonly from: string
  readonly to: string
  readonly label: string
  readonly isError: boolean
  readonly isBack: boolean
  readonly points: readonly Point[]
  /** Of the label. */
  readonly place: Placed | null
}

/** Boxes, arrows and named frames with their places. */
type Chart = {
  readonly width: number
  readonly height: number
  readonly boxes: readonly ChartBox[]
  readonly arrows: readonly ChartArrow[]
  readonly groups: readonly (Placed & { readonly text: string })[]
}

type Props = {
  drawn: Chart
  label: string
  chosen: string
  /** Boxes that stand out for another reason than that they are chosen. */
  lit?: ReadonlySet<string>
  /** The picture is about to change. */
  busy?: boolean
  onChoose: (id: string) => void
  /** Double click, or Enter. */
  onOpen?: (id: string) => void
  /** F2; absent where boxes cannot be renamed. */
  onRename?: ((id: string) => void) | undefined
}

const none: ReadonlySet<string> = new Set()

/** A flowchart of boxes that follow one another, some in frames; a diamond is where ways part. */
export function Flowchart({ drawn, label, chosen, lit = none, busy = false, onChoose, onOpen, onRename }: Props) {
  const boxes = useMemo(
    () => drawn.boxes.map((box) => pictureBox(box, box.id === chosen, lit.has(box.id))),
    [drawn, chosen, lit],
  )
  const lines = useMemo(() => <Lines drawn={drawn} />, [drawn])
  return (
    <PictureCanvas
      width={drawn.width}
      {...{ label, boxes, lines, chosen, busy, onChoose }}
      {...(onOpen ? { onOpen } : {})}
      {...(onRename ? { keys: { F2: onRename } } : {})}
    />
  )
}

function pictureBox(box: ChartBox, isSelected: boolean, isAt: boolean): PictureBox {
  const { id, x, y, width, height, lines, note, shape } = box
  const words = shape === 'decision' ? ['decision', ...lines] : lines
  return {
    ...{ id, x, y, width, height },
    label: [...words, note].filter(Boolean).join(', '),
    content: <Box {...{ box, isSelected, isAt }} />,
  }
}

function Box({ box, isSelected, isAt }: { box: ChartBox; isSelected: boolean; isAt: boolean }) {
  return (
    <div
      className="picture-box"
      data-shape={box.shape}
      data-error={box.isError || undefined}
      data-selected={isSelected || undefined}
      data-at={isAt || undefined}
      title={box.lines.join('\n')}
    >
      {box.shape === 'decision' && (
        <svg className="picture-diamond" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
          <polygon points="50,0 100,50 50,100 0,50" vectorEffect="non-scaling-stroke" />
        </svg>
      )}
      <BoxWords texts={box.texts} note={box.note} />
    </div>
  )
}

function Lines({ drawn: { width, height, groups, arrows } }: { drawn: Chart }) {
  return (
    <PictureLines width={width} height={height}>
      {(head) => (
        <>
          {groups.map(({ text, x, y, width: wide, height: high }) => (
            <g key={`${x} ${y}`}>
              <rect className="picture-frame" x={x} y={y} width={wide} height={high} rx={6} />
              <text className="picture-frame-name" x={x + 12} y={y + 18}>
                {text}
              </text>
            </g>
          ))}
          {arrows.map((arrow) => (
            <path
              key={keyOf(arrow)}
              className="picture-line"
              data-error={arrow.isError || undefined}
              data-back={arrow.isBack || undefined}
              d={roundedPath(arrow.points)}
              markerEnd={head}
            />
          ))}
          {arrows.map((arrow) => (
            <Label key={keyOf(arrow)} arrow={arrow} />
          ))}
        </>
      )}
    </PictureLines>
  )
}

const keyOf = ({ from, to, label, isBack }: ChartArrow): string => `${from} ${to} ${label} ${isBack}`

function Label({ arrow: { place, label, isError } }: { arrow: ChartArrow }) {
  if (!place) return null
  const { x, y, width, height } = place
  return (
    <g>
      <rect className="picture-label" x={x} y={y} width={width} height={height} rx={3} />
      <text className="picture-words" data-error={isError || undefined} x={x + width / 2} y={y + height - 4}>
        {label}
      </text>
    </g>
  )
}

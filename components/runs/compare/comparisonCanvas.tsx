'use client'

import { useMemo } from 'react'
import { pathOf } from '@/lib/stpa/layout/svg'
import type { DrawnArrow, DrawnBox, DrawnFlow } from '@/lib/trace/flow/layout'
import { type PictureBox, PictureCanvas } from '../pictureCanvas'

type Props = { drawn: DrawnFlow; chosen: string; onChoose: (id: string) => void }

/** All runs as one flowchart: a diamond where the same step ended differently, and on the arrows whose way it is. */
export function ComparisonCanvas({ drawn, chosen, onChoose }: Props) {
  const boxes = useMemo(() => drawn.boxes.map((box) => pictureBox(box, box.id === chosen)), [drawn, chosen])
  const lines = useMemo(() => <Lines drawn={drawn} />, [drawn])
  return (
    <PictureCanvas key={drawn.title} label="Comparison" width={drawn.width} {...{ boxes, lines, chosen, onChoose }} />
  )
}

function pictureBox(box: DrawnBox, isSelected: boolean): PictureBox {
  const { id, x, y, width, height, lines, note, shape } = box
  const words = shape === 'decision' ? ['decision', ...lines] : lines
  return {
    ...{ id, x, y, width, height },
    label: [...words, note].filter(Boolean).join(', '),
    content: <Box box={box} isSelected={isSelected} />,
  }
}

function Box({ box, isSelected }: { box: DrawnBox; isSelected: boolean }) {
  return (
    <div
      className="picture-box"
      data-shape={box.shape}
      data-error={box.isError || undefined}
      data-selected={isSelected || undefined}
      title={box.lines.join('\n')}
    >
      {box.shape === 'decision' && (
        <svg className="picture-diamond" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
          <polygon points="50,0 100,50 50,100 0,50" vectorEffect="non-scaling-stroke" />
        </svg>
      )}
      {box.texts.map((text, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines of one text have no identity
        <span key={index} className="picture-text">
          {text}
        </span>
      ))}
      {box.note !== '' && <span className="picture-note">{box.note}</span>}
    </div>
  )
}

function Lines({ drawn: { width, height, arrows } }: { drawn: DrawnFlow }) {
  return (
    <svg className="picture-lines" width={width} height={height} aria-hidden="true">
      <defs>
        <marker
          id="picture-head"
          viewBox="0 0 10 10"
          refX="9"
          refY="5"
          markerWidth="8"
          markerHeight="8"
          orient="auto"
          markerUnits="userSpaceOnUse"
        >
          <path d="M0 1L10 5L0 9z" className="picture-head" />
        </marker>
      </defs>
      {arrows.map((arrow) => (
        <path
          key={keyOf(arrow)}
          className="picture-line"
          data-error={arrow.isError || undefined}
          data-back={arrow.isBack || undefined}
          d={pathOf(arrow.points)}
          markerEnd="url(#picture-head)"
        />
      ))}
      {arrows.map((arrow) => (
        <Label key={keyOf(arrow)} arrow={arrow} />
      ))}
    </svg>
  )
}

const keyOf = ({ from, to, label, isBack }: DrawnArrow): string => `${from} ${to} ${label} ${isBack}`

function Label({ arrow: { place, label, isError } }: { arrow: DrawnArrow }) {
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

'use client'

import { number } from '@/lib/text/counts'
import '../evidence.css'
import { type PointerEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react'

import { bandOf, type Scale, stacked, stepsOf, ticksUpTo } from './chartShapes'

/** A row of values: one for each place along the chart. */
export type ChartRow = { readonly name: string; readonly colour: string; readonly values: readonly number[] }

type Props = {
  title: string
  rows: readonly ChartRow[]
  /** Areas that lie on one another, a line, or bars side by side. */
  look: 'areas' | 'line' | 'bars'
  /** What a place along the chart is called. */
  placeOf: (index: number) => string
  /** Behind values: ` %`. */
  unit?: string
}

const height = 220
const margin = { left: 60, right: 12, top: 8, bottom: 24 }

/**
 * A chart in plain SVG: some hundred values are drawn in a few milliseconds, which no library of charts does. What it
 * shows stands in a table beside it.
 */
export function Chart(props: Props) {
  const { title, rows, look, placeOf, unit = '' } = props
  const [box, width] = useWidth()
  const [at, setAt] = useState<number>()
  const count = rows[0]?.values.length ?? 0
  const layers = useMemo(() => stacked(rows.map(({ values }) => values)), [rows])
  const ticks = useMemo(() => ticksUpTo(Math.max(0, ...(layers.at(-1)?.upper ?? []))), [layers])
  const top = ticks.at(-1) ?? 1
  const inner = Math.max(40, width - margin.left - margin.right)
  const bottom = height - margin.bottom
  const scale: Scale = {
    left: margin.left,
    step: inner / Math.max(1, count),
    bottom,
    unit: (bottom - margin.top) / top,
  }
  const onPointerMove = (event: PointerEvent) => {
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left
    const index = Math.floor((x - scale.left) / scale.step)
    setAt(index >= 0 && index < count ? index : undefined)
  }
  return (
    <div ref={box} className="relative" onPointerMove={onPointerMove} onPointerLeave={() => setAt(undefined)}>
      <svg role="img" aria-label={title} width={width} height={height} className="block">
        {ticks.map((tick) => (
          <Tick
            key={tick}
            y={bottom - tick * scale.unit}
            right={width - margin.right}
            text={`${number(tick)}${unit}`}
          />
        ))}
        <Shapes rows={rows} look={look} layers={layers} scale={scale} />
        {labelsOf(count, inner).map((index) => (
          <text
            key={index}
            className="chart-label"
            x={scale.left + (index + (look === 'bars' ? 0.5 : 0)) * scale.step}
            y={height - 6}
          >
            {placeOf(index)}
          </text>
        ))}
        {at !== undefined && (
          <rect
            className="chart-at"
            x={scale.left + at * scale.step}
            y={margin.top}
            width={Math.max(1, scale.step)}
            height={bottom - margin.top}
          />
        )}
      </svg>
      {at !== undefined && (
        <Tip
          isLeft={at > count / 2}
          x={at > count / 2 ? width - scale.left - at * scale.step : scale.left + (at + 1) * scale.step}
        >
          <Values rows={rows} at={at} place={placeOf(at)} unit={unit} />
        </Tip>
      )}
    </div>
  )
}

function Tick({ y, right, text }: { y: number; right: number; text: string }) {
  return (
    <>
      <line className="chart-grid" x1={margin.left} x2={right} y1={y} y2={y} />
      <text className="chart-tick" x={margin.left - 6} y={y + 4}>
        {text}
      </text>
    </>
  )
}

type ShapesProps = Pick<Props, 'rows' | 'look'> & { layers: ReturnType<typeof stacked>; scale: Scale }

function Shapes({ rows, look, layers, scale }: ShapesProps) {
  return rows.map(({ name, colour, values }, index) => {
    const { lower = [], upper = [] } = layers[index] ?? {}
    if (look === 'line')
      return <path key={name} d={stepsOf(values, scale)} fill="none" stroke={colour} strokeWidth={1.5} />
    if (look === 'areas') return <path key={name} d={bandOf(lower, upper, scale)} fill={colour} />
    return values.map((value, place) => (
      <rect
        // biome-ignore lint/suspicious/noArrayIndexKey: bars stand where they stand
        key={place}
        x={scale.left + (place + 0.1) * scale.step}
        y={scale.bottom - value * scale.unit}
        width={scale.step * 0.8}
        height={value * scale.unit}
        fill={colour}
      />
    ))
  })
}

/** Places whose names have room beside each other. */
function labelsOf(count: number, width: number): number[] {
  const every = Math.max(1, Math.ceil(count / Math.max(1, Math.floor(width / 90))))
  return Array.from({ length: Math.ceil(count / every) }, (_, index) => index * every)
}

function Tip({ x, isLeft, children }: { x: number; isLeft: boolean; children: ReactNode }) {
  return (
    <div
      aria-hidden
      className="pointer-events-none absolute top-2 z-10 max-w-80 rounded border border-line bg-panel px-2 py-1 text-[12px] shadow"
      style={isLeft ? { right: x + 6 } : { left: x + 6 }}
    >
      {children}
    </div>
  )
}

function Values({ rows, at, place, unit }: { rows: readonly ChartRow[]; at: number; place: string; unit: string }) {
  const shown = rows.filter(({ values }) => rows.length === 1 || (values[at] ?? 0) > 0)
  return (
    <>
      <p className="text-soft">{place}</p>
      {shown.map(({ name, colour, values }) => (
        <p key={name} className="flex items-center gap-1.5">
          <span className="chart-swatch shrink-0" style={{ background: colour }} />
          <span className="min-w-0 flex-1 truncate">{name}</span>
          <span className="tabular-nums">
            {number(values[at] ?? 0)}
            {unit}
          </span>
        </p>
      ))}
    </>
  )
}

function useWidth() {
  const box = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(800)
  useEffect(() => {
    const element = box.current
    if (!element) return
    const observer = new ResizeObserver(() => setWidth(Math.max(240, element.clientWidth)))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return [box, width] as const
}

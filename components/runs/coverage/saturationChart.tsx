import { number } from '@/lib/text/counts'
import type { SaturationPoint } from '@/lib/trace/saturation'

const size = { width: 860, height: 200, left: 46, bottom: 30, top: 14 } as const

/** New triples of each run as bars, all so far as a line; the table below has the same in figures. */
export function SaturationChart({ points }: { points: readonly SaturationPoint[] }) {
  const most = Math.max(1, points.at(-1)?.total ?? 1)
  const step = (size.width - size.left) / points.length
  const ground = size.height - size.bottom
  const yOf = (value: number) => ground - ((ground - size.top) * value) / most
  const middle = (at: number) => size.left + step * (at + 0.5)
  const line = points.map(({ total }, at) => `${at === 0 ? 'M' : 'L'}${middle(at)} ${yOf(total)}`).join('')
  const bar = Math.min(40, step * 0.6)
  const words = points.map(({ title, added, total }) => `${title}: ${added} new, ${total} in all`).join('; ')
  return (
    <svg
      role="img"
      aria-label={`Saturation. ${words}`}
      viewBox={`0 0 ${size.width} ${size.height}`}
      className="saturation w-full max-w-5xl"
    >
      {ticksOf(most).map((value) => (
        <g key={value}>
          <path className="saturation-grid" d={`M${size.left} ${yOf(value)}H${size.width}`} />
          <text x={size.left - 6} y={yOf(value) + 4} textAnchor="end">
            {number(value)}
          </text>
        </g>
      ))}
      {points.map(({ run, title, added }, at) => (
        <g key={run}>
          <rect
            className="saturation-bar"
            x={middle(at) - bar / 2}
            y={yOf(added)}
            width={bar}
            height={ground - yOf(added)}
          >
            <title>{`${title}: ${added} new`}</title>
          </rect>
          {(points.length <= 20 || at % 5 === 0) && (
            <text x={middle(at)} y={ground + 15} textAnchor="middle">
              {at + 1}
            </text>
          )}
        </g>
      ))}
      <path className="saturation-line" d={line} />
      {points.map(({ run, title, total }, at) => (
        <circle key={run} className="saturation-point" cx={middle(at)} cy={yOf(total)} r={3}>
          <title>{`${title}: ${total} in all`}</title>
        </circle>
      ))}
      <text x={size.width} y={size.height - 2} textAnchor="end">
        runs, in the order below
      </text>
    </svg>
  )
}

/** About four round figures up to the largest. */
function ticksOf(most: number): number[] {
  const rough = most / 4
  const power = 10 ** Math.floor(Math.log10(Math.max(1, rough)))
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((value) => value >= rough) ?? power
  return Array.from({ length: Math.floor(most / step) + 1 }, (_, at) => at * step)
}

/** Round values from 0 to at least `most`: where the lines of an axis stand. */
export function ticksUpTo(most: number, wanted = 4): number[] {
  if (!(most > 0)) return [0, 1]
  const rough = most / wanted
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power
  const count = Math.ceil(most / step - 1e-9)
  return Array.from({ length: count + 1 }, (_, index) => Number((index * step).toPrecision(12)))
}

/** Rows that lie on one another: `lower` and `upper` of each at each place. */
export function stacked(rows: readonly (readonly number[])[]): { lower: number[]; upper: number[] }[] {
  let base: readonly number[] = []
  return rows.map((row) => {
    const lower = row.map((_, index) => base[index] ?? 0)
    const upper = row.map((value, index) => value + (base[index] ?? 0))
    base = upper
    return { lower, upper }
  })
}

/** What turns values into pixels: places are equally wide, the value 0 is at the bottom. */
export type Scale = { readonly left: number; readonly step: number; readonly bottom: number; readonly unit: number }

const round = (value: number): number => Math.round(value * 10) / 10

/** A line that stays at each value for one place. */
export function stepsOf(values: readonly number[], { left, step, bottom, unit }: Scale): string {
  const parts = values.map((value, index) => {
    const y = round(bottom - value * unit)
    return `${index === 0 ? `M${round(left)} ${y}` : `V${y}`}H${round(left + (index + 1) * step)}`
  })
  return parts.join('')
}

/** The area between two such lines. */
export function bandOf(lower: readonly number[], upper: readonly number[], scale: Scale): string {
  if (upper.length === 0) return ''
  const { left, step, bottom, unit } = scale
  const back = lower.map((value, index) => {
    const y = round(bottom - value * unit)
    return `V${y}H${round(left + index * step)}`
  })
  return `${stepsOf(upper, scale)}${back.reverse().join('')}Z`
}

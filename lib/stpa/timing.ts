import type { Quantity } from './fields'
import { graphOf, linkedFrom } from './graph'
import type { Analysis, Item } from './model'
import { isActive } from './state'

const inMilliseconds: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  ms: 1,
  s: 1e3,
  min: 60e3,
  h: 3_600e3,
}

/** A time in milliseconds; undefined for an unknown unit. */
export function millisecondsOf(value: unknown): number | undefined {
  const quantity = value as Quantity | null | undefined // parsed by the kind's quantity field
  const factor = quantity ? inMilliseconds[quantity.unit] : undefined
  return quantity && factor !== undefined ? exact(quantity.value * factor) : undefined
}

/** `150 ms`: whole numbers stay whole, fractions have three places at most. */
export function formatMilliseconds(time: number): string {
  return `${Math.round(time * 1000) / 1000} ms`
}

export type Budget = {
  readonly parts: readonly Item[]
  /** Milliseconds; undefined where a value or its unit is missing. */
  readonly whole: number | undefined
  readonly sum: number
  /** Whole less sum; negative when the parts take more than there is. */
  readonly slack: number | undefined
  readonly unknown: readonly Item[]
}

/** The parts of a budget (or of a safety goal) with their sum and slack: tree children and `partOf` links. */
export function budgetOf(analysis: Analysis, item: Item): Budget {
  const children = graphOf(analysis).children.get(item.uid) ?? []
  const linked = linkedFrom(analysis, item.uid, 'partOf', 'timingBudget').filter((part) => part.parent !== item.uid)
  const parts = [...children, ...linked].filter(isActive)
  const times = parts.map((part) => millisecondsOf(part.fields.value))
  const whole = millisecondsOf(item.fields.value ?? item.fields.faultTolerantTime)
  const sum = exact(times.reduce<number>((total, time) => total + (time ?? 0), 0))
  const unknown = parts.filter((_, index) => times[index] === undefined)
  return { parts, whole, sum, slack: whole === undefined ? undefined : exact(whole - sum), unknown }
}

/** 0.1 + 0.2 is 0.3 here: a nanosecond is the smallest unit. */
const exact = (time: number): number => Math.round(time * 1e6) / 1e6

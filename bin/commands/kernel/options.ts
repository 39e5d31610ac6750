import { UsageError } from '../../usage'

/** A whole number from 0 on. */
export function numberOf(name: string, value: string): number {
  if (!/^\d{1,9}$/.test(value)) throw new UsageError(`--${name} ${value}: use a whole number.`)
  return Number(value)
}

export const instanceOf = (value: string | undefined): number | undefined =>
  value === undefined ? undefined : numberOf('instance', value)

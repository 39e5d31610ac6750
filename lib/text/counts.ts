const format = new Intl.NumberFormat('en')

/** `1,234`. */
export const number = (value: number): string => format.format(value)

/** `1 error`, `3 errors`. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${number(count)} ${count === 1 ? one : many}`

/** `3 of 1,200 steps`: both written alike. */
export const countedOf = (part: number, count: number, one: string, many = `${one}s`): string =>
  `${number(part)} of ${counted(count, one, many)}`

/** `48`; `3–5` where rounds of a loop differ. */
export const countText = ({ count, most }: { readonly count: number; readonly most: number }): string =>
  count === most ? String(count) : `${count}–${most}`

/** `702`, `0x2be`, `702<comm>` (-Y); of `2 /* 702 in strace's PID NS *\/` the one that lines have. 0 for none. */
export function pidIn(result: string): number {
  const [, own] = /^\d+ \/\* (\d{1,7}) in strace/.exec(result) ?? []
  return Number(own ?? /^(?:0x[\da-f]{1,6}|\d{1,7})(?=$|[ <])/.exec(result)?.[0] ?? 0)
}

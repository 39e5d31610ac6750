/** Seconds of `1.5`, `1,234.5` or `02:03:56`; undefined for anything else (openQA writes `n/a`). */
export function secondsOf(text: string): number | undefined {
  const value = text.trim()
  const [, hours, minutes, rest] = /^(?:(\d{1,6}):)?(\d{1,6}):(\d{1,2}(?:\.\d+)?)$/.exec(value) ?? []
  if (minutes !== undefined) return Number(hours ?? 0) * 3600 + Number(minutes) * 60 + Number(rest)
  const number =
    value === '' ? Number.NaN : Number(/^\d{1,3}(,\d{3})+(\.\d+)?$/.test(value) ? value.replaceAll(',', '') : value)
  return Number.isFinite(number) && number >= 0 ? number : undefined
}

/**
 * `{ ...head, [name]: rows }` as JSON.stringify writes it with an indent of two, row by row: what is written need not fit
 * into memory as one text.
 */
export function* jsonInPieces(head: object, name: string, rows: readonly unknown[]): Generator<string> {
  const whole = JSON.stringify({ ...head, [name]: [] }, null, 2)
  const end = ']\n}'
  yield whole.slice(0, -end.length)
  for (const [index, row] of rows.entries())
    yield `${index === 0 ? '' : ','}\n    ${JSON.stringify(row, null, 2).replaceAll('\n', '\n    ')}`
  yield `${rows.length === 0 ? '' : '\n  '}${end}\n`
}

import { junitAttribute, junitElement, junitPair } from './junitWords'
import { kselftest, latency, ltp, ltpExit, openqa, paxtest, stressNg, tap } from './lineWords'
import { plainWord, type ResultRow, type ResultWords } from './words'

/** Which word means what: the one place that says so. docs/evidence-results.md is this table in print. */
export const resultTable = {
  junitElement,
  junitAttribute,
  junitPair,
  tap,
  kselftest,
  ltp,
  ltpExit,
  openqa,
  stressNg,
  latency,
  paxtest,
} as const satisfies Readonly<Record<string, ResultWords>>

export type ResultForm = keyof typeof resultTable

const rowsByWord = new Map<string, ReadonlyMap<string, ResultRow>>(
  Object.entries(resultTable).map(([form, { rows }]) => [
    form,
    new Map(rows.flatMap((row: ResultRow) => row[1].map((word): [string, ResultRow] => [plainWord(word), row]))),
  ]),
)

/** The row of a word; undefined where the format does not define it. */
export const rowOf = (form: ResultForm, word: string): ResultRow | undefined =>
  rowsByWord.get(form)?.get(plainWord(word))

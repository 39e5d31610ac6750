import { evidenceStatuses, statusMeanings } from '../model'
import { resultTable } from './table'
import type { ResultWords } from './words'

/** A cell of a Markdown table: no bar of the text may end it. */
const cell = (text: string): string => text.replaceAll('|', '\\|')

const quoted = (word: string): string => (word === '' ? '(none)' : `\`${word}\``)

function section({ title, source, rows, silent = [] }: ResultWords): string {
  const lines = rows.map(([status, words, meaning]) => {
    const cells = [status, words.map(quoted).join(', '), meaning]
    return `| ${cells.map(cell).join(' | ')} |`
  })
  const untold = silent.length > 0 ? [`Tell no result: ${silent.map(quoted).join(', ')}.`, ''] : []
  const table = ['| Status | Words | Meaning |', '| --- | --- | --- |', ...lines]
  return [`## ${title}`, '', `Source: ${source}.`, '', ...table, '', ...untold].join('\n')
}

/** The table of results as Markdown: docs/evidence-results.md. */
export function resultsMarkdown(): string {
  const meanings = evidenceStatuses.map((status) => `- \`${status}\`: ${statusMeanings[status]}`)
  const head = [
    '# What results mean',
    '',
    'Printed from `lib/evidence/results/table.ts`, which every reader of results asks; `npx vitest run',
    'lib/evidence/results --project unit -u` prints it anew.',
    '',
    'A result is a pass only by a word, or an absence, that its format defines as one. A word that a format does not define',
    'is `unknown`: its name is kept, and the file is flagged (`unknownResults`). Where two things are said of one test, the',
    'worse counts, in this order: fail, error, unknown, xpass, flaky, xfail, skip, pass. Case, blanks, hyphens and underscores',
    'of a word make no difference.',
    '',
    ...meanings,
    '',
    'Sums that a file tells of itself (JUnit at every level; plans and totals of TAP, KTAP, KUnit and kselftest; summaries of',
    'LTP and kirk) are held against its results; a difference is flagged (`countsDiffer`, `planNotMet`), and so',
    'is TAP without a plan (`noPlan`).',
    '',
    '## Files that were cut',
    '',
    'A file that was cut is flagged (`truncated`, `planNotMet`, `noPlan`, `noResult`) and is no full pass, wherever its format',
    'lets one know: XML and JSON by what is still open; every other format by a last line without a line end, out of which',
    'nothing better than `unknown` comes; TAP, KTAP, KUnit and kselftest by their plans; stress-ng by the line that ends its run;',
    'LTP by the sums of a test of its new library or of the table of runltp, and by the end of a test that ltp-pan began.',
    '',
    'Not known: a cut exactly at the end of a line between two tests of an LTP log or of kselftest up to Linux 5.0, between two',
    'runs of stress-ng, behind any test of paxtest, behind any line of a configuration, of gcov text, of SPDX tag-value, or',
    'between two records of lcov. Neither is a cut between two values of `gcov --json-format --stdout`.',
  ]
  return [head.join('\n'), ...Object.values(resultTable).map(section)].join('\n\n').trimEnd().concat('\n')
}

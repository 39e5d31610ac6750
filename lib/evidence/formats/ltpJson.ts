import {
  type JsonObject,
  lineOf,
  listIn,
  member,
  numberIn,
  objectOf,
  objectsIn,
  readJsonRoot,
  textIn,
  textOf,
} from '../json'
import { ltpVerdict, systemCallOfTest } from '../ltpTests'
import type { Reading } from '../reading'
import { Verdict } from '../results/verdict'
import { readUname } from '../uname'
import type { EvidenceFormat } from './types'

/** Counts of a test's own results, as kirk writes them per test and summed up. */
const counters = ['passed', 'failed', 'broken', 'skipped', 'warnings'] as const

/** What the counts alone would say: a test that "passed" with failures, or with warnings, did not. */
const countedVerdicts = (test: JsonObject | undefined): Verdict[] =>
  (['failed', 'broken', 'warnings'] as const).flatMap((name) =>
    (numberIn(test, name) ?? 0) > 0 ? [Verdict.of('ltp', name === 'warnings' ? 'WARN' : name)] : [],
  )

/** Lines of a log that say why it is no pass; its end where none does. */
function reasonIn(log: string): string {
  const lines = log.split('\n').filter((line) => /\bT?(FAIL|BROK|CONF|WARN|SKIP)\s*:/.test(line))
  return lines.length > 0 ? lines.slice(0, 60).join('\n') : log.trim().slice(-2_000)
}

const sourceLine = /^([\w./+-]{1,200}\.(?:c|h|sh):\d{1,9}): T?(?:FAIL|BROK|CONF|WARN)/m

function readResult(reading: Reading, result: JsonObject): void {
  const line = lineOf(result)
  const test = objectOf(member(result, 'test'))
  const name = textIn(result, 'test_fqn') || 'a test without a name'
  const told = ltpVerdict(textIn(result, 'status'))
  const second = textIn(test, 'result')
  const verdict = Verdict.worst(told, ...(second === '' ? [] : [ltpVerdict(second)]), ...countedVerdicts(test))
  const { isPass } = verdict
  if (verdict.status !== told.status) {
    reading.flag('contradiction', line)
    const said = `its status is "${textIn(result, 'status')}", the rest of it says ${verdict.status}.`
    reading.repaired(line, `${name}: ${said}`)
  }
  const [parts, log] = [name.split(':'), textIn(test, 'log')]
  const duration = numberIn(test, 'duration')
  const systemCall = parts.length > 1 ? systemCallOfTest(name) : undefined
  const exit = listIn(reading, test, 'retval').map(textOf).join(' ')
  const reason = isPass ? '' : [reasonIn(log), exit === '' ? '' : `exit ${exit}`].filter(Boolean).join('\n')
  reading.record({
    suite: parts.length > 1 ? parts.slice(0, -1).join(':') : 'LTP',
    case: parts.at(-1) ?? name,
    verdict,
    ...(duration === undefined ? {} : { duration }),
    message: reason,
    place: isPass ? '' : (sourceLine.exec(log)?.[1] ?? ''),
    line,
    target: systemCall === undefined ? '' : `syscall:${systemCall}`,
  })
  if (isPass && log !== '') reading.left(line, 'logs of passed tests')
}

function readEnvironment(reading: Reading, environment: JsonObject | undefined): void {
  const text = (name: string) => textIn(environment, name)
  readUname(reading, text('kernel'))
  reading.fact('kernel', text('kernel'))
  reading.fact('architecture', text('arch'))
  reading.fact('subject', [text('distribution'), text('distribution_version')].join(' ').trim() || text('product'))
  if (text('ltp_version') !== '') reading.fact('tool', `LTP ${text('ltp_version')}`)
  if (text('cpu') !== '') reading.fact('machine', text('cpu'))
}

/** The sums that kirk writes are held against those of the results. */
function compareStats(reading: Reading, stats: JsonObject | undefined, results: readonly JsonObject[]): void {
  for (const name of counters) {
    const told = numberIn(stats, name)
    const seen = results.reduce((sum, result) => sum + (numberIn(objectOf(member(result, 'test')), name) ?? 0), 0)
    if (told === undefined || told === seen) continue
    reading.flag('countsDiffer', lineOf(stats))
    reading.repaired(lineOf(stats), `stats tell of ${told} ${name}, the results of ${seen}.`)
  }
}

/** Results of LTP in JSON: as kirk writes them, and openQA's `result_array:v1` and `v2`. */
export const ltpJson: EvidenceFormat = {
  name: 'ltpJson',
  title: 'LTP results in JSON (kirk, openQA)',
  recognise: ({ text }) => /^\s*\{/.test(text) && /"test_fqn"|"result_array:v\d/.test(text),
  read(text, reading) {
    const root = objectOf(readJsonRoot(text, reading))
    const results = objectsIn(reading, root, 'results')
    readEnvironment(reading, objectOf(member(root, 'environment')))
    for (const result of results) {
      readEnvironment(reading, objectOf(member(result, 'environment')))
      readResult(reading, result)
    }
    compareStats(reading, objectOf(member(root, 'stats')), results)
    reading.fact('tool', member(root, 'format') === undefined ? 'kirk' : 'LTP')
  },
}

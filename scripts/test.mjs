// `npm test`: everything, in one command. The last line counts: N passed, N failed, N skipped.
//   node scripts/test.mjs [STAGE …]      only these, e.g. house-rules unit
//   node scripts/test.mjs quick          in a minute: what reads the sources, and the unit tests beside what was changed
import { build, install } from './prepare.mjs'

const checks = (name) => async () => (await import('./test/checks.mjs'))[name]()
const suite = (name) => async () => (await import('./test/suites.mjs'))[name]()

async function prepare() {
  const note = [install() && 'installed', build() && 'built'].filter(Boolean).join(', ') || 'all is fresh'
  return { passed: 1, failed: 0, note }
}

const stages = {
  prepare,
  'format-and-lint': checks('formatAndLint'),
  types: checks('types'),
  'import-boundaries': checks('boundaries'),
  'house-rules': checks('houseRules'),
  patterns: checks('patterns'),
  'dead-code': checks('deadCode'),
  unit: suite('unit'),
  storage: suite('storage'),
  browser: suite('browser'),
  nearby: suite('nearby'),
}

const whole = Object.keys(stages).filter((name) => name !== 'nearby')
/** The types take as long as all the others, and stand beside them. */
const quick = [['types'], ['format-and-lint', 'import-boundaries', 'house-rules', 'patterns', 'dead-code'], ['nearby']]

async function runStage(name) {
  const start = Date.now()
  const result = await stages[name]().catch((error) => ({ passed: 0, failed: 1, output: error.stack ?? String(error) }))
  const { passed, failed, skipped = [], output = '', note } = result
  if (output) console.log(output.trimEnd())
  const seconds = ((Date.now() - start) / 1000).toFixed(1)
  // Not the form of the last line: that one alone counts the whole.
  const counts = [
    `passed ${passed}`,
    failed > 0 && `FAILED ${failed}`,
    skipped.length > 0 && `skipped ${skipped.length}`,
  ]
  console.log(`${name}: ${[...counts.filter(Boolean), note].filter(Boolean).join(', ')} [${seconds} s]`)
  return { passed, failed, skipped }
}

const isQuick = process.argv[2] === 'quick'
const names = isQuick ? [] : process.argv.slice(2)
const unknown = names.find((name) => !Object.hasOwn(stages, name))
if (unknown) {
  console.error(
    `"${unknown}" is no stage. There are: ${Object.keys(stages).join(', ')}, and quick for a minute of them`,
  )
  process.exit(2)
}

async function inTurn(wanted) {
  const results = []
  for (const name of wanted) results.push(await runStage(name))
  return results
}

async function inAMinute() {
  install()
  const [types, others, nearby] = quick
  return (await Promise.all([inTurn(types), inTurn([...others, ...nearby])])).flat()
}

const results = isQuick ? await inAMinute() : await inTurn(names.length > 0 ? names : whole)

const sum = (key) => results.reduce((total, result) => total + result[key], 0)
const skipped = results.flatMap((result) => result.skipped)
if (skipped.length > 0) console.log(`\nSkipped:\n${skipped.map((reason) => `- ${reason}`).join('\n')}\n`)
const counts = [`${sum('passed')} passed`, `${sum('failed')} failed`, skipped.length > 0 && `${skipped.length} skipped`]
console.log(counts.filter(Boolean).join(', '))
process.exit(sum('failed') > 0 ? 1 : 0)

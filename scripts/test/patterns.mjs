// No regular expression over input may explode: each one of the product is analysed (recheck's automaton checker).
//   node scripts/test/patterns.mjs [--again]      analyse what is new, or everything
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import recheck from 'recheck'
import ts from 'typescript'
import { isMain, root } from '../place.mjs'
import { reduced, relaxed } from './patternSource.mjs'
import { isTest, sourceFiles } from './sources.mjs'

/** Verdicts by pattern, kept as a snapshot: an analysis takes up to a minute, and says the same each time. */
const kept = join(root, 'scripts/test/patternVerdicts.json')

/** Steps that one pattern may need for a text of bounded length: a tenth of a second or so. */
const mostSteps = 20_000_000

/** A comment beside a pattern: `bounded to 4,000 characters: limits.text`. */
const bound = /\bbounded to ([\d,]{1,12}) characters\b/

/** A comment beside a pattern that comes from a table which is analysed, too: `patterns of x.json`. */
const fromTable = /\bpatterns of (\w+\.json)\b/
const tables = ['lib/trace/subsystems/reviewed/pathRules.json']

/** A placeholder for what only the running program knows; words, as the names are that stand there. */
const unknownPart = 'NAME'

/** The text of an expression, as far as the file itself says it; undefined when it says nothing of it. */
function textOf(node, constants) {
  if (ts.isStringLiteralLike(node)) return node.text
  if (ts.isIdentifier(node)) return constants.has(node.text) ? textOf(constants.get(node.text), constants) : undefined
  if (ts.isTaggedTemplateExpression(node) && node.tag.getText() === 'String.raw' && !node.template.templateSpans)
    return node.template.rawText
  if (!ts.isTemplateExpression(node)) return undefined
  const parts = node.templateSpans.map(
    ({ expression, literal }) => `${textOf(expression, constants) ?? unknownPart}${literal.text}`,
  )
  return [node.head.text, ...parts].join('')
}

/** Every pattern of a file: { path, line, source, flags, bound }; `source` undefined where it cannot be known. */
export function patternsIn(path, text) {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, path.endsWith('x') ? 4 : 3)
  const lines = text.split('\n')
  const constants = new Map()
  const found = []
  const add = (node, source, flags) => {
    const line = file.getLineAndCharacterOfPosition(node.getStart()).line
    const beside = lines.slice(Math.max(0, line - 2), line + 1).join('\n')
    const length = Number(bound.exec(beside)?.[1]?.replaceAll(',', '') ?? Number.NaN)
    const table = fromTable.exec(beside)?.[1]
    if (source === undefined && tables.some((path) => path.endsWith(`/${table}`))) return
    found.push({ path, line: line + 1, source, flags, bound: length })
  }
  const visit = (node) => {
    if (ts.isVariableDeclaration(node) && node.initializer) constants.set(node.name.getText(), node.initializer)
    if (node.kind === ts.SyntaxKind.RegularExpressionLiteral) {
      const end = node.text.lastIndexOf('/')
      add(node, node.text.slice(1, end), node.text.slice(end + 1))
    } else if ((ts.isNewExpression(node) || ts.isCallExpression(node)) && node.expression.getText() === 'RegExp') {
      const [source, flags] = node.arguments ?? []
      add(node, source && textOf(source, constants), (flags && textOf(flags, constants)) ?? '')
    }
    ts.forEachChild(node, visit)
  }
  visit(file)
  return found
}

const patternsOfTable = (path) =>
  JSON.parse(readFileSync(join(root, path), 'utf8')).map(([, pattern], index) => ({
    ...{ path, line: index + 1, source: pattern, flags: '', bound: Number.NaN },
  }))

/** `linear`, `polynomial 2`, `exponential`, `unknown: …` */
async function analysed(source, flags) {
  const { status, complexity, error } = await recheck.check(source, flags, { checker: 'automaton', timeout: 120_000 })
  if (status === 'safe') return 'linear'
  if (status === 'unknown') return `unknown: ${error.message ?? error.kind}`
  return complexity.type === 'polynomial' ? `polynomial ${complexity.degree}` : complexity.type
}

const degreeOf = (verdict) =>
  verdict === 'linear' ? 1 : verdict.startsWith('polynomial') ? Number(verdict.slice(11)) : Number.POSITIVE_INFINITY

/** What is wrong with a pattern, by the verdicts on its two forms; undefined when nothing is. */
export function faultOf({ source, bound }, short, long) {
  if (source === undefined) return 'its text is known only when it runs: use RE2, or write it here'
  const [shortDegree, longDegree] = [degreeOf(short), degreeOf(long)]
  if (shortDegree === 1 && longDegree <= 2) return undefined
  // Counted repetitions keep one power small: the length of what they count is part of the bound.
  if (bound ** Math.max(shortDegree, longDegree - 1) <= mostSteps) return undefined
  return shortDegree > 1 ? short : `${long} in what its repetitions count`
}

/** Verdicts on patterns (`source/flags` of an analysable form), known ones taken from `known`; two at a time. */
export async function verdictsOn(patterns, known) {
  const verdicts = new Map()
  const wanted = patterns.filter(({ source }) => source !== undefined)
  const forms = new Map(
    wanted.flatMap(({ source, flags }) =>
      [reduced(source), relaxed(source)].map((form) => [`${form}/${flags}`, [form, flags]]),
    ),
  )
  const open = [...forms].filter(([key]) => !known.has(key))
  for (const [key] of forms) if (known.has(key)) verdicts.set(key, known.get(key))
  const work = async () => {
    for (let next = open.pop(); next; next = open.pop()) verdicts.set(next[0], await analysed(...next[1]))
  }
  await Promise.all([work(), work()])
  return verdicts
}

export const formsOf = ({ source, flags }) => [`${reduced(source)}/${flags}`, `${relaxed(source)}/${flags}`]

const sorted = (verdicts) => Object.fromEntries([...verdicts].sort(([a], [b]) => (a < b ? -1 : 1)))

/** Reads all sources of the product. New verdicts are kept, as a snapshot is, but not in CI. */
export async function checkPatterns({ again = false } = {}) {
  const known = new Map(again ? [] : Object.entries(JSON.parse(readFileSync(kept, 'utf8'))))
  const paths = sourceFiles().filter(
    (path) => /^(app|bin|components|lib)\//.test(path) && !isTest(path) && !path.includes('/testing/'),
  )
  const patterns = [
    ...paths.flatMap((path) => patternsIn(path, readFileSync(join(root, path), 'utf8'))),
    ...tables.flatMap(patternsOfTable),
  ]
  const verdicts = await verdictsOn(patterns, known)
  const text = `${JSON.stringify(sorted(verdicts), null, 2)}\n`
  if (!process.env.CI && text !== readFileSync(kept, 'utf8')) writeFileSync(kept, text)
  const broken = patterns.flatMap((pattern) => {
    const [short, long] = pattern.source === undefined ? [] : formsOf(pattern).map((form) => verdicts.get(form))
    const fault = faultOf(pattern, short, long)
    return fault ? [`${pattern.path}:${pattern.line} ${fault}: /${pattern.source ?? '…'}/${pattern.flags}`] : []
  })
  const fresh = [...verdicts.keys()].filter((key) => !known.has(key)).length
  return { broken, note: `${patterns.length} patterns, ${verdicts.size} forms, ${fresh} analysed anew` }
}

if (isMain(import.meta.url)) {
  const { broken, note } = await checkPatterns({ again: process.argv.includes('--again') })
  for (const line of broken) console.log(line)
  console.log(`patterns: ${note}`)
  process.exit(broken.length > 0 ? 1 : 0) // the analyser's thread would keep it alive
}

// The rules of this project that no linter knows, each as a function from a parsed file to what breaks it.
//   node scripts/house-rules.mjs
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { isMain, root } from './place.mjs'
import { foldersInMap, pathsInDocuments } from './test/documents.mjs'
import { isTest, sourceFiles } from './test/sources.mjs'

const limits = { function: 60, component: 120, file: 300, test: 400 }

function parse(path) {
  const text = readFileSync(join(root, path), 'utf8')
  const kind = path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, kind)
  const nodes = []
  const collect = (node) => {
    nodes.push(node)
    ts.forEachChild(node, collect)
  }
  collect(source)
  return { path, text, lines: text.split('\n'), source, nodes }
}

const lineOf = (file, position) => file.source.getLineAndCharacterOfPosition(position).line

const at = (file, node, message) => `${file.path}:${lineOf(file, node.getStart()) + 1} ${message}`

function nameOf(node) {
  const named = node.name ? node : node.parent
  return named.name?.getText() ?? 'a function'
}

/** The callback of `describe` is a chapter, not a function. */
function isChapter(node) {
  return ts.isCallExpression(node.parent) && /^describe\b/.test(node.parent.expression.getText())
}

function functionsOf(file) {
  return file.nodes
    .filter((node) => ts.isFunctionLike(node) && node.body && !(isTest(file.path) && isChapter(node)))
    .map((node) => ({ node, name: nameOf(node), length: lineOf(file, node.end) - lineOf(file, node.getStart()) + 1 }))
}

const isComponent = (file, name) => file.path.endsWith('.tsx') && /^[A-Z]/.test(name)

function longFunctions(file) {
  return functionsOf(file)
    .filter(({ name, length }) => length > (isComponent(file, name) ? limits.component : limits.function))
    .map(({ node, name, length }) => at(file, node, `${name} has ${length} lines`))
}

function longFile(file) {
  const limit = isTest(file.path) ? limits.test : limits.file
  const length = file.lines.length - 1
  return length > limit ? [`${file.path} has ${length} lines, at most ${limit}`] : []
}

function anyTypes(file) {
  return file.nodes.filter(({ kind }) => kind === ts.SyntaxKind.AnyKeyword).map((node) => at(file, node, 'any'))
}

/** A comment on the line of the cast, or right above the statement that it stands in. */
function hasReason(file, node) {
  let statement = node
  while (statement.parent && !ts.isStatement(statement) && !ts.isClassElement(statement)) statement = statement.parent
  const [first, last] = [lineOf(file, statement.getStart()) - 1, lineOf(file, node.end)]
  const isComment = (line) => /(\/\/|\/\*|^\s*\*)/.test(file.lines[line] ?? '')
  return isComment(first) || isComment(lineOf(file, node.getStart()) - 1) || isComment(last)
}

function castsWithoutReason(file) {
  return file.nodes
    .filter(
      (node) => (ts.isAsExpression(node) && node.type.getText() !== 'const') || ts.isTypeAssertionExpression(node),
    )
    .filter((node) => !isTest(file.path) && !hasReason(file, node))
    .map((node) => at(file, node, `a cast without its reason: ${node.getText().split('\n')[0].slice(0, 80)}`))
}

function vagueNames(file) {
  const folder = /(^|\/)(utils?|helpers?|common)\//.test(file.path) ? [`${file.path} stands in a vague folder`] : []
  const isDeclared = (node) => ts.isFunctionLike(node) || ts.isClassLike(node) || ts.isTypeAliasDeclaration(node)
  const names = file.nodes
    .filter((node) => isDeclared(node) && /(Manager|Service|Helper|Utils)$/.test(node.name?.getText() ?? ''))
    .map((node) => at(file, node, `a vague name: ${node.name.getText()}`))
  return [...folder, ...names]
}

const kindNames = new Set(sourceFiles().flatMap((path) => /^lib\/stpa\/kinds\/\w+\/(\w+)\.ts$/.exec(path)?.[1] ?? []))

/** Adding a kind must not need a change elsewhere: nothing branches on the name of one. */
function branchesOnKind(file) {
  return file.nodes
    .filter(
      (node) => ts.isCaseClause(node) && ts.isStringLiteral(node.expression) && kindNames.has(node.expression.text),
    )
    .map((node) => at(file, node, `a branch on a kind: ${node.expression.text}`))
}

function mocksAndLonelyTests(file) {
  return file.nodes
    .filter((node) => ts.isPropertyAccessExpression(node) && isTest(file.path))
    .filter((node) => /^((vi|jest)\.(mock|doMock|spyOn|fn)|(test|it|describe)\.only)$/.test(node.getText()))
    .map((node) => at(file, node, node.getText()))
}

/** Doubled quotes, or cells joined by a comma or a tab, make a table that guards nothing against formulas. */
function otherTables(file) {
  if (file.path === 'lib/text/csv.ts' || isTest(file.path) || !/^(app|bin|components|lib)\//.test(file.path)) return []
  const doubles = (node) => ts.isStringLiteralLike(node) && node.text === '""'
  const joins = (node) =>
    ts.isCallExpression(node) &&
    /\.join$/.test(node.expression.getText()) &&
    ((node.arguments[0]?.text === '\t' && /clipboard/i.test(file.text)) ||
      (node.arguments[0]?.text === ',' && /csv/i.test(file.text)))
  return file.nodes
    .filter((node) => doubles(node) || joins(node))
    .map((node) => at(file, node, `a table beside lib/text/csv: ${node.getText().slice(-60)}`))
}

const operationNames = new Set([
  'create',
  'update',
  'remove',
  'move',
  'place',
  'link',
  'unlink',
  'retype',
  'split',
  'merge',
])

/** What a screen does to an analysis, the command line and an API must be able to do: it is an edit of lib/edits. */
function rawOperations(file) {
  if (isTest(file.path) || !file.path.startsWith('components/')) return []
  const isOperation = (node) =>
    ts.isPropertyAssignment(node) && node.name.getText() === 'op' && operationNames.has(node.initializer.text)
  return file.nodes.filter(isOperation).map((node) => at(file, node, `an operation of its own: ${node.getText()}`))
}

/** More files at one level cannot be taken in at a glance. */
const mostFiles = 25

function fullFolders(files) {
  const counts = new Map()
  for (const path of files.map((file) => file.path).filter((path) => !isTest(path))) {
    const folder = path.slice(0, path.lastIndexOf('/'))
    counts.set(folder, (counts.get(folder) ?? 0) + 1)
  }
  return [...counts].filter(([, count]) => count > mostFiles).map(([folder, count]) => `${folder} has ${count} files`)
}

function unfinished(file) {
  const marks = /\/\/.*\b(TODO|FIXME|XXX)\b|\bnot implemented\b/
  const isRule = file.path === 'scripts/house-rules.mjs'
  return file.lines.flatMap((text, line) =>
    marks.test(text) && !isRule ? [`${file.path}:${line + 1} ${text.trim()}`] : [],
  )
}

const rules = {
  [`no function over ${limits.function} lines, no component over ${limits.component}`]: longFunctions,
  [`no file over ${limits.file} lines, no test over ${limits.test}`]: longFile,
  'no any': anyTypes,
  'a reason beside each cast': castsWithoutReason,
  'no vague names': vagueNames,
  'no branch on the name of a kind': branchesOnKind,
  'no mocks, no lonely tests': mocksAndLonelyTests,
  'one writer of tables (lib/text/csv)': otherTables,
  'screens build no operations': rawOperations,
  'nothing marked as unfinished': unfinished,
}

/** Rules about the project as a whole. */
const rulesOfAll = {
  [`no folder with more than ${mostFiles} files at one level`]: fullFolders,
  'paths and links in documents lead somewhere': pathsInDocuments,
  'every folder has its line in docs/architecture.md': foldersInMap,
}

/** How each rule did over all source files, and a line on what was looked at. */
export function checkHouseRules() {
  const files = sourceFiles().map(parse)
  const results = [
    ...Object.entries(rules).map(([rule, check]) => ({ rule, broken: files.flatMap(check) })),
    ...Object.entries(rulesOfAll).map(([rule, check]) => ({ rule, broken: check(files) })),
  ]
  const all = files.flatMap((file) => functionsOf(file).map((found) => ({ ...found, path: file.path })))
  const plain = all.filter(({ path, name }) => !isComponent({ path }, name)).sort((a, b) => b.length - a.length)
  const [{ name, length, path }] = plain
  const median = plain[Math.floor(plain.length / 2)].length
  const summary = `${files.length} files, ${plain.length} functions, median ${median} lines, longest ${name} ${length} (${path})`
  return { results, summary }
}

if (isMain(import.meta.url)) {
  const { results, summary } = checkHouseRules()
  for (const { rule, broken } of results) for (const line of broken) console.log(`${rule}: ${line}`)
  console.log(`house rules: ${summary}`)
  process.exitCode = results.some(({ broken }) => broken.length > 0) ? 1 : 0
}

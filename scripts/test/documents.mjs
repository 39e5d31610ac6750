// What the documents of the project say of its files: every path and every link leads somewhere, every folder has its line.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { root } from '../place.mjs'
import { isTest, sourceFiles } from './sources.mjs'

/** Where the project's own paths begin; `dist/`, `data/` and `generated/` are there only after a build. */
const folders = 'app|bench|bin|components|docs|e2e|examples|fuzz|lib|prisma|scripts|\\.ci'
const ownPath = new RegExp(`^(?:${folders})/[\\w./[\\]-]*$`)

/** A code span, which may go on in the next line of its paragraph, and the target of a link. */
const span = /`((?:[^`\n]|\n(?!\n)){1,300})`/g
const link = /\]\(([^()\s]{1,300})\)/g
const fence = /^ {0,3}```/

/** The text without its code blocks, in the same lines. */
function proseOf(text) {
  let isInside = false
  const lines = text.split('\n').map((line) => {
    const isFence = fence.test(line)
    if (isFence) isInside = !isInside
    return isFence || isInside ? '' : line
  })
  return lines.join('\n')
}

const numberAt = (text, index) => text.slice(0, index).split('\n').length

/** Paths of the project in code spans, each word of a command by itself. Foreign paths begin otherwise: `linux/lib/…`. */
const pathsIn = (prose) =>
  [...prose.matchAll(span)].flatMap(({ 1: code, index }) =>
    code
      .split(/[\s"'=]+/)
      .filter((word) => ownPath.test(word))
      .map((path) => ({ path, index })),
  )

/** Files that links lead to, from the project's root; addresses and places of the same document are left alone. */
const linksIn = (document, prose) =>
  [...prose.replace(span, (code) => code.replace(/[^\n]/g, '·')).matchAll(link)]
    .map(({ 1: target, index }) => ({ target: target.split('#')[0], index }))
    .filter(({ target }) => target !== '' && !/^[a-z][\w+.-]*:/i.test(target))
    .map(({ target, index }) => ({ path: posix.join(posix.dirname(document), target), index }))

/** What a document names and the project does not have. `exists` is asked with paths from the project's root. */
export function missingIn(document, text, exists) {
  const prose = proseOf(text)
  const missing = (found, say) =>
    found
      .filter(({ path }) => !exists(path))
      .map(({ path, index }) => `${document}:${numberAt(prose, index)} ${say(path)}`)
  return [
    ...missing(
      pathsIn(prose),
      (path) => `${path} is not there. One of another project begins with its name: linux/${path}`,
    ),
    ...missing(linksIn(document, prose), (path) => `a link leads to ${path}, which is not there`),
  ]
}

/** Folders with sources in bin, components and lib, down to the third level. */
export function roomsOf(paths) {
  const sources = paths.filter((path) => /^(bin|components|lib)\//.test(path) && !isTest(path))
  const above = (path) => {
    const parts = dirname(path).split('/').slice(0, 3)
    return parts.map((_, index) => parts.slice(0, index + 1).join('/'))
  }
  return [...new Set(sources.flatMap(above))].sort()
}

const textOf = (path) => readFileSync(join(root, path), 'utf8')

/** README, CONTRIBUTING and all below docs/. */
export function pathsInDocuments() {
  const documents = ['', 'docs', 'docs/decisions'].flatMap((folder) =>
    readdirSync(join(root, folder))
      .filter((name) => name.endsWith('.md'))
      .map((name) => posix.join(folder, name)),
  )
  return documents.flatMap((path) => missingIn(path, textOf(path), (named) => existsSync(join(root, named))))
}

/** The page that says where things are. */
const map = 'docs/architecture.md'

export function foldersInMap() {
  const told = textOf(map)
  const untold = roomsOf(sourceFiles()).filter((room) => !told.includes(`\`${room}\``))
  return untold.map((room) => `${room} has no line in ${map}: say there, as \`${room}\`, what stands in it`)
}

import { StpaError } from '@/lib/stpa/errors'
import { type Matches, matchesAny } from '../walk/patterns'

/** A section of MAINTAINERS: its name as it stands there, and whom it claims. */
export type Section = { readonly name: string; readonly line: number; readonly claims: Matches }

/** The sections of a file, and the lines that could not be read. */
export type Maintainers = { readonly sections: readonly Section[]; readonly unread: readonly string[] }

type Patterns = { F: string[]; X: string[]; N: string[] }

/** What claims everything is no answer: ks-nav leaves it out, and so do we. */
const everything = 'THE REST'

/**
 * Reads MAINTAINERS of any kernel version: sections after the introduction, each a name and lines `F:`, `X:`, `N:`.
 * @throws StpaError unreadable when no section is found
 */
export function readMaintainers(file: string, text: string): Maintainers {
  const unread: string[] = []
  const sections = blocksOf(text).flatMap(({ name, line, patterns }): Section[] => {
    if (name === everything) return []
    try {
      return [{ name, line, claims: claimOf(patterns) }]
    } catch (error) {
      unread.push(`${file}:${line}: ${name}: ${error instanceof Error ? error.message : 'unreadable'}`)
      return []
    }
  })
  if (sections.length === 0) {
    const none = `${file} has no section with F:, X: or N: lines: it is no MAINTAINERS file.`
    const message = unread[0] ? `${unread[0]} No other section is there.` : none
    throw new StpaError('unreadable', message, { place: { file } })
  }
  return { sections, unread }
}

/** Names of the sections that claim a path (from the root of the source tree), in the order of the file. */
export const sectionsOf = ({ sections }: Maintainers, path: string): string[] =>
  sections.filter((section) => section.claims(path)).map((section) => section.name)

function blocksOf(text: string) {
  const blocks: { name: string; line: number; patterns: Patterns }[] = []
  let current: (typeof blocks)[number] | undefined
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const [, letter, told] = /^([A-Z]):\s(.*)$/.exec(line) ?? []
    const value = told?.trim()
    if (letter === undefined || !value) {
      current =
        line.trim() === '' || /^\s/.test(line)
          ? undefined
          : { name: line.trim(), line: index + 1, patterns: { F: [], X: [], N: [] } }
      continue
    }
    if (!current || (letter !== 'F' && letter !== 'X' && letter !== 'N')) continue
    if (blocks.at(-1) !== current) blocks.push(current)
    current.patterns[letter].push(value)
  }
  return blocks
}

function claimOf({ F, X, N }: Patterns): Matches {
  const [files, excluded] = [F.map(patternOf), X.map(patternOf)]
  const named = matchesAny(N.map((expression) => expression.replace(/\s+/g, '')))
  return (path) => (files.some((matches) => matches(path)) || named(path)) && !excluded.some((matches) => matches(path))
}

/**
 * A pattern as scripts/get_maintainer.pl matches it: a beginning of the path, in which `*` is anything, `/` too; but only
 * as many levels deep as the pattern itself, unless it names a directory. One without its last slash is a directory when
 * something lies below it. What stands before the first sign is compared first: few paths pass.
 */
function patternOf(pattern: string): Matches {
  const literal = /^[^*?[]*/.exec(pattern)?.[0] ?? ''
  const depth = slashesIn(pattern)
  if (literal === pattern) {
    if (pattern.endsWith('/')) return (path) => path.startsWith(pattern)
    return (path) => path === pattern || path.startsWith(`${pattern}/`)
  }
  const matches = matchesAny([`^${expressionOf(pattern)}`])
  return (path) => path.startsWith(literal) && (pattern.endsWith('/') || slashesIn(path) === depth) && matches(path)
}

/** Sign by sign: a bracket that nothing closes is a bracket, and is looked for once. */
function expressionOf(pattern: string): string {
  const last = pattern.lastIndexOf(']')
  let expression = ''
  for (let at = 0; at < pattern.length; at++) {
    const sign = pattern[at] ?? ''
    if (sign === '[' && at < last) {
      const end = pattern.indexOf(']', at)
      expression += pattern.slice(at, end + 1) // a set of characters stays one
      at = end
    } else expression += sign === '*' ? '.*' : sign === '?' ? '.' : /[.+^${}()|[\]\\]/.test(sign) ? `\\${sign}` : sign
  }
  return expression
}

const slashesIn = (path: string): number => path.split('/').length - 1

import { RE2JS } from 're2js'
import { StpaError } from '@/lib/stpa/errors'

export type Matches = (text: string) => boolean

/** Marks a regular expression, in a field that otherwise holds a pattern or a text. */
const expressionMark = 're:'

/** Answers for names seen before are kept, at most so many of each pattern: the same few names repeat. */
const mostKept = 1_000

const anything: Matches = () => true

/**
 * A name against a pattern: `*` is any text without a slash, `**` any text, `?` one character; `re:` begins a regular
 * expression (RE2: time in proportion to the name), found anywhere. An empty pattern matches every name.
 * @throws StpaError badRequest for an expression that is none
 */
export function matchesName(pattern: string): Matches {
  if (pattern === '') return anything
  if (pattern.startsWith(expressionMark)) return kept(found(pattern.slice(expressionMark.length)))
  if (!/[*?]/.test(pattern)) return (name) => name === pattern
  const start = pattern.slice(0, pattern.search(/[*?]/))
  const matches = kept(found(globExpression(pattern)))
  // Most names of a trace begin otherwise, which is cheap to see.
  return (name) => name.startsWith(start) && matches(name)
}

/** A text against what must stand in it, or `re:` with a regular expression found in it. @throws as matchesName */
export function matchesText(wanted: string): Matches {
  if (wanted.startsWith(expressionMark)) return found(wanted.slice(expressionMark.length))
  return (text) => text.includes(wanted)
}

const isPattern = (name: string): boolean => name.startsWith(expressionMark) || /[*?]/.test(name)

/** The pattern as one name; undefined where it stands for several. */
export const literalName = (pattern: string): string | undefined =>
  pattern === '' || isPattern(pattern) ? undefined : pattern

function globExpression(pattern: string): string {
  const parts = pattern.match(/\*+|\?|[^*?]+/g) ?? []
  const expression = parts.map((part) => (part === '?' ? '.' : part === '*' ? '[^/]*' : quoted(part))).join('')
  return `(?s)^${expression}$`
}

const quoted = (part: string): string => (part.startsWith('*') ? '.*' : RE2JS.quote(part))

function found(expression: string): Matches {
  try {
    const compiled = RE2JS.compile(expression)
    return (text) => compiled.matcher(text).find()
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'it cannot be read'
    throw new StpaError('badRequest', `"${expression.slice(0, 80)}" is no regular expression (RE2): ${reason}.`)
  }
}

function kept(matches: Matches): Matches {
  const answers = new Map<string, boolean>()
  return (text) => {
    const known = answers.get(text)
    if (known !== undefined) return known
    if (answers.size >= mostKept) answers.clear()
    const answer = matches(text)
    answers.set(text, answer)
    return answer
  }
}

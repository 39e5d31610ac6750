import { RE2JS } from 're2js'
import { StpaError } from '@/lib/stpa/errors'

/** Does a name match one of some expressions? */
export type Matches = (name: string) => boolean

/** At most so many characters of one expression, and instructions of all together: what a name costs grows with them. */
const longest = 1_000
const mostInstructions = 2_000

/**
 * Expressions as nav takes them: RE2 syntax, found anywhere in the name. RE2 needs time in proportion to the name, so
 * that no expression can explode.
 * @throws StpaError badRequest for one that is no expression, or too long
 */
export function matchesAny(expressions: readonly string[]): Matches {
  const compiled = expressions.map((expression) => {
    if (expression.length > longest) throw refused(expression, `it has more than ${longest} characters`)
    try {
      return RE2JS.compile(expression)
    } catch (error) {
      throw refused(expression, error instanceof Error ? error.message : 'it cannot be read')
    }
  })
  const instructions = compiled.reduce((sum, expression) => sum + expression.programSize(), 0)
  if (instructions > mostInstructions)
    throw new StpaError(
      'badRequest',
      `The expressions are too large together: ${instructions} steps, at most ${mostInstructions}.`,
    )
  return (name) => compiled.some((expression) => expression.matcher(name).find())
}

/** As nav itself does it: an expression that is none matches nothing, in silence. */
export function matchesAnyLikeNav(expressions: readonly string[]): Matches {
  const valid = expressions.filter((expression) => {
    try {
      return RE2JS.compile(expression) !== undefined
    } catch {
      return false
    }
  })
  return matchesAny(valid)
}

function refused(expression: string, reason: string): StpaError {
  return new StpaError('badRequest', `"${expression.slice(0, 80)}" is no regular expression (RE2): ${reason}.`)
}

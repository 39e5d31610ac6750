import { StpaError } from '@/lib/stpa/errors'
import { TraceInput } from '@/lib/trace/input'
import { Unsound } from './oracles'

type Told = { readonly format: string; readonly facts: ReadonlySet<string> }

/** What a trace tells as certain: ends of calls, counts. Undefined for what is refused. */
function toldBy(bytes: Uint8Array): Told | undefined {
  const facts = new Set<string>()
  const input = new TraceInput('fuzz', {
    call: ({ endLine, name, outcome, errno, result }) => {
      if (outcome !== 'unknown') facts.add(`line ${endLine}: ${name} ${outcome} ${errno} ${result}`)
    },
    count: ({ line, name, calls, errors, seconds }) => {
      if ((calls ?? errors ?? seconds) !== undefined) facts.add(`line ${line}: ${name} ${calls} ${errors} ${seconds}`)
    },
  })
  try {
    input.push(bytes)
    return { format: input.end().format, facts }
  } catch (error) {
    if (error instanceof StpaError) return undefined
    throw error
  }
}

const wholes = new Map<Uint8Array, Told | undefined>()

/** A trace that was cut tells nothing that the whole does not. @throws Unsound */
export function assertWithin(bytes: Uint8Array, original: Uint8Array): void {
  if (!wholes.has(original)) wholes.set(original, toldBy(original))
  const [whole, part] = [wholes.get(original), toldBy(bytes)]
  if (!whole || !part || whole.format !== part.format) return
  for (const fact of part.facts)
    if (!whole.facts.has(fact)) throw new Unsound(`cut, it tells what the whole does not: ${fact.slice(0, 200)}`)
}

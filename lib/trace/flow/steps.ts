import { digest } from '@/lib/stpa/fingerprint'
import type { Action, Phase, Resource } from '../action'
import { saysOf, shownByDefault } from './says'

/** What a call does and how it ended: two calls with the same step are the same to a flow. */
export type Step = {
  readonly id: number
  readonly phase: Phase
  readonly verb: string
  readonly resource: Resource
  readonly says: string
  readonly saysFirst: string
  readonly error: string
  readonly text: string
  /** Of all the above, for the ids of nodes. */
  readonly digest: string
}

type StepValue = Pick<Step, 'phase' | 'verb' | 'resource' | 'says' | 'saysFirst' | 'error'>

/** So many different steps are kept; what a trace does beyond them is counted, not told apart. */
const mostSteps = 300_000

/** Steps by number: a trace of a million calls has few different ones. */
export class Steps {
  readonly #ids = new Map<string, number>()
  readonly #steps: Step[] = []

  at(id: number): Step {
    const step = this.#steps[id]
    if (!step) throw new RangeError(`No step ${id}.`)
    return step
  }

  get isFull(): boolean {
    return this.#steps.length >= mostSteps
  }

  /** The step of an action, undefined for a new one when there are too many; `withWords`: outputs are told apart by what they say. */
  of({ phase, verb, resource, error, payload }: Action, withWords: boolean): number | undefined {
    const words = withWords && phase === 'output' ? payload : ''
    const [says, saysFirst] = words === '' ? ['', ''] : [saysOf(words), saysOf(words, shownByDefault)]
    const value = { phase, verb: verb.startsWith('exit(') ? 'exit' : verb, resource, says, saysFirst, error }
    return this.isFull ? this.#ids.get(keyOf(value)) : this.id(value)
  }

  id(value: StepValue): number {
    const key = keyOf(value)
    const known = this.#ids.get(key)
    if (known !== undefined) return known
    const step = this.single(value, this.#steps.length)
    this.#ids.set(key, step.id)
    this.#steps.push(step)
    return step.id
  }

  /** A step that is not kept: of a loop. */
  single(value: StepValue, id = -1): Step {
    return { ...value, id, text: textOf(value), digest: digest(keyOf(value)).slice(0, 8) }
  }

  /** The same step, whatever it says. */
  wordless(id: number): number {
    const step = this.at(id)
    return step.says === '' ? id : this.id({ ...step, says: '', saysFirst: '' })
  }
}

const keyOf = ({ phase, verb, error, resource, says }: StepValue): string =>
  `${phase}\n${verb}\n${error}\n${resource.name}\n${says}`

function textOf({ verb, resource, says, error }: StepValue): string {
  if (verb === 'exit') return error === '' ? 'exit(0)' : error.startsWith('exit ') ? `exit(${error.slice(5)})` : error
  if (verb.startsWith('[')) return verb
  const what = verb.startsWith('{')
    ? `${resource.name} ${verb}`
    : resource.name === ''
      ? verb
      : `${verb} ${resource.name}`
  return says === '' ? what : `${what} "${says}"`
}

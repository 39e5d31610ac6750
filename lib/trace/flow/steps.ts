import { digest } from '@/lib/stpa/fingerprint'
import type { Action, Phase, Resource } from '../action'
import { saysOf, shownByDefault } from './says'

type StepValue = {
  readonly phase: Phase
  readonly verb: string
  readonly resource: Resource
  readonly says: string
  readonly saysFirst: string
  readonly error: string
}

/** What a call does and how it ended: two calls with the same step are the same to a flow. */
export class Step implements StepValue {
  readonly phase: Phase
  readonly verb: string
  readonly resource: Resource
  readonly says: string
  readonly saysFirst: string
  readonly error: string
  /** How many there are from this one on. */
  readonly siblings: number

  constructor(
    readonly id: number,
    value: StepValue,
    /** Another one of the same resource. */
    readonly sibling?: Step,
  ) {
    this.siblings = sibling ? sibling.siblings + 1 : 1
    this.phase = value.phase
    this.verb = value.verb
    this.resource = value.resource
    this.says = value.says
    this.saysFirst = value.saysFirst
    this.error = value.error
  }

  // Few steps of a long trace become nodes: these two are made for those alone.

  get text(): string {
    return textOf(this)
  }

  /** Of all that tells it from others, for the ids of nodes. */
  get digest(): string {
    return digest(keyOf(this)).slice(0, 8)
  }
}

/** So many different steps are kept; what a trace does beyond them is counted, not told apart. */
const mostSteps = 300_000

/** So many steps of one resource are looked through; the others are found by their whole key. */
const mostSiblings = 8

/** Steps by number: a trace of a million calls has few different ones. */
export class Steps {
  /** The newest of the first steps of each resource, by its name. */
  readonly #ofResource = new Map<string, Step>()
  readonly #others = new Map<string, number>()
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
    return this.isFull ? this.#find(value) : this.id(value)
  }

  id(value: StepValue): number {
    const known = this.#find(value)
    if (known !== undefined) return known
    const { name } = value.resource
    const sibling = this.#ofResource.get(name)
    const isOneOfMany = sibling !== undefined && sibling.siblings >= mostSiblings
    const step = new Step(this.#steps.length, value, isOneOfMany ? undefined : sibling)
    if (isOneOfMany) this.#others.set(keyOf(value), step.id)
    else this.#ofResource.set(name, step)
    this.#steps.push(step)
    return step.id
  }

  #find(value: StepValue): number | undefined {
    const first = this.#ofResource.get(value.resource.name)
    for (let step = first; step; step = step.sibling) if (isSame(step, value)) return step.id
    return first && first.siblings >= mostSiblings ? this.#others.get(keyOf(value)) : undefined
  }

  /** A step that is not kept: of a loop. */
  single(value: StepValue): Step {
    return new Step(-1, value)
  }

  /** The same step, whatever it says. */
  wordless(id: number): number {
    const step = this.at(id)
    return step.says === '' ? id : this.id({ ...step, says: '', saysFirst: '' })
  }
}

/** By all that `keyOf` has. */
const isSame = (step: StepValue, other: StepValue): boolean =>
  step.verb === other.verb &&
  step.phase === other.phase &&
  step.error === other.error &&
  step.says === other.says &&
  step.resource.name === other.resource.name

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

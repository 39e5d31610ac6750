import type { Action, Resource } from '../action'
import { countName } from '../others'

/** What in the kernel serves a call: its entry's own subsystems, and those of what it acts on. */
export type Served = {
  /** Sections of MAINTAINERS of the system call's entry; empty where none but THE REST claims it. */
  readonly call: readonly string[]
  /** Coarse category of the call, e.g. `Process Mgmt.`; '' when unknown. */
  readonly category: string
  /** Sections of the driver or filesystem behind the resource; empty where no rule knows it. */
  readonly resource: readonly string[]
}

/** Says what serves an action. */
export type ServedBy = (action: Action) => Served

export type ResourceUse = {
  readonly name: string
  readonly kind: Resource['kind']
  readonly device: string
  readonly sections: readonly string[]
  readonly calls: number
  /** How often each verb; as in all such counts, `(others)` stands for those beyond a bound. */
  readonly verbs: Readonly<Record<string, number>>
  /** How often each hard error. */
  readonly errors: Readonly<Record<string, number>>
  readonly firstLine: number
  readonly lastLine: number
}

export type SubsystemUse = {
  /** A section of MAINTAINERS, or a category in brackets where no section claims the call. */
  readonly name: string
  /** Calls whose entry is its own, and calls on what it drives. */
  readonly asCall: number
  readonly asResource: number
  readonly errors: number
  readonly syscalls: Readonly<Record<string, number>>
  readonly resources: readonly string[]
  /** Calls on other resources than these. */
  readonly moreOnResources?: number
  /** Calls by command. */
  readonly commands: Readonly<Record<string, number>>
  readonly firstLine: number
}

export type Usage = {
  readonly resources: readonly ResourceUse[]
  /** Resources beyond the bound, and their calls. */
  readonly more: { readonly resources: number; readonly calls: number }
  readonly subsystems: readonly SubsystemUse[]
}

type Counts = Map<string, number>

/** While it is counted. */
type Counted<T> = {
  -readonly [Key in keyof T]: T[Key] extends Readonly<Record<string, number>> ? Counts : T[Key]
}

const bounds = { resources: 5_000, named: 40, verbs: 200 } as const

const count = (into: Counts, name: string): void => countName(into, name, bounds.verbs)

/** Sums up what a run used: resources, and the subsystems of the kernel behind them. Memory: bounded. */
export class UsageCounter {
  readonly #resources = new Map<string, Counted<ResourceUse>>()
  readonly #subsystems = new Map<string, Counted<SubsystemUse> & { readonly names: Set<string> }>()
  #more = { resources: 0, calls: 0 }

  constructor(
    private readonly servedBy: ServedBy,
    /** Name of the command that a process runs, by `TraceProcess.id`. */
    private readonly commandOf: (process: number) => string,
  ) {}

  /** Counts an action; gives the subsystem that speaks for it. */
  add(action: Action): string {
    const served = this.servedBy(action)
    this.#resource(action, served.resource)
    const own = served.call[0] ?? (served.category === '' ? '' : `[${served.category}]`)
    const [behind] = served.resource
    if (own !== '') this.#subsystem(own, action, 'asCall')
    if (behind !== undefined && behind !== own) this.#subsystem(behind, action, 'asResource')
    return behind ?? own
  }

  result(): Usage {
    const resources = [...this.#resources.values()]
      .sort((a, b) => a.firstLine - b.firstLine)
      .map((use) => ({ ...use, verbs: Object.fromEntries(use.verbs), errors: Object.fromEntries(use.errors) }))
    const subsystems = [...this.#subsystems.values()].map(({ names, ...use }) => ({
      ...use,
      syscalls: Object.fromEntries(use.syscalls),
      resources: [...names],
      commands: Object.fromEntries(use.commands),
    }))
    const sum = (use: SubsystemUse) => use.asCall + use.asResource
    return {
      resources,
      more: this.#more,
      subsystems: subsystems.sort((a, b) => sum(b) - sum(a) || (a.name < b.name ? -1 : 1)),
    }
  }

  #resource({ resource, verb, error, call }: Action, sections: readonly string[]): void {
    const { name, kind, device } = resource
    if (kind === 'none') return
    let use = this.#resources.get(name)
    if (!use) {
      if (this.#resources.size >= bounds.resources) {
        this.#more.resources++ // a name may be counted again: how many different ones, only a set of all could say
        this.#more.calls++
        return
      }
      const [verbs, errors]: [Counts, Counts] = [new Map(), new Map()]
      use = { ...{ name, kind, device, sections, calls: 0, verbs, errors }, firstLine: call.line, lastLine: 0 }
      this.#resources.set(name, use)
    }
    use.calls++
    use.lastLine = Math.max(use.lastLine, call.endLine)
    count(use.verbs, verb)
    if (error !== '') count(use.errors, error)
  }

  #subsystem(name: string, { call, resource, error, processId }: Action, how: 'asCall' | 'asResource'): void {
    let use = this.#subsystems.get(name)
    if (!use) {
      const [syscalls, commands]: [Counts, Counts] = [new Map(), new Map()]
      const counts = { asCall: 0, asResource: 0, errors: 0, syscalls, resources: [], commands }
      use = { name, ...counts, names: new Set(), firstLine: call.line }
      this.#subsystems.set(name, use)
    }
    use[how]++
    if (error !== '') use.errors++
    count(use.syscalls, call.name)
    count(use.commands, this.commandOf(processId))
    if (how !== 'asResource' || use.names.has(resource.name)) return
    if (use.names.size < bounds.named) use.names.add(resource.name)
    else use.moreOnResources = (use.moreOnResources ?? 0) + 1
  }
}

import type { Action, Resource } from './action'
import type { ReadOptions } from './api'
import type { CallSubsystem } from './subsystems/answers'
import { subsystemOfCall } from './subsystems/calls'
import { type KernelTables, withRules } from './subsystems/kernelTables'
import { loadLinux61 } from './subsystems/linux61'
import { ioctlRequestOf } from './subsystems/multiplexers'
import { subsystemOfResource } from './subsystems/resources'
import { readPathRules } from './subsystems/rules'
import type { Served, ServedBy } from './usage/usage'

/** The tables of the kernel that the program brings along, with the user's rules before them. @throws StpaError badRequest */
export async function tablesOf({ rules }: Pick<ReadOptions, 'rules'>): Promise<KernelTables> {
  const tables = await loadLinux61()
  return rules.trim() === '' ? tables : withRules(tables, readPathRules('rules', rules))
}

/** So many answers are kept, of each sort; for resources as many as there are paths kept. */
const mostKnown = 20_000
const mostResources = 200_000

/**
 * What serves an action, by these tables. A trace has few different calls and many resources: each call is looked up once,
 * and each resource once for all calls on it (as long as it is the same value; those are kept by path, actions/files.ts).
 */
export function servedByTables(tables: KernelTables, arch: ReadOptions['arch']): ServedBy {
  const calls = new Map<string, CallSubsystem>()
  /** By what an ioctl asks for in numbers, which may tell whose it is; '' for all other calls. */
  const resources = new Map<string, Map<Resource, readonly string[]>>()
  let kept = 0
  const pairs = new Map<readonly string[], Map<CallSubsystem, Served>>()
  const callOf = (action: Action): CallSubsystem => {
    const key = operationKey(action)
    const known = calls.get(key)
    if (known) return known
    if (calls.size >= mostKnown) calls.clear()
    const found = subsystemOfCall(tables, arch, action.call.name, action.call.args)
    calls.set(key, found)
    return found
  }
  const sectionsOf = (resource: Resource, call: CallSubsystem): readonly string[] => {
    const request = call.name === 'ioctl' ? ioctlRequestOf(call.operation) : undefined
    const asked = request ? call.operation : ''
    const known = resources.get(asked)?.get(resource)
    if (known) return known
    if (++kept > mostResources) {
      resources.clear()
      kept = 1
    }
    const found = subsystemOfResource(tables, resource, request)?.sections ?? none
    const answers = resources.get(asked) ?? new Map<Resource, readonly string[]>()
    resources.set(asked, answers.set(resource, found))
    return found
  }
  return (action) => {
    const call = callOf(action)
    const sections = sectionsOf(action.resource, call)
    const byCall = pairs.get(sections) ?? new Map<CallSubsystem, Served>()
    const known = byCall.get(call)
    if (known) return known
    if (byCall.size >= mostKnown) byCall.clear()
    if (pairs.size >= mostKnown) pairs.clear()
    const own = call.delegate && call.delegate.sections.length > 0 ? call.delegate : call
    const served = { call: own.sections, category: call.category, resource: sections }
    pairs.set(sections, byCall.set(call, served))
    return served
  }
}

const none: readonly string[] = []

/** Calls whose arguments say who serves them; of all others the name is enough. */
const byArguments = new Set(['ioctl', 'socket', 'socketpair', 'socketcall', 'ipc'])

const operationKey = ({ call, verb }: Action): string =>
  byArguments.has(call.name) ? `${call.name}\0${verb}\0${call.args.slice(0, 120)}` : call.name

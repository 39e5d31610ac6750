import type { Action } from './action'
import type { ReadOptions } from './api'
import { type KernelTables, withRules } from './subsystems/kernelTables'
import { loadLinux61 } from './subsystems/linux61'
import { subsystemsOf } from './subsystems/lookup'
import { readPathRules } from './subsystems/rules'
import type { Served, ServedBy } from './usage/usage'

/** The tables of the kernel that the program brings along, with the user's rules before them. @throws StpaError badRequest */
export async function tablesOf({ rules }: Pick<ReadOptions, 'rules'>): Promise<KernelTables> {
  const tables = await loadLinux61()
  return rules.trim() === '' ? tables : withRules(tables, readPathRules('rules', rules))
}

const mostKnown = 20_000

/** What serves an action, by these tables; the same call on the same resource is looked up once. */
export function servedByTables(tables: KernelTables, arch: ReadOptions['arch']): ServedBy {
  const known = new Map<string, Served>()
  return (action) => {
    const { call, resource } = action
    const key = `${operationKey(action)}\0${resource.device}\0${resource.name}`
    let served = known.get(key)
    if (!served) {
      const pair = subsystemsOf(tables, arch, call, resource)
      const own = pair.call.delegate && pair.call.delegate.sections.length > 0 ? pair.call.delegate : pair.call
      served = { call: own.sections, category: pair.call.category, resource: pair.resource?.sections ?? [] }
      if (known.size >= mostKnown) known.clear()
      known.set(key, served)
    }
    return served
  }
}

/** Calls whose arguments say what they do; of all others the name is enough. */
const byArguments = /^(?:ioctl|socket|socketpair|socketcall|ipc|prctl|fcntl|fcntl64|bpf|keyctl|mmap|mmap2)$/

const operationKey = ({ call, verb }: Action): string =>
  byArguments.test(call.name) ? `${call.name}\0${verb}\0${call.args.slice(0, 120)}` : call.name

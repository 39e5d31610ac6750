import type { Resource } from '../action'
import type { CallSubsystem, ResourceSubsystem } from './answers'
import { subsystemOfCall } from './calls'
import type { KernelTables } from './kernelTables'
import type { Architecture } from './model'
import { ioctlRequestOf } from './multiplexers'
import { subsystemOfResource } from './resources'

/** The subsystem of a call, and that of what it acts on: `fs -> driver sysfs` is such a pair. Both are shown. */
export type SubsystemPair = { readonly call: CallSubsystem; readonly resource: ResourceSubsystem | undefined }

/** Both sides of a traced call; a request that the tracer could not name is looked at by its numbers. */
export function subsystemsOf(
  tables: KernelTables,
  arch: Architecture,
  { name, args }: { readonly name: string; readonly args: string },
  resource: Pick<Resource, 'kind' | 'name' | 'device' | 'target'>,
): SubsystemPair {
  const call = subsystemOfCall(tables, arch, name, args)
  const request = call.name === 'ioctl' ? ioctlRequestOf(call.operation) : undefined
  return { call, resource: subsystemOfResource(tables, resource, request) }
}

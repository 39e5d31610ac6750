import type { Resource } from '../action'
import type { TraceCall } from '../model'
import { type Descriptor, readDescriptor } from './arguments'
import type { Files } from './files'
import type { OpenFile } from './openFile'
import type { ProcessTable, Running } from './processes'

/** An action while it is made: what is known of a call so far. */
export type Draft = {
  readonly call: TraceCall
  readonly running: Running
  verb: string
  resource: Resource
  /** The open file, where the call names a descriptor or made one. */
  file: OpenFile | undefined
  /** The descriptor that it names; -1 for none. */
  fd: number
  isNoise: boolean
  /** A hard error of an out-parameter, or of an exit. */
  error: string
}

/** What a call changes or tells beyond its name and resource. */
export type Effect = (draft: Draft, files: Files, processes: ProcessTable) => void

export const didReturn = ({ call }: Draft): boolean => call.outcome === 'returned'

/** The descriptor that a call returned; undefined where it failed. */
export function returnedDescriptor({ call }: Draft): (Descriptor & { readonly fd: number }) | undefined {
  if (call.outcome !== 'returned') return undefined
  const { fd, annotation, end } = readDescriptor(call.result, 0)
  return fd === undefined || fd < 0 ? undefined : { fd, annotation, end }
}

/** The draft acts on this open file. */
export function onFile(draft: Draft, file: OpenFile | undefined): void {
  draft.file = file
  if (!file) return
  draft.resource = file.resource
  draft.isNoise ||= file.isNoise
}

import type { NoiseLists } from '../actions/noise'
import { ActionReader } from '../actions/reader'
import type { TraceSink } from '../model'
import { FlowBuilder } from './builder'
import type { ProcessFlow } from './model'

/**
 * Flows of the processes of a trace. `feed` reads the trace, in any format, into the sink that it is given, from its first
 * line to its last. Memory: see FlowBuilder.
 */
export function buildFlows(feed: (sink: TraceSink) => void, lists?: NoiseLists): ProcessFlow[] {
  const builder = new FlowBuilder()
  const actions = new ActionReader(builder, lists)
  feed(actions)
  actions.end()
  return builder.end()
}

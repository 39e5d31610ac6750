import { z } from 'zod'
import { fieldOf, textOf } from '@/lib/stpa/fieldValues'
import type { Item } from '@/lib/stpa/model'
import type { Operation } from '@/lib/stpa/operations/types'
import { type FlowEdits, flowEditsSchema, noFlowEdits } from '@/lib/trace/flow/edits'

/** Edits by the number of the process in its trace: a run may have several processes. */
const runEditsSchema = z.record(z.string().regex(/^\d{1,9}$/), flowEditsSchema)

type RunEdits = z.infer<typeof runEditsSchema>

/** What a run says of its flows; undefined where that cannot be read. */
function editsOfRun(run: Item): RunEdits | undefined {
  const text = textOf(run, 'flowEdits')
  if (text.trim() === '') return {}
  try {
    return runEditsSchema.parse(JSON.parse(text))
  } catch {
    return undefined
  }
}

/** A person's edits of one flow; `isUnreadable` where the run's field holds something else. */
export function editsOf(run: Item | undefined, process: number): { edits: FlowEdits; isUnreadable: boolean } {
  const all = run ? editsOfRun(run) : {}
  return { edits: all?.[String(process)] ?? noFlowEdits, isUnreadable: all === undefined }
}

/** The operation that keeps the edits of one flow in its run. What cannot be read is replaced. */
export function keepEdits(run: Item, process: number, edits: FlowEdits): Operation {
  const others = Object.entries(editsOfRun(run) ?? {}).filter(([id]) => id !== String(process))
  const own = isEmpty(edits) ? [] : [[String(process), edits] as const]
  const all = Object.fromEntries([...others, ...own])
  const text = Object.keys(all).length === 0 ? '' : JSON.stringify(all)
  return { op: 'update', uid: run.uid, set: { flowEdits: text }, was: { flowEdits: fieldOf(run, 'flowEdits') } }
}

export const isEmpty = ({ renamed, merged, hidden }: FlowEdits): boolean =>
  renamed.length + merged.length + hidden.length === 0

/** A node by another name; '' for its own. */
export const rename = (edits: FlowEdits, node: string, text: string): FlowEdits => ({
  ...edits,
  renamed: [...edits.renamed.filter((other) => other.node !== node), ...(text === '' ? [] : [{ node, text }])],
})

export const mergeNext = (edits: FlowEdits, node: string): FlowEdits => ({
  ...edits,
  merged: [...edits.merged.filter((other) => other !== node), node],
})

export const hide = (edits: FlowEdits, nodes: readonly string[]): FlowEdits => ({
  ...edits,
  hidden: [...edits.hidden.filter((other) => !nodes.includes(other)), ...nodes],
})

/** Without the edits of these nodes. */
export const asItWas = (edits: FlowEdits, nodes: readonly string[]): FlowEdits => ({
  renamed: edits.renamed.filter(({ node }) => !nodes.includes(node)),
  merged: edits.merged.filter((node) => !nodes.includes(node)),
  hidden: edits.hidden.filter((node) => !nodes.includes(node)),
})

import type { TraceDigest } from '@/lib/trace/digest'
import type { Lines, ProcessFlow } from '@/lib/trace/flow/model'

/** A flow in a list of flows. */
export type FlowCard = Pick<
  ProcessFlow,
  'id' | 'parentId' | 'pid' | 'name' | 'command' | 'firstLine' | 'lastLine' | 'exit'
> & {
  /** How many nodes it has, and how many of them end with an error. */
  readonly nodes: number
  readonly errors: number
}

/** A digest without its flows, which are asked for one by one. */
export type TraceHead = Omit<TraceDigest, 'flows'> & { readonly flows: readonly FlowCard[] }

/** A step of a flow that has to do with a line or a resource. */
export type NodeHit = {
  readonly process: number
  readonly pid: number | null
  readonly name: string
  readonly node: string
  readonly text: string
  readonly error: string
  readonly lines: Lines
}

/** What is asked of the worker; a `head` is always fetched anew. */
export type DigestQuestion = {
  readonly id: number
  readonly hash: string
  readonly ask: 'head' | 'flow' | 'hits'
  readonly process?: number
  readonly line?: number
  readonly resource?: string
}

export type DigestAnswer = { readonly id: number; readonly value?: unknown; readonly refusal?: string }

type Waiting = { readonly resolve: (value: unknown) => void; readonly reject: (error: Error) => void }

let worker: Worker | undefined
let last = 0
const waiting = new Map<number, Waiting>()

function start(): Worker {
  const started = new Worker(new URL('./digestWorker.ts', import.meta.url))
  started.onmessage = ({ data }: MessageEvent<DigestAnswer>) => {
    const asked = waiting.get(data.id)
    waiting.delete(data.id)
    if (data.refusal === undefined) asked?.resolve(data.value)
    else asked?.reject(new Error(data.refusal))
  }
  started.onerror = (event) => {
    worker = undefined
    for (const { reject } of waiting.values()) reject(new Error(`What was read cannot be shown: ${event.message}`))
    waiting.clear()
  }
  return started
}

/** Asks the worker that holds the digests. */
export function askDigest<T>(question: Omit<DigestQuestion, 'id'>): Promise<T> {
  worker ??= start()
  const id = ++last
  const answer = new Promise<unknown>((resolve, reject) => {
    waiting.set(id, { resolve, reject })
  })
  worker.postMessage({ ...question, id })
  return answer as Promise<T> // the worker answers what the question asks for (digestWorker.ts)
}

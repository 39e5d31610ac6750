import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { type ErrorCode, type ErrorDetail, StpaError } from '@/lib/stpa/errors'
import type { TaskName, TaskProgress, Tasks } from './tasks'
import { type Asker, Turns } from './turns'

export type Reply =
  | { readonly result: unknown }
  | { readonly refusal: { code: ErrorCode; message: string; detail: ErrorDetail } }
  | { readonly bug: string }
  | { readonly progress: number }

type WorkerLimits = {
  /** The bundle of worker.ts. */
  readonly script: string
  readonly seconds: number
  readonly megabytes: number
}

/** What a long task may have instead of the usual bounds, how it tells of itself, who asks and how it is stopped. */
export type TaskOptions = Asker & {
  readonly seconds?: number
  readonly megabytes?: number
  readonly progress?: TaskProgress
}

/** Does a task and gives its result. */
export type RunTask = <Name extends TaskName>(
  name: Name,
  request: Tasks[Name]['request'],
  options?: TaskOptions,
) => Promise<Tasks[Name]['result']>

/** In the built project: `npm start` runs at its root. */
const usual: WorkerLimits = { script: join(process.cwd(), 'dist', 'worker.js'), seconds: 20, megabytes: 512 }

/** Tasks that may take many minutes: they leave a slot to those that somebody waits for. */
const long: ReadonlySet<TaskName> = new Set<TaskName>(['kernelImport', 'evidenceImport', 'traceCoverage'])

/**
 * Runs each task on a thread of its own, so that everybody else is served meanwhile; some at once, the others wait for
 * their turn, and their clock with them.
 * @throws StpaError tooSlow, tooLarge when a task needs more time or memory than it may have; gone when it was given up;
 * any refusal of the task
 */
export function inWorkers(limits: Partial<WorkerLimits> = {}, slots = 3): RunTask {
  const turns = new Turns(slots)
  return async (name, request, { progress, signal, who, ...own } = {}) => {
    const release = await turns.take({ who, signal }, long.has(name))
    try {
      // The reply to a task of this name is its result: worker.ts looks it up in `tasks`.
      return (await runNow(
        { name, request },
        { ...usual, ...limits, ...own },
        { progress, signal },
      )) as Tasks[typeof name]['result']
    } finally {
      release()
    }
  }
}

function runNow(
  workerData: unknown,
  { script, seconds, megabytes }: WorkerLimits,
  { progress, signal }: TaskOptions,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(script, { workerData, resourceLimits: { maxOldGenerationSizeMb: megabytes } })
    let ended = false
    const giveUp = (): void => end(() => reject(new StpaError('gone', 'It was cancelled.')))
    const end = (act: () => void): void => {
      if (ended) return // the thread's own end, or an error on its way out
      ended = true
      clearTimeout(timer)
      signal?.removeEventListener('abort', giveUp)
      void worker.terminate().then(act, act)
    }
    const tooSlow = new StpaError('tooSlow', `This took longer than ${seconds} s and was stopped. Split the input.`)
    const timer = setTimeout(() => end(() => reject(tooSlow)), seconds * 1000)
    signal?.addEventListener('abort', giveUp, { once: true })
    worker.on('message', (reply: Reply) => {
      if ('progress' in reply) progress?.(reply.progress)
      else end(() => settle(reply, resolve, reject))
    })
    worker.on('error', (error) => end(() => reject(refusalOf(error, megabytes))))
    worker.on('exit', (code) => end(() => reject(new Error(`the worker ended with code ${code} and no reply`))))
  })
}

function settle(
  reply: Exclude<Reply, { progress: number }>,
  resolve: (value: unknown) => void,
  reject: (error: Error) => void,
): void {
  if ('result' in reply) resolve(reply.result)
  else if ('bug' in reply) reject(new Error(`a worker failed: ${reply.bug}`))
  else reject(new StpaError(reply.refusal.code, reply.refusal.message, reply.refusal.detail))
}

function refusalOf(error: Error, megabytes: number): Error {
  const isFull = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
  return isFull ? new StpaError('tooLarge', `This needs more than ${megabytes} MB of memory. Split the input.`) : error
}

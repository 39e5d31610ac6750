import { join } from 'node:path'
import { StpaError } from '@/lib/stpa/errors'
import type { TaskName, TaskProgress, Tasks } from './tasks'
import { type Asker, Turns } from './turns'
import { inProcess, onThread, type Reply } from './underWay'

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

/** Tasks that load a driver with code of its own: they have a process of their own. */
const native: ReadonlySet<TaskName> = new Set<TaskName>(['kernelImport'])

/**
 * Runs each task on a thread or in a process of its own, so that everybody else is served meanwhile; some at once, the others wait for
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
  order: { readonly name: TaskName; readonly request: unknown },
  { script, seconds, megabytes }: WorkerLimits,
  { progress, signal }: TaskOptions,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    let ended = false
    const giveUp = (): void => end(() => reject(new StpaError('gone', 'It was cancelled.')))
    const end = (act: () => void): void => {
      if (ended) return // its own end, or an error on its way out
      ended = true
      clearTimeout(timer)
      signal?.removeEventListener('abort', giveUp)
      void task.stop().then(act)
    }
    const tooSlow = new StpaError('tooSlow', `This took longer than ${seconds} s and was stopped. Split the input.`)
    const timer = setTimeout(() => end(() => reject(tooSlow)), seconds * 1000)
    signal?.addEventListener('abort', giveUp, { once: true })
    const told = (reply: Reply): void => {
      if ('progress' in reply) progress?.(reply.progress)
      else end(() => settle(reply, resolve, reject))
    }
    const failed = (error: Error): void => end(() => reject(error))
    const task = (native.has(order.name) ? inProcess : onThread)({ script, order, megabytes, told, failed })
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

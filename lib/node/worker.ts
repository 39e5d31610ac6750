import { constants, setPriority } from 'node:os'
import { isMainThread, parentPort, workerData } from 'node:worker_threads'
import { StpaError } from '@/lib/stpa/errors'
import { tasks } from './tasks'
import type { Order, Reply } from './underWay'

/** The worker's program, on a thread or in a process: one task, one reply, then it ends. Built to dist/worker.js. */
async function replyTo(order: Order): Promise<Reply> {
  // Made by runInWorker, which pairs the name with its request; the pairing is lost on the way.
  const { name, request } = order as { name: keyof typeof tasks; request: never }
  try {
    return { result: await tasks[name](request, (progress) => tell({ progress })) }
  } catch (error) {
    if (error instanceof StpaError)
      return { refusal: { code: error.code, message: error.message, detail: error.detail } }
    // Nested beyond what the stack holds: the input's fault, not the program's.
    if (error instanceof RangeError) return { refusal: { code: 'unreadable', message: tooDeep, detail: {} } }
    return { bug: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}

const tooDeep = 'The input is nested too deeply to be read. Flatten it.'

// On Linux a priority is a thread's own: who only asks a page is served before this thread.
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL)

function tell(reply: Reply, done = (): void => {}): void {
  if (isMainThread) process.send?.(reply, undefined, {}, done)
  else parentPort?.postMessage(reply)
}

/** A process whose parent is gone works for nobody. */
async function asProcess(order: Order): Promise<void> {
  process.once('disconnect', () => process.exit())
  tell(await replyTo(order), () => process.disconnect())
}

if (isMainThread) process.once('message', (order: Order) => void asProcess(order))
else tell(await replyTo(workerData))

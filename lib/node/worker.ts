import { constants, setPriority } from 'node:os'
import { parentPort, workerData } from 'node:worker_threads'
import { StpaError } from '@/lib/stpa/errors'
import type { Reply } from './runInWorker'
import { tasks } from './tasks'

/** The worker's program: one task, one reply, then it ends. Built to dist/worker.js. */
async function reply(): Promise<Reply> {
  // Made by runInWorker, which pairs the name with its request; the pairing is lost on the way.
  const { name, request } = workerData as { name: keyof typeof tasks; request: never }
  try {
    return { result: await tasks[name](request, (progress) => parentPort?.postMessage({ progress } satisfies Reply)) }
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

parentPort?.postMessage(await reply())

import { fork } from 'node:child_process'
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { type ErrorCode, type ErrorDetail, StpaError } from '@/lib/stpa/errors'
import { withTemporaryFolder } from './workFolder'

export type Reply =
  | { readonly result: unknown }
  | { readonly refusal: { code: ErrorCode; message: string; detail: ErrorDetail } }
  | { readonly bug: string }
  | { readonly progress: number }

/** A task as worker.ts gets it. */
export type Order = { readonly name: string; readonly request: unknown }

type Start = {
  /** The bundle of worker.ts. */
  readonly script: string
  readonly order: Order
  readonly megabytes: number
  readonly told: (reply: Reply) => void
  /** It ended, or must be ended, without a last reply. May be called several times. */
  readonly failed: (error: Error) => void
}

/** A task that is being done. */
export type UnderWay = {
  /** Ends it, whatever it is in the middle of; resolves when nothing of it is left. Never rejects. */
  readonly stop: () => Promise<unknown>
}

/** On a thread of this process: for what is JavaScript alone. */
export function onThread({ script, order, megabytes, told, failed }: Start): UnderWay {
  const worker = new Worker(script, { workerData: order, resourceLimits: { maxOldGenerationSizeMb: megabytes } })
  worker.on('message', told)
  worker.on('messageerror', failed)
  worker.on('error', (error) => {
    const isFull = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
    failed(isFull ? tooLarge(megabytes) : error)
  })
  worker.on('exit', (code) => failed(new Error(`the worker ended with code ${code} and no reply`)))
  return { stop: () => worker.terminate().catch(() => {}) }
}

/**
 * In a process of its own: for drivers of databases. A thread that is ended in the middle of native code brings its whole
 * process down with it, as does native code that fails over a damaged file, or an error event that nobody listens to.
 */
export function inProcess(start: Start): UnderWay {
  const control = new AbortController()
  const ended = withTemporaryFolder((folder) => child(start, folder, control.signal)).catch(start.failed)
  return {
    stop: () => {
      control.abort()
      return ended
    },
  }
}

/** Of what a child complains about, so much is kept: the last of it tells why it ended. */
const mostComplaints = 10_000

/** Resolves when the child is gone. Its temporary files are in `folder`: what is killed takes nothing away itself. */
async function child({ script, order, megabytes, told, failed }: Start, folder: string, signal: AbortSignal) {
  const forked = fork(script, {
    execArgv: [`--max-old-space-size=${megabytes}`],
    env: { ...process.env, TMPDIR: folder },
    serialization: 'advanced', // bytes stay bytes
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  let complaints = ''
  forked.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaints = (complaints + text).slice(-mostComplaints)
  })
  const kill = () => forked.kill('SIGKILL')
  signal.addEventListener('abort', kill, { once: true })
  if (signal.aborted) kill()
  forked.on('message', told)
  forked.on('error', failed)
  forked.send(order, () => {}) // one that is gone says so by its end
  const [code, reason] = await once(forked, 'close')
  if (signal.aborted) return
  failed(/heap out of memory/.test(complaints) ? tooLarge(megabytes) : broken(reason ?? `code ${code}`, complaints))
}

const tooLarge = (megabytes: number): StpaError =>
  new StpaError('tooLarge', `This needs more than ${megabytes} MB of memory. Split the input.`)

/** Of this input alone: whoever else is served does not notice. */
function broken(how: string, complaints: string): StpaError {
  process.stderr.write(complaints) // for the operator
  const message = `What reads this failed over it and was ended (${how}); nothing was imported. It may be damaged: make it again.`
  return new StpaError('unreadable', message)
}

import { parentPort, workerData } from 'node:worker_threads'
import { StpaError } from '@/lib/stpa/errors'
import { Cases, type Seed } from './cases'
import { readers } from './readers'

/** A batch of cases, from one number up to another. */
export type Batch = { readonly from: number; readonly to: number }

export type Answer = {
  /** Cases of each reader that were read, and those that were refused. */
  readonly read: Readonly<Record<string, number>>
  readonly refused: Readonly<Record<string, number>>
  readonly findings: readonly { readonly number: number; readonly message: string }[]
}

export type Setting = { readonly seeds: readonly Seed[]; readonly seed: number; readonly at: Int32Array }

// The thread that started this one gives exactly that.
const { seeds, seed, at } = workerData as Setting
const cases = new Cases(seeds, seed)

/** Bytes outside the heap that one case may leave: the heap itself is bounded by the thread. */
const mostOutside = 512_000_000

async function run(number: number): Promise<'read' | 'refused' | Error> {
  const about = cases.at(number)
  Atomics.store(at, 0, number)
  try {
    await readers[about.reader]?.(about.bytes, about)
    const { external } = process.memoryUsage()
    return external > mostOutside
      ? new Error(`memory: it holds ${Math.round(external / 1e6)} MB outside the heap`)
      : 'read'
  } catch (error) {
    if (error instanceof StpaError) return 'refused'
    return error instanceof Error ? error : new Error(String(error))
  }
}

parentPort?.on('message', async ({ from, to }: Batch) => {
  const counts = { read: {} as Record<string, number>, refused: {} as Record<string, number> } // filled below
  const findings: Answer['findings'][number][] = []
  for (let number = from; number < to; number++) {
    const outcome = await run(number)
    const { reader } = cases.at(number)
    if (outcome instanceof Error) findings.push({ number, message: messageOf(outcome) })
    else counts[outcome][reader] = (counts[outcome][reader] ?? 0) + 1
  }
  parentPort?.postMessage({ ...counts, findings } satisfies Answer)
})

function messageOf(error: Error): string {
  if (error.name === 'Finding') return `disagreement: ${error.message}`
  if (error.name === 'Unsound') return `unsound success: ${error.message}`
  if (error.message.startsWith('memory: ')) return error.message
  const place = error.stack?.split('\n').slice(1, 4).join('\n') ?? ''
  return `crash: ${error.name}: ${error.message.slice(0, 300)}\n${place}`
}

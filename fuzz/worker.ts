import { openSync, writeSync } from 'node:fs'
import { StpaError } from '@/lib/stpa/errors'
import { type Case, Cases, type Seed } from './cases'
import { readers } from './readers'

/** A batch of cases, from one number up to another. */
export type Batch = { readonly from: number; readonly to: number }

export type Answer = {
  /** Cases of each reader that were read, and those that were refused. */
  readonly read: Readonly<Record<string, number>>
  readonly refused: Readonly<Record<string, number>>
  readonly findings: readonly { readonly number: number; readonly message: string }[]
}

/** `at`: the file that holds the number of the case. */
export type Setting = { readonly seeds: readonly Seed[]; readonly seed: number; readonly at: string }

/** Bytes outside the heap that one case may leave: the heap itself is bounded by the thread. */
const mostOutside = 512_000_000

async function run(about: Case): Promise<'read' | 'refused' | Error> {
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

async function answerTo({ from, to }: Batch, cases: Cases, place: number): Promise<Answer> {
  const counts = { read: {} as Record<string, number>, refused: {} as Record<string, number> } // filled below
  const findings: Answer['findings'][number][] = []
  const at = Buffer.alloc(4)
  for (let number = from; number < to; number++) {
    at.writeUInt32LE(number)
    writeSync(place, at, 0, 4, 0)
    const about = cases.at(number)
    const outcome = await run(about)
    if (outcome instanceof Error) findings.push({ number, message: messageOf(outcome) })
    else counts[outcome][about.reader] = (counts[outcome][about.reader] ?? 0) + 1
  }
  return { ...counts, findings }
}

process.once('message', ({ seeds, seed, at }: Setting) => {
  const [cases, place] = [new Cases(seeds, seed), openSync(at, 'r+')]
  process.on('message', async (batch: Batch) => process.send?.(await answerTo(batch, cases, place)))
})
process.once('disconnect', () => process.exit())
process.on('SIGINT', () => {}) // the run ends itself, after this batch

function messageOf(error: Error): string {
  if (error.name === 'Finding') return `disagreement: ${error.message}`
  if (error.name === 'Unsound') return `unsound success: ${error.message}`
  if (error.message.startsWith('memory: ')) return error.message
  const place = error.stack?.split('\n').slice(1, 4).join('\n') ?? ''
  return `crash: ${error.name}: ${error.message.slice(0, 300)}\n${place}`
}

import { StpaError } from '@/lib/stpa/errors'
import type { Seed } from './cases'
import { words } from './mutate'
import { type Reader, readers } from './readers'

/** Bytes of one repeated word, each four times the one before. */
const sizes = [1_000, 4_000, 16_000, 64_000] as const

/** Four times the input may cost four times as much; beyond this it is no noise but another power. */
const steepest = 10
/** Seconds of processor time below which nobody waits. */
const negligible = 0.3

/** Seconds for each size, or why a reading failed. */
export type Steep = {
  readonly reader: string
  readonly seed: string
  readonly word: string
  readonly found: readonly number[] | string
}

/** Every reader with every word repeated in the middle of each of its seeds: what costs more than in proportion. */
export async function steepReadings(seeds: readonly Seed[], tell: (steep: Steep) => void): Promise<number> {
  let count = 0
  for (const { reader, name, bytes } of seeds) {
    const read = readers[reader]
    if (!read) continue
    for (const word of words) {
      count++
      const found = await growth(read, bytes, word).catch((error: Error) => error.message)
      if (found !== undefined) tell({ reader, seed: name, word, found })
    }
  }
  return count
}

/** The times where one is too long for its size, else undefined. Stops there: the next would take for ever. */
async function growth(read: Reader, seed: Uint8Array, word: string): Promise<number[] | undefined> {
  const seconds: number[] = []
  for (const size of sizes) {
    const bytes = withRun(seed, word, size)
    let time = await timeOf(read, bytes)
    const before = Math.max(seconds.at(-1) ?? Number.POSITIVE_INFINITY, 0.002)
    if (time > negligible && time > steepest * before) time = Math.min(time, await timeOf(read, bytes))
    seconds.push(time)
    if (time > negligible && time > steepest * before) return seconds
  }
  return undefined
}

async function timeOf(read: Reader, bytes: Uint8Array): Promise<number> {
  const start = process.cpuUsage()
  try {
    await read(bytes, { reader: '', seed: '', bytes, original: bytes, change: 'any' })
  } catch (error) {
    if (!(error instanceof StpaError)) throw error
  }
  return process.cpuUsage(start).user / 1e6
}

/** The word repeated in the middle of the seed's middle line. */
function withRun(seed: Uint8Array, word: string, size: number): Uint8Array {
  const middle = seed.indexOf(10, seed.length / 2)
  const at = Math.max(0, middle < 0 ? seed.length - 1 : middle - 3)
  const run = Buffer.from(word.repeat(Math.ceil(size / word.length)))
  return Buffer.concat([seed.subarray(0, at), run, seed.subarray(at)])
}

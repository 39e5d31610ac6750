import { Worker } from 'node:worker_threads'
import { shownText } from '@/lib/text/visible'

/**
 * Bounds of one run: megabytes of its heap, and seconds of processor time, for on a busy machine the same input takes
 * several times as long. A hostile file ends here, not the machine.
 */
type Bounds = { readonly heap: number; readonly newObjects: number; readonly seconds: number }

/** For files that are read whole. */
export const wholeFiles: Bounds = { heap: 512, newObjects: 64, seconds: 20 }

/**
 * For traces, which are read as they come: 300 MB resident at most, and hours for a hundred gigabytes. Much is made and soon
 * forgotten: with less room for what is new, half the time goes into looking for what is left.
 */
export const streams: Bounds = { heap: 232, newObjects: 48, seconds: 4 * 3600 }

/** For questions to a kernel's graph, and for reading one: some seconds for the whole of Linux with all modules. */
export const kernels: Bounds = { heap: 2_048, newObjects: 64, seconds: 600 }

/** For making a graph from a whole kernel's machine code. */
export const kernelBuilds: Bounds = { ...kernels, seconds: 4 * 3600 }

/** Runs this program again in a thread of its own with a bounded heap; one clear line when a bound is met. */
export function runBounded(program: string, { heap, newObjects, seconds }: Bounds): void {
  const worker = new Worker(new URL(program), {
    argv: process.argv.slice(2),
    resourceLimits: { maxOldGenerationSizeMb: heap - newObjects, maxYoungGenerationSizeMb: newObjects },
  })
  const stop = (reason: string) => {
    process.stderr.write(shownText(`stpa: ${reason}\n`))
    process.exitCode = 2
  }
  const timer = setInterval(() => {
    const { user, system } = process.cpuUsage()
    if (user + system < seconds * 1e6) return
    stop(`stopped after ${seconds} seconds of processor time: the input is too large or too involved. Split it.`)
    void worker.terminate()
  }, 250)
  worker.on('error', (error: Error & { code?: string }) => {
    const isFull = error.code === 'ERR_WORKER_OUT_OF_MEMORY'
    stop(
      isFull
        ? `the input needs more than ${heap} MB of memory. Split it.`
        : `a defect of this program: ${error.message}`,
    )
  })
  worker.on('exit', (code) => {
    clearInterval(timer)
    process.exitCode ??= code
  })
}

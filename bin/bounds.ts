import { Worker } from 'node:worker_threads'

/** Bounds of one run: memory of its heap and its time. A hostile file ends here, not the machine. */
const heapLimit = 512
const newObjects = 64
const timeLimit = 20

/** Runs this program again in a thread of its own with a bounded heap; one clear line when a bound is met. */
export function runBounded(program: string): void {
  const worker = new Worker(new URL(program), {
    argv: process.argv.slice(2),
    resourceLimits: { maxOldGenerationSizeMb: heapLimit - newObjects, maxYoungGenerationSizeMb: newObjects },
  })
  const stop = (reason: string) => {
    process.stderr.write(`stpa: ${reason}\n`)
    process.exitCode = 2
  }
  const timer = setTimeout(() => {
    stop(`stopped after ${timeLimit} seconds: the input is too large or too involved. Split it.`)
    void worker.terminate()
  }, timeLimit * 1000)
  worker.on('error', (error: Error & { code?: string }) => {
    const isFull = error.code === 'ERR_WORKER_OUT_OF_MEMORY'
    stop(
      isFull
        ? `the input needs more than ${heapLimit} MB of memory. Split it.`
        : `a defect of this program: ${error.message}`,
    )
  })
  worker.on('exit', (code) => {
    clearTimeout(timer)
    process.exitCode ??= code
  })
}

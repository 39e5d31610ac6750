import { isMainThread, Worker } from 'node:worker_threads'
import { usage } from './help'
import { UsageError } from './usage'

/** Bounds of one run: memory of its heap and its time. A hostile file ends here, not the machine. */
const heapLimit = 512
const timeLimit = 20_000

const commands: Readonly<Record<string, () => Promise<{ run: (args: string[]) => Promise<number> }>>> = {
  convert: () => import('./commands/convert'),
  check: () => import('./commands/check'),
  report: () => import('./commands/report'),
  diagram: () => import('./commands/diagram'),
  schema: () => import('./commands/schema'),
}

async function main(args: string[]): Promise<number> {
  const [name = '', ...rest] = args
  if (name === '--version' || name === '-V') return print(`stpa ${process.env.STPA_VERSION ?? ''}\n`)
  if (name === '' || name === '--help' || name === '-h' || name === 'help')
    return print(usage(rest[0]), name === '' ? 2 : 0)
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!load) throw new UsageError(`"${name}" is no command. stpa --help lists them.`)
  if (rest.includes('--help') || rest.includes('-h')) return print(usage(name))
  return (await load()).run(rest)
}

function print(text: string, code = 0): number {
  process.stdout.write(text)
  return code
}

async function runHere(): Promise<void> {
  try {
    process.exitCode = await main(process.argv.slice(2))
  } catch (error) {
    process.stderr.write(`stpa: ${describe(error)}\n`)
    process.exitCode = 2
  }
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error instanceof UsageError || error.name === 'StpaError') return error.message
  if ('code' in error && 'syscall' in error) return error.message
  return process.env.STPA_DEBUG
    ? (error.stack ?? error.message)
    : `a defect of this program: ${error.message} (STPA_DEBUG=1 shows more)`
}

/** The work runs in a worker with a bounded heap, so that a hostile file gives one clear line. */
function runBounded(): void {
  const worker = new Worker(new URL(import.meta.url), {
    argv: process.argv.slice(2),
    resourceLimits: { maxOldGenerationSizeMb: heapLimit - 64, maxYoungGenerationSizeMb: 64 },
  })
  const timer = setTimeout(() => {
    process.stderr.write(`stpa: stopped after ${timeLimit / 1000} seconds: the input is too large or too involved.\n`)
    process.exitCode = 2
    worker.terminate()
  }, timeLimit)
  worker.on('error', (error: Error & { code?: string }) => {
    const memory = error.code === 'ERR_WORKER_OUT_OF_MEMORY'
    process.stderr.write(
      memory ? `stpa: the input needs more than ${heapLimit} MB of memory: split it.\n` : `stpa: ${error.message}\n`,
    )
    process.exitCode = 2
  })
  worker.on('exit', (code) => {
    clearTimeout(timer)
    if (process.exitCode === undefined) process.exitCode = code
  })
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})

const needsBounds = process.argv.length > 3 && process.argv[2] !== 'schema' && !process.argv.includes('--help')
if (isMainThread && needsBounds) runBounded()
else await runHere()

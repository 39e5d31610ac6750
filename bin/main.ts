import { isMainThread } from 'node:worker_threads'
import { shownText } from '@/lib/text/visible'
import { kernelBuilds, kernels, runBounded, streams, wholeFiles } from './bounds'
import { describeFailure } from './failures'
import { usage } from './help'
import { UsageError } from './usage'

const commands: Readonly<Record<string, () => Promise<{ run: (args: string[]) => Promise<number> }>>> = {
  convert: () => import('./commands/convert'),
  check: () => import('./commands/check'),
  report: () => import('./commands/report'),
  edit: () => import('./commands/edit'),
  diagram: () => import('./commands/diagram'),
  schema: () => import('./commands/schema'),
  kernel: () => import('./commands/kernel'),
  trace: () => import('./commands/trace'),
  tables: () => import('./commands/tables'),
  evidence: () => import('./commands/evidence'),
}

async function main(args: string[]): Promise<number> {
  const [name = '', ...rest] = args
  if (name === '') throw new UsageError(`Say what to do.\n\n${(await usage()).trimEnd()}`)
  if (name === '--version' || name === '-V') return print(`stpa ${process.env.STPA_VERSION ?? ''}\n`)
  if (['--help', '-h', 'help'].includes(name)) return print(await usage(rest[0], rest[1]))
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!load) throw new UsageError(`"${name}" is no command. stpa --help lists them.`)
  if (asksForHelp(rest)) return print(await usage(name, rest[0]))
  return (await load()).run(rest)
}

/** `--help` anywhere, but behind `--` it is the name of a file. */
function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf('--')
  return (end < 0 ? args : args.slice(0, end)).some((arg) => arg === '--help' || arg === '-h')
}

function print(text: string): number {
  process.stdout.write(text)
  return 0
}

async function runHere(): Promise<void> {
  try {
    process.exitCode = await main(process.argv.slice(2))
  } catch (error) {
    process.stderr.write(shownText(`stpa: ${describeFailure(error)}\n`))
    process.exitCode = 2
  }
}

/** Whoever reads our output may stop early (`stpa … | head`): that is no failure. A full disk is one. */
function leaveWhenNobodyReads(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') process.stderr.write(`stpa: standard output: ${describeFailure(error)}\n`)
  process.exit(error.code === 'EPIPE' ? 0 : 2)
}

/** Which bounds a command runs in. A summary holds so little that it needs none. */
function boundsOf(command: string, [second = '']: readonly string[]) {
  if (['convert', 'check', 'edit', 'report', 'diagram', 'evidence'].includes(command)) return wholeFiles
  if (command === 'kernel') return second === 'build' ? kernelBuilds : kernels
  return command === 'trace' && second !== 'summary' ? streams : undefined
}

process.stdout.on('error', leaveWhenNobodyReads)
process.stderr.on('error', () => {}) // nobody reads the report: the result still counts

const [command = '', ...rest] = process.argv.slice(2)
const bounds = isMainThread && rest.length > 0 && !asksForHelp(rest) ? boundsOf(command, rest) : undefined
if (bounds) runBounded(import.meta.url, bounds)
else await runHere()

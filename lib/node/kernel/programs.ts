import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { StpaError } from '@/lib/stpa/errors'

/**
 * Lines that a program of binutils prints, as they come; `input` goes to its standard input. No shell: arguments are
 * arguments.
 * @throws StpaError unreadable, when the program is missing or ends with an error
 */
export async function* linesOf(
  program: string,
  args: readonly string[],
  input?: Iterable<string>,
): AsyncGenerator<string> {
  const child = spawn(program, args, {
    stdio: [input ? 'pipe' : 'ignore', 'pipe', 'pipe'],
    env: { ...process.env, LC_ALL: 'C' },
  })
  let complaint = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    complaint = (complaint + chunk.toString()).slice(0, 2_000)
  })
  const ended = new Promise<string | undefined>((resolve) => {
    child.on('error', (error: NodeJS.ErrnoException) =>
      resolve(error.code === 'ENOENT' ? `${program} is not installed: install binutils` : error.message),
    )
    child.on('close', (code) =>
      resolve(code === 0 ? undefined : complaint.trim().split('\n').at(-1) || `it ended with ${code}`),
    )
  })
  if (input && child.stdin) {
    child.stdin.on('error', () => {}) // it ended before it had read all: its own error says why
    Readable.from(input).pipe(child.stdin)
  }
  try {
    if (child.stdout) yield* createInterface({ input: child.stdout, crlfDelay: Number.POSITIVE_INFINITY })
  } finally {
    child.kill()
  }
  const failure = await ended
  if (failure !== undefined) throw new StpaError('unreadable', `${program} failed: ${failure}.`)
}

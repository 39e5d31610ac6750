import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { TraceInput } from '../input'
import { mergeThreads } from '../threadFiles'
import { ActionReader } from './reader'

type Files = Readonly<Record<number, readonly string[]>>
type Told = { readonly pid: number; readonly verb: string; readonly name: string; readonly payload: string }

const thread = (pid: number) => `clone(child_stack=0x7f, flags=CLONE_VM|CLONE_FS|CLONE_FILES|CLONE_THREAD) = ${pid}`
const start = 'execve("/bin/x", ["x"], 0x7f /* 3 vars */) = 0'
const opens = (path: string, fd: number) => `openat(AT_FDCWD, "${path}", O_RDWR) = ${fd}`
const writes = (fd: number, what = '') => `write(${fd}, "${what}", ${what.length}) = ${what.length}`

/** What the threads of these files did, read as a set whose order is not known. */
async function told(files: Files): Promise<Told[]> {
  const found: Told[] = []
  const reader = new ActionReader({
    action: ({ call, verb, resource, payload }) =>
      void found.push({ pid: call.pid, verb, name: resource.name, payload }),
  })
  for (const sink of [reader.scout(), reader]) {
    const input = new TraceInput('ff', sink, { format: 'strace' })
    const all = Object.entries(files).map(([pid, lines]) => ({ thread: Number(pid), lines: lines[Symbol.iterator]() }))
    for await (const line of mergeThreads(all)) input.push(new TextEncoder().encode(`${line}\n`))
    input.end()
  }
  reader.end()
  return found
}

const written = async (files: Files): Promise<string[]> =>
  (await told(files)).filter(({ verb }) => verb === 'write').map(({ pid, name }) => `${pid} ${name}`)

describe('a descriptor that threads share, in files without an order', () => {
  it('is none that is known where the order says which file it was', async () => {
    const first = [start, opens('/dev/watchdog', 3), thread(101), 'close(3) = 0', opens('/tmp/log', 3), writes(3)]
    expect(await written({ 100: first, 101: [writes(3)] })).toEqual(['101 fd?', '100 /tmp/log'])
  })

  it('is known where it was only ever one file, whoever closed it', async () => {
    const first = [start, opens('/dev/watchdog', 3), thread(101), writes(3), 'close(3) = 0']
    expect(await written({ 100: first, 101: [writes(3)] })).toEqual(['101 /dev/watchdog', '100 /dev/watchdog'])
    const second = [start, opens('/dev/watchdog', 3), thread(101), writes(3)]
    expect(await written({ 100: second, 101: ['close(3) = 0'] })).toEqual(['100 /dev/watchdog'])
  })

  it('is known to the thread that opened it where each closes what it opened', async () => {
    const own = (path: string) => [opens(path, 3), writes(3), 'close(3) = 0']
    const files = { 100: [start, thread(101), ...own('/tmp/a')], 101: [...own('/tmp/b'), ...own('/tmp/c')] }
    expect(await written(files)).toEqual(['101 /tmp/b', '101 /tmp/c', '100 /tmp/a'])
    const crossed = { ...files, 101: [...files[101], 'close(3) = 0'] }
    expect(await written(crossed)).toEqual(['101 fd?', '101 fd?', '100 fd?'])
  })

  it('is what the program of a new process has, and no more than is known', async () => {
    const first = [start, opens('/tmp/a', 3), thread(101), 'fork() = 102', opens('/tmp/b', 4)]
    const files = { 100: first, 101: ['close(3) = 0', opens('/tmp/c', 3)], 102: [writes(3), writes(4)] }
    expect(await written(files)).toEqual(['102 fd?', '102 fd?'])
  })

  it('is perhaps that of another where nobody tells who made them', async () => {
    const files = { 100: [opens('/tmp/a', 3), writes(3)], 101: ['close(3) = 0', opens('/tmp/b', 3)] }
    expect(await written(files)).toEqual(['100 fd?'])
  })

  it('is found from no folder that another thread may have changed', async () => {
    const first = [start, 'chdir("/srv") = 0', thread(101), opens('x', 3)]
    const opened = async (files: Files) =>
      (await told(files)).filter(({ verb }) => verb === 'open').map(({ name }) => name)
    expect(await opened({ 100: first, 101: [] })).toEqual(['/srv/x'])
    expect(await opened({ 100: first, 101: ['chdir("/tmp") = 0'] })).toEqual(['x'])
  })

  it('goes on in the program that a thread begins, under the number of the first one', async () => {
    const first = [
      start,
      opens('/dev/watchdog', 3),
      thread(101),
      thread(102),
      'futex(0x7f, FUTEX_WAIT <unfinished ...>',
    ]
    const after = ['+++ superseded by execve in pid 101 +++', '<... execve resumed>) = 0', writes(3), writes(4)]
    const files = {
      100: [...first, ...after],
      101: ['execve("/bin/y", ["y"], 0x7f <detached ...>'],
      102: [opens('/a', 4)],
    }
    expect(await written(files)).toEqual(['100 /dev/watchdog', '100 /a'])
    const closed = { ...files, 102: ['close(3) = 0', opens('/a', 3)] }
    expect(await written(closed)).toEqual(['100 fd?', '100 fd?'])
  })

  it('is never said to be another file than it was, whatever threads do', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 60, size: 'max' }),
        fc.constantFrom('', '08:00:01 '),
        async (steps, time) => {
          const files = runOf(steps)
          const lines = Object.entries(files).map(([pid, own]) => [pid, own.map((line) => time + line)])
          for (const { verb, name, payload } of await told(Object.fromEntries(lines)))
            if (verb === 'write' && name !== 'fd?') expect(payload.endsWith(name) && [name, payload]).toBeTruthy()
        },
      ),
      { numRuns: 500 },
    )
  })
})

const step = fc.record({
  who: fc.nat(5),
  what: fc.constantFrom('open', 'open', 'write', 'write', 'write', 'close', 'dup2', 'chdir', 'thread', 'fork', 'exec'),
  fd: fc.integer({ min: 3, max: 5 }),
  other: fc.integer({ min: 3, max: 5 }),
})

type Step = typeof step extends fc.Arbitrary<infer S> ? S : never
type Shared = { folder: string; open: Map<number, string> }
type Runner = { readonly pid: number; process: Shared; readonly lines: string[] }

const pids = [105, 103, 104, 101, 106, 102]

/** What each thread of a program writes to its file, where each write says to which file it goes. */
function runOf(steps: readonly Step[]): Files {
  const first: Runner = {
    pid: 105,
    process: { folder: '/start', open: new Map() },
    lines: [start, 'chdir("/start") = 0'],
  }
  const all = [first]
  for (const [index, { who, what, fd, other }] of steps.entries()) {
    const runner = all[who % all.length]
    if (runner) perform(runner, all, { what, fd, other, index })
  }
  return Object.fromEntries(all.map(({ pid, lines }) => [pid, lines]))
}

function perform(
  runner: Runner,
  all: Runner[],
  { what, fd, other, index }: Omit<Step, 'who'> & { index: number },
): void {
  const { process, lines } = runner
  const file = process.open.get(fd)
  const free = [3, 4, 5, 6].find((each) => !process.open.has(each)) ?? 7
  if (what === 'open') {
    process.open.set(free, `${process.folder}/f${index}`)
    lines.push(opens(`f${index}`, free))
  } else if (what === 'chdir') {
    process.folder = `/d${index}`
    lines.push(`chdir("/d${index}") = 0`)
  } else if (what === 'thread' || what === 'fork') make(runner, all, what === 'thread')
  else if (what === 'exec') execute(runner, all)
  else if (file !== undefined) use(runner, what, fd, other, file)
}

function use({ process, lines }: Runner, what: string, fd: number, other: number, file: string): void {
  if (what === 'write') lines.push(writes(fd, file))
  if (what === 'close') {
    process.open.delete(fd)
    lines.push(`close(${fd}) = 0`)
  }
  if (what === 'dup2' && fd !== other) {
    process.open.set(other, file)
    lines.push(`dup2(${fd}, ${other}) = ${other}`)
  }
}

function make({ process, lines }: Runner, all: Runner[], isThread: boolean): void {
  const pid = pids[all.length]
  if (pid === undefined) return
  lines.push(isThread ? thread(pid) : `fork() = ${pid}`)
  const own = isThread ? process : { folder: process.folder, open: new Map(process.open) }
  all.push({ pid, process: own, lines: [] })
}

/** Only where no thread is left that it would end. */
function execute(runner: Runner, all: readonly Runner[]): void {
  if (all.some((other) => other !== runner && other.process === runner.process)) return
  runner.lines.push(start)
}

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { firstProcess, unknownProcess } from '../model'
import { ProcessTree } from '../summary/processes'
import { flagged, type Reading, readTrace } from '../testing/readTrace'
import { type StraceForm, type StraceRun, straceRun, type TrueCall } from '../testing/straceRun'

const makers = ['clone', 'clone3', 'fork', 'vfork']
const ends = ['exit', 'exit_group']
const filters = [[], makers, ends, [...makers, ...ends, 'read', 'nanosleep'], ['read', 'openat', 'nanosleep']]
const hidden = (sets: readonly (readonly string[])[]) => fc.constantFrom(...sets.map((names) => new Set(names)))
const form = (told: { [Key in keyof StraceForm]: fc.Arbitrary<StraceForm[Key]> }) => fc.record<StraceForm>(told)
const quiet = fc.constantFrom(0, 1, 2, 3)

/** Before 4.7, an execve of a thread is told by nothing but itself: there, it is not left out. */
const forms = fc.oneof(
  form({
    ...{ isFile: fc.boolean(), quiet, age: fc.constantFrom('middle', 'new') },
    hidden: hidden([...filters, ['execve', ...ends], [...makers, 'execve', ...ends, 'read']]),
  }),
  form({ isFile: fc.boolean(), quiet, age: fc.constant('old'), hidden: hidden(filters) }),
)

/** Those that tell all: files, and standard error with its messages. */
const telling = fc.oneof(
  form({ isFile: fc.constant(true), quiet, age: fc.constantFrom('old', 'middle', 'new'), hidden: hidden([[]]) }),
  form({
    ...{ isFile: fc.constant(false), quiet: fc.constant(0), age: fc.constantFrom('old', 'middle', 'new') },
    hidden: hidden([[]]),
  }),
)

/** What was read, by the marks of the calls: true thread, `first` for the first one without its number, or `unknown`. */
function readRun(run: StraceRun) {
  const reading = readTrace(run.text, { format: 'strace' })
  const named = reading.notes.find(({ kind }) => kind === 'named')?.text
  const whose = new Map<string, string>()
  for (const { args, pid } of reading.calls) {
    const mark = /"#\d+"/.exec(args)?.[0] ?? args
    const owner = pid === unknownProcess ? 'unknown' : pid === firstProcess ? (named ?? 'first') : String(pid)
    whose.set(mark, whose.has(mark) ? 'twice' : owner)
  }
  return { reading, whose }
}

/**
 * Lines before the first one that names somebody read as those of one process: nothing says that others are followed. Where
 * ends are not told (-qq) and the first process was killed in silence meanwhile, nobody can know.
 */
const firstName = ({ text }: StraceRun): number => {
  const at = text.search(/^\[pid |Process \d+ attached|^\d/m)
  return at < 0 ? text.length : at
}

const tellsEnds = ({ age, quiet }: StraceForm): boolean => quiet < (age === 'old' ? 1 : 2)

const isRight = (owner: string | undefined, { thread, began }: TrueCall, first: number): boolean =>
  owner === String(thread) || owner === String(began) || owner === 'unknown' || (owner === 'first' && thread === first)

describe('whose a call is', () => {
  it('is right or unknown in every form of every age, never wrong, and each call is read once', () => {
    const seen = { unknown: 0, calls: 0 }
    fc.assert(
      fc.property(fc.nat(2 ** 31), fc.integer({ min: 2, max: 60 }), forms, (seed, steps, form) => {
        const run = straceRun(seed, steps, form)
        const { reading, whose } = readRun(run)
        const written = run.calls.filter(({ name }) => !form.hidden.has(name))
        const from = firstName(run)
        for (const call of written.filter(({ mark }) => tellsEnds(form) || run.text.indexOf(mark) > from))
          if (!isRight(whose.get(call.mark), call, run.first))
            throw new Error(
              `${call.name}(${call.mark}) of ${call.thread} is given to ${whose.get(call.mark)} (first ${run.first}):\n${run.text}`,
            )
        // Where more than one can have resumed a call, that is told, and not taken for the end of any.
        const once = reading.calls.length - flagged(reading, 'orphanResumed')
        expect([run.text, once]).toEqual([run.text, written.length])
        const unknown = [...whose.values()].filter((owner) => owner === 'unknown').length
        expect(flagged(reading, 'processUnknown') > 0 || unknown === 0).toBe(true)
        expect(reading.unknown).toEqual([])
        seen.unknown += unknown
        seen.calls += written.length
      }),
      { numRuns: 5_500, seed: 11 },
    )
    expect(seen.unknown).toBeLessThan(0.1 * seen.calls)
  })

  it('is known where the form holds it: files, and standard error with its messages', () => {
    fc.assert(
      fc.property(fc.nat(2 ** 31), fc.integer({ min: 2, max: 40 }), telling, (seed, steps, form) => {
        const run = straceRun(seed, steps, form)
        const { whose, reading } = readRun(run)
        for (const { thread, mark } of run.calls) {
          const owner = whose.get(mark)
          const isKnown = owner === String(thread) || (owner === 'first' && thread === run.first)
          if (!isKnown) throw new Error(`${mark} of ${thread} is given to ${owner}:\n${run.text}`)
        }
        expect([run.text, familyOf(reading)]).toEqual([run.text, trueFamilyOf(run, reading)])
      }),
      { numRuns: 4_500, seed: 12 },
    )
  })
})

describe('whose a line without a number is', () => {
  const start = 'execve("/bin/boss", ["boss"], 0x7f /* 4 vars */) = 0'
  const fork = 'clone(child_stack=NULL, flags=CLONE_CHILD_SETTID|SIGCHLD, child_tidptr=0x7f2) = 902'
  const owners = (lines: readonly string[]) => {
    const { calls, notes, flags } = readTrace(lines.join('\n'), { format: 'strace' })
    const first = notes.find(({ kind }) => kind === 'named')?.text ?? 'first'
    const nameOf = (pid: number) => (pid === firstProcess ? first : pid === unknownProcess ? 'unknown' : String(pid))
    return { calls: calls.map(({ name, pid }) => `${nameOf(pid)} ${name}`), flags: flags.map(({ code }) => code) }
  }

  it('follows from who was made and who ended, where strace is quiet', () => {
    const { calls, flags } = owners([
      ...[start, fork, '[pid   902] openat(AT_FDCWD, "/dev/pump0", O_RDWR) = 3', '[pid   902] ioctl(3, 0x4004)   = 0'],
      ...['[pid   901] wait4(-1,  <unfinished ...>', '[pid   902] exit_group(0)               = ?'],
      ...['[pid   902] +++ exited with 0 +++', '<... wait4 resumed>[{WIFEXITED(s)}], 0, NULL) = 902'],
      ...['openat(AT_FDCWD, "/etc/more", O_RDONLY) = 3', 'exit_group(0) = ?', '+++ exited with 0 +++'],
    ])
    expect(calls).toEqual([
      ...['901 execve', '901 clone', '902 openat', '902 ioctl', '902 exit_group'],
      ...['901 wait4', '901 openat', '901 exit_group'],
    ])
    expect(flags).toEqual([])
  })

  it('is unknown where two may be left, with a flag, and never the nearest', () => {
    const { calls, flags } = owners([
      ...[start, '[pid   902] openat(AT_FDCWD, "/dev/pump0", O_RDWR) = 3', '[pid   901] getppid() = 1'],
      'ioctl(3, 0x4004) = 0',
    ])
    expect(calls).toEqual(['first execve', '902 openat', '901 getppid', 'unknown ioctl'])
    expect(flags).toContain('processUnknown')
  })

  it('is told by messages of every age, also in the middle of a call', () => {
    const said = (message: string) =>
      owners([
        ...[start, `clone(child_stack=NULL, flags=SIGCHLD${message}`, ', child_tidptr=0x7f) = 902'],
        ...['[pid   902] read(3, "", 1) = 0', '[pid   901] close(4) = 0'],
      ]).calls
    const wanted = ['901 execve', '901 clone', '902 read', '901 close']
    expect(said('strace: Process 902 attached')).toEqual(wanted)
    expect(said('Process 902 attached')).toEqual(wanted)
    expect(said('strace: Process 902<boss> attached')).toEqual(wanted)
  })

  it('before 4.7 is told by messages of waits and ends', () => {
    const { calls, flags } = owners([
      ...[
        start,
        'fork(Process 902 attached',
        ') = 902',
        '[pid   901] waitpid(-1, Process 901 suspended',
        ' <unfinished ...>',
      ],
      ...['[pid   902] exit_group(0)               = ?', 'Process 901 resumed', 'Process 902 detached'],
      ...['<... waitpid resumed> [{WIFEXITED(s)}], 0) = 902', 'exit_group(0) = ?'],
    ])
    expect(calls).toEqual(['901 execve', '901 fork', '902 exit_group', '901 waitpid', '901 exit_group'])
    expect(flags).toEqual([])
  })

  it('of a process that was attached to with threads is not that of the one that has a name', () => {
    const { calls } = owners([
      ...['strace: Process 700 attached with 2 threads', '[pid   701] read(3, "", 1) = 0'],
      ...['[pid   701] exit(0) = ?', '[pid   701] +++ exited with 0 +++', 'close(3) = 0'],
    ])
    expect(calls).toEqual(['701 read', '701 exit', '700 close'])
  })

  it('is not told by what a program writes', () => {
    const { calls } = owners([start, 'write(2, "strace: Process 902 attached\\n", 29) = 29', 'close(3) = 0'])
    expect(calls).toEqual(['first execve', 'first write', 'first close'])
  })
})

/** Who made whom, as the summary tells it. */
function familyOf({ calls, notes }: Reading): Record<string, string> {
  const tree = new ProcessTree()
  for (const note of notes) tree.note(note)
  for (const call of calls) tree.call(call)
  tree.rename(firstProcess, tree.first)
  const made = [...tree.processes.values()].filter(({ parent }) => parent !== undefined)
  return Object.fromEntries(
    made.map(({ pid, parent, isThread }) => [pid, `${isThread ? 'thread' : 'child'} of ${parent}`]),
  )
}

/** As far as the call that made them returned; the first one's number may not be told. */
function trueFamilyOf(run: StraceRun, { calls, notes }: Reading): Record<string, string> {
  const returned = new Set(calls.map(({ result }) => result))
  const isTold = run.text.startsWith(String(run.first)) || notes.some(({ kind }) => kind === 'named')
  const nameOf = (pid: number) => (pid === run.first && !isTold ? firstProcess : pid)
  const made = run.threads.filter(({ thread, maker }) => maker > 0 && returned.has(String(thread)))
  return Object.fromEntries(
    made.map(({ thread, maker, isThread }) => [thread, `${isThread ? 'thread' : 'child'} of ${nameOf(maker)}`]),
  )
}

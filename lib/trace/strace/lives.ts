import { hasFlag } from '../cloneFlags'
import type { TraceCall } from '../model'
import { pidIn } from '../pid'
import type { Threads } from './threads'

type Tell = (threads: Threads, call: Ended) => void
type Ended = Pick<TraceCall, 'line' | 'pid' | 'name' | 'args' | 'result' | 'outcome'>

const made: Tell = (threads, { pid, name, args, result, outcome, line }) => {
  if (args.includes('CLONE_NEWPID')) threads.entersNamespace()
  const child = outcome === 'returned' ? pidIn(result) : 0
  if (child > 0) threads.made(pid, child, name.startsWith('clone') && hasFlag(args, 'CLONE_THREAD'), line)
}

const self: Tell = (threads, { pid, result, outcome }) => {
  if (outcome === 'returned') threads.tells(pid, pidIn(result))
}

const executed: Tell = (threads, { pid, outcome }) => {
  if (outcome === 'returned') threads.executed(pid)
}

/** One whose error was injected goes on. */
function exited(isWhole: boolean): Tell {
  return (threads, { pid, outcome }) => {
    if (outcome !== 'error') threads.exits(pid, isWhole)
  }
}

/** What calls tell of threads and processes once they have ended. */
export const tells: ReadonlyMap<string, Tell> = new Map<string, Tell>([
  ...['clone', 'clone3', 'fork', 'vfork'].map((name) => [name, made] as const),
  ...['getpid', 'gettid', 'set_tid_address'].map((name) => [name, self] as const),
  ...['execve', 'execveat'].map((name) => [name, executed] as const),
  ['exit', exited(false)],
  ['exit_group', exited(true)],
  [
    'unshare',
    (threads, { args }) => {
      if (args.includes('NEWPID')) threads.entersNamespace()
    },
  ],
  ['setns', (threads) => threads.entersNamespace()],
])

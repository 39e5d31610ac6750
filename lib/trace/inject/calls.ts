import type { Matcher } from '../binding/matcher'
import { plainVerb } from '../binding/matcher'

/** System calls behind the verbs of actions, where their names differ. */
const callsOfVerb: Readonly<Record<string, readonly string[]>> = {
  open: ['openat', 'open', 'openat2'],
  create: ['openat', 'creat'],
  stat: ['newfstatat', 'stat', 'lstat', 'statx'],
  read: ['read', 'pread64', 'readv'],
  write: ['write', 'pwrite64', 'writev'],
  send: ['sendto', 'sendmsg', 'write'],
  recv: ['recvfrom', 'recvmsg', 'read'],
  receive: ['recvfrom', 'recvmsg', 'read'],
  exec: ['execve', 'execveat'],
  fork: ['clone', 'clone3', 'fork', 'vfork'],
  wait: ['wait4', 'waitid'],
  exit: ['exit_group', 'exit'],
}

/**
 * System calls by which strace finds the verbs: several for a verb that several carry, which strace takes as a set and
 * a question mark each, so that one that this architecture lacks is passed over. A pattern names no call.
 */
export function callsOf({ verbs }: Matcher): string[] {
  const calls = verbs.filter((verb) => !/[*?]|^re:/.test(verb)).flatMap((verb) => callsOfOne(plainVerb(verb)))
  return [...new Set(calls)]
}

function callsOfOne(verb: string): readonly string[] {
  const known = Object.hasOwn(callsOfVerb, verb) ? callsOfVerb[verb] : undefined
  if (known) return known
  if (/^[A-Z][A-Z0-9]*_[A-Z0-9_]+$/.test(verb)) return ['ioctl'] // the name of a request: SPI_IOC_MESSAGE
  return /^[a-z][a-z0-9_]*$/.test(verb) ? [verb] : []
}

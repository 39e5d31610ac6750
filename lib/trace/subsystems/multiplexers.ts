import { argumentAt } from '../actions/arguments'

/** At most so many characters of the arguments are looked at. */
const longest = 2_000

/** Which argument says what a call does, where one number stands for many operations. */
const operationArgument: Readonly<Record<string, number>> = {
  arch_prctl: 0,
  bpf: 0,
  epoll_ctl: 1,
  fcntl: 1,
  fcntl64: 1,
  fsconfig: 1,
  futex: 1,
  futex_time64: 1,
  getsockopt: 2,
  io_uring_register: 1,
  ioctl: 1,
  ipc: 0,
  keyctl: 0,
  landlock_add_rule: 1,
  madvise: 2,
  membarrier: 0,
  msgctl: 1,
  prctl: 0,
  ptrace: 0,
  quotactl: 0,
  reboot: 2,
  seccomp: 0,
  semctl: 2,
  setsockopt: 2,
  shmctl: 1,
  socket: 0,
  socketcall: 0,
  socketpair: 0,
}

/** `PR_SET_NAME` of `prctl(PR_SET_NAME, "a")`; '' for a call of one purpose. At most 80 characters. */
export function operationOf(name: string, args: string): string {
  const index = Object.hasOwn(operationArgument, name) ? operationArgument[name] : undefined
  return index === undefined ? '' : argumentAt(args.slice(0, longest), index).slice(0, 80)
}

const words = (text: string): string[] => text.split(/\s+/)

/** Numbers of include/uapi/linux/net.h, from 1. */
const socketCalls = words(
  `socket bind connect listen accept getsockname getpeername socketpair send recv sendto recvfrom shutdown setsockopt
   getsockopt sendmsg recvmsg accept4 recvmmsg sendmmsg`,
)

/** Numbers of include/uapi/linux/ipc.h. */
const ipcCalls: Readonly<Record<number, string>> = {
  1: 'semop',
  2: 'semget',
  3: 'semctl',
  4: 'semtimedop',
  11: 'msgsnd',
  12: 'msgrcv',
  13: 'msgget',
  14: 'msgctl',
  21: 'shmat',
  22: 'shmdt',
  23: 'shmget',
  24: 'shmctl',
}

/**
 * The call that `socketcall` or `ipc` stands for, by its first argument (`SYS_CONNECT`, `SHMAT`, `3`, `0x3`; the upper
 * half of ipc's is a version); undefined for other calls, or an argument that is none of these.
 */
export function actualCall(name: string, args: string): string | undefined {
  if (name !== 'socketcall' && name !== 'ipc') return undefined
  const first = argumentAt(args.slice(0, longest), 0)
  const number = /^(0x[0-9a-f]{1,8}|\d{1,9})$/.test(first) ? Number(first) : 0
  const spelt = first.replace(/^SYS_/, '').toLowerCase()
  if (name === 'socketcall') return number > 0 ? socketCalls[number - 1] : socketCalls.find((call) => call === spelt)
  return number > 0 ? ipcCalls[number & 0xffff] : Object.values(ipcCalls).find((call) => call === spelt)
}

const onDescriptor = new Set(
  words(
    `read write readv writev pread64 pwrite64 preadv pwritev preadv2 pwritev2 lseek _llseek sendfile sendfile64
     copy_file_range splice tee ioctl mmap mmap2 fsync fdatasync fallocate getdents getdents64 fcntl fcntl64 flock close
     fstat fstat64 ftruncate ftruncate64`,
  ),
)

/** Is the work done by what the descriptor stands for? Then its resource tells more than the call. */
export function isByResource(name: string, args: string): boolean {
  if (!onDescriptor.has(name)) return false
  return !name.startsWith('mmap') || !argumentAt(args.slice(0, longest), 4).startsWith('-1') // anonymous memory has none
}

/**
 * Type byte and number of an ioctl request that the tracer prints in numbers: `_IOC(_IOC_WRITE, 0x6b, 0, 0x20)`,
 * `0x40206b00`, also with a comment behind; undefined for one that it names.
 */
export function ioctlRequestOf(request: string): { type: number; nr: number } | undefined {
  const [, type, nr] =
    /^(?:_IOC)?\([^,()]{1,60}, *(0x[0-9a-f]{1,2}|\d{1,3}), *(0x[0-9a-f]{1,2}|\d{1,3}), *\w{1,8}\)/.exec(request) ?? []
  if (type !== undefined && nr !== undefined) return { type: Number(type), nr: Number(nr) }
  const [code] = /^0x[0-9a-f]{3,8}(?![0-9a-f])/.exec(request) ?? []
  // Number at bits 0 to 7, type at 8 to 15 (include/uapi/asm-generic/ioctl.h).
  return code === undefined ? undefined : { type: (Number(code) >>> 8) & 0xff, nr: Number(code) & 0xff }
}

/** Where a call names what it acts on: a descriptor, a path, a path from a folder's descriptor, the second of two paths. */
export type Place = 'descriptor' | 'path' | 'relative' | 'second' | 'none'

export type CallShape = { readonly verb: string; readonly place: Place }

/** Place, verb ('' for the call's own name), calls. Calls that differ only in the width of a number are one verb. */
const shapes: readonly (readonly [Place, string, string])[] = [
  ['descriptor', 'read', 'read pread64 readv preadv preadv2'],
  ['descriptor', 'write', 'write pwrite64 writev pwritev pwritev2'],
  ['descriptor', 'recv', 'recv recvfrom recvmsg recvmmsg recvmmsg_time64'],
  ['descriptor', 'send', 'send sendto sendmsg sendmmsg'],
  ['descriptor', 'getdents', 'getdents getdents64'],
  ['descriptor', 'fcntl', 'fcntl fcntl64'],
  ['descriptor', 'accept', 'accept accept4'],
  ['descriptor', 'ftruncate', 'ftruncate ftruncate64'],
  ['descriptor', 'copy', 'sendfile sendfile64'],
  [
    'descriptor',
    '',
    `ioctl flock fsync fdatasync fallocate fchmod fchown connect bind listen shutdown close fchdir setsockopt getsockopt
     dup dup2 dup3 sync_file_range syncfs splice tee vmsplice copy_file_range fstat fstat64 fsetxattr fgetxattr flistxattr
     fremovexattr inotify_add_watch inotify_rm_watch fanotify_mark mq_timedsend mq_timedreceive mq_notify pidfd_send_signal
     timerfd_settime epoll_ctl fsconfig fsmount`,
  ],
  ['relative', 'open', 'openat openat2'],
  ['relative', 'stat', 'newfstatat fstatat64 statx'],
  ['relative', 'access', 'faccessat faccessat2'],
  ['relative', 'readlink', 'readlinkat'],
  ['relative', 'unlink', 'unlinkat'],
  ['relative', 'mkdir', 'mkdirat'],
  ['relative', 'mknod', 'mknodat'],
  ['relative', 'chmod', 'fchmodat fchmodat2'],
  ['relative', 'chown', 'fchownat'],
  ['relative', 'utime', 'utimensat futimesat'],
  ['relative', '', 'name_to_handle_at open_tree open_tree_attr fspick'],
  ['relative', 'exec', 'execveat'],
  ['path', 'open', 'open creat'],
  ['path', 'stat', 'stat lstat stat64 lstat64 oldstat oldlstat'],
  ['path', 'chown', 'chown lchown chown32 lchown32'],
  ['path', 'utime', 'utime utimes'],
  ['path', 'truncate', 'truncate truncate64'],
  ['path', 'exec', 'execve'],
  ['path', 'umount', 'umount umount2'],
  [
    'path',
    '',
    `access readlink unlink mkdir rmdir mknod chmod chdir chroot statfs statfs64 swapon swapoff acct getxattr setxattr
     lgetxattr lsetxattr listxattr llistxattr removexattr lremovexattr uselib quotactl`,
  ],
  ['second', 'rename', 'rename renameat renameat2'],
  ['second', 'link', 'link linkat'],
  ['second', 'symlink', 'symlink symlinkat'],
  ['second', '', 'mount pivot_root move_mount'],
  ['none', 'fork', 'fork vfork clone clone3'],
  ['none', 'wait', 'wait4 waitpid waitid'],
  ['none', 'exit', 'exit exit_group'],
  ['none', 'poll', 'poll ppoll ppoll_time64 epoll_wait epoll_pwait epoll_pwait2'],
  ['none', 'mmap', 'mmap mmap2'],
  ['none', '', 'kill pipe pipe2 socket socketpair close_range mq_open mq_unlink'],
]

const byCall = new Map<string, CallShape>()
for (const [place, verb, calls] of shapes)
  for (const name of calls.trim().split(/\s+/)) byCall.set(name, { verb: verb === '' ? name : verb, place })

const unknownShapes = new Map<string, CallShape>()

/** How a call is read; one that is not known by its arguments: a descriptor with its file, a path, or nothing. */
export function shapeOf(name: string, args: string): CallShape {
  const known = byCall.get(name)
  if (known) return known
  const place: Place = /^\d+</.test(args) ? 'descriptor' : args.startsWith('"') ? 'path' : 'none'
  const key = `${place} ${name}`
  const shape = unknownShapes.get(key) ?? { verb: name, place }
  if (unknownShapes.size < 2_000) unknownShapes.set(key, shape)
  return shape
}

/** Calls that give a new descriptor of no file that they name, and what it is. */
export const created: ReadonlyMap<string, string> = new Map(
  Object.entries({
    epoll_create: 'eventpoll',
    epoll_create1: 'eventpoll',
    eventfd: 'eventfd',
    eventfd2: 'eventfd',
    timerfd_create: 'timerfd',
    signalfd: 'signalfd',
    signalfd4: 'signalfd',
    inotify_init: 'inotify',
    inotify_init1: 'inotify',
    fanotify_init: 'fanotify',
    pidfd_open: 'pidfd',
    io_uring_setup: 'io_uring',
    perf_event_open: 'perf_event',
    userfaultfd: 'userfaultfd',
    memfd_create: 'memfd',
    memfd_secret: 'secretmem',
    pidfd_getfd: 'fd?',
    open_by_handle_at: 'fd?',
    fsopen: 'fscontext',
    fsmount: 'mount',
    spu_create: 'spufs',
    bpf: 'bpf',
    landlock_create_ruleset: 'landlock-ruleset',
    seccomp: 'seccomp notify',
  }),
)

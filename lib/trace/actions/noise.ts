import { z } from 'zod'

const list = z.array(z.string().min(1).max(300)).max(2_000)

/**
 * What of a trace is not drawn, as the analyst edits it. In names of resources `*` stands for any text.
 */
export const noiseListsSchema = z.strictObject({
  /** System calls that are plumbing, by name, or by name and argument: `futex`, `fcntl F_GETFL`, `ioctl TCGETS`. */
  calls: list,
  /** Resources whose calls are plumbing, whatever they are: `/lib/*`, `eventpoll`. */
  resources: list,
  /** Paths that a program only looks for: that one is missing is no error. */
  probes: list,
  /** Errors that are no branch: by name, or by verb and name: `EINTR`, `read EAGAIN`. */
  softErrors: list,
  /** Folders with names made up for one run. */
  temporary: list,
})

export type NoiseLists = z.infer<typeof noiseListsSchema>

const words = (text: string): string[] => text.trim().split(/\s+/)
const under = (first: string, text: string): string[] => words(text).map((word) => `${first} ${word}`)

/** What is plumbing in the programs that were looked at: C, Go, Python, shells. */
export const defaultNoiseLists: NoiseLists = {
  calls: [
    ...words(`mmap mmap2 munmap mremap brk mprotect madvise membarrier pkey_alloc pkey_mprotect msync mincore
      futex futex_waitv set_robust_list get_robust_list rseq set_tid_address set_tls arch_prctl
      rt_sigaction rt_sigprocmask rt_sigreturn rt_sigsuspend rt_sigtimedwait rt_sigpending sigaction sigprocmask sigreturn
      sigaltstack signalfd signalfd4 pause tgkill tkill restart_syscall
      sched_yield sched_getaffinity sched_getparam sched_getscheduler sched_getattr sched_get_priority_max
      sched_get_priority_min sched_rr_get_interval
      nanosleep clock_nanosleep clock_gettime clock_getres clock_gettime64 gettimeofday time times
      timer_create timer_settime timer_gettime timer_delete setitimer getitimer alarm
      timerfd_create timerfd_settime timerfd_gettime eventfd eventfd2
      epoll_create epoll_create1 epoll_ctl epoll_wait epoll_pwait epoll_pwait2 poll ppoll select _newselect pselect6
      getpid getppid gettid getuid geteuid getgid getegid getuid32 geteuid32 getgid32 getegid32 getresuid getresgid
      getgroups getpgid getpgrp getsid getrandom getcpu getrusage getrlimit ugetrlimit setrlimit prlimit64 sysinfo uname
      umask getcwd getpriority capget prctl fstat fstat64 fstatfs fstatfs64 lseek _llseek fadvise64 fadvise64_64
      arm_fadvise64_64 readahead dup dup2 dup3 close_range pipe pipe2 socket socketpair getsockname getpeername getsockopt
      inotify_init inotify_init1 memfd_create pidfd_open`),
    ...under('fcntl', 'F_GETFL F_SETFL F_GETFD F_SETFD F_DUPFD F_DUPFD_CLOEXEC F_GETPIPE_SZ F_SETPIPE_SZ'),
    ...under('ioctl', 'TCGETS TCGETS2 TIOCGWINSZ TIOCGPGRP TIOCSPGRP FIONREAD FIONBIO FIOCLEX FIONCLEX'),
  ],
  resources:
    words(`/lib/* /lib32/* /lib64/* /libx32/* /usr/lib/* /usr/lib32/* /usr/lib64/* /usr/libx32/* /usr/local/lib/*
    *.so *.so.* /etc/ld.so.* /etc/ld-musl-* */locale/* /etc/locale.alias /usr/share/zoneinfo/* /etc/localtime /etc/timezone
    /proc/self/* /proc/sys/vm/overcommit_memory /proc/filesystems /proc/meminfo /proc/cpuinfo /proc/stat
    /sys/kernel/mm/transparent_hugepage/* /sys/devices/system/cpu /sys/devices/system/cpu/* /sys/devices/system/node
    /sys/devices/system/node/* /sys/fs/cgroup/* /sys/fs/selinux/* /etc/nsswitch.conf /etc/passwd /etc/group /etc/host.conf
    /etc/gai.conf /etc/ssl/openssl.cnf /usr/lib/ssl/openssl.cnf /var/run/nscd/* /run/nscd/* UNIX:/var/run/nscd/*
    UNIX:/run/nscd/* /dev/null /dev/zero /dev/full /dev/random /dev/urandom
    eventpoll eventfd timerfd signalfd inotify pidfd io_uring memfd:* wake-up`),
  probes:
    words(`*/bin/* */sbin/* *.conf *.cnf *.cfg *.ini *rc /etc/* */.* */config */locale/* *.mo *.so *.so.* */include/*
    /var/run/nscd/* /run/nscd/* UNIX:/var/run/nscd/* UNIX:/run/nscd/*`),
  softErrors: [
    ...words('EINPROGRESS EALREADY EINTR ERESTARTSYS ERESTARTNOINTR ERESTARTNOHAND ERESTART_RESTARTBLOCK'),
    ...['read EAGAIN', 'write EAGAIN', 'recv EAGAIN', 'send EAGAIN', 'accept EAGAIN', 'futex EAGAIN', 'splice EAGAIN'],
    ...['futex ETIMEDOUT', 'readlink EINVAL', 'wait ECHILD', 'close EBADF'],
    ...['epoll_ctl EPERM', 'epoll_ctl ENOENT', 'epoll_ctl EEXIST', 'rt_sigtimedwait EAGAIN'],
  ],
  temporary: words('/tmp/ /var/tmp/ /dev/shm/ /run/user/'),
}

type Pattern = { readonly parts: readonly string[]; readonly isOpenStart: boolean; readonly isOpenEnd: boolean }

/** A text with `*`, as pieces that must follow each other: found in linear time, without a regular expression. */
function patternOf(text: string): Pattern {
  const parts = text.split('*').filter((part) => part !== '')
  return { parts, isOpenStart: text.startsWith('*'), isOpenEnd: text.endsWith('*') }
}

function isLike({ parts, isOpenStart, isOpenEnd }: Pattern, name: string): boolean {
  let at = 0
  for (let index = 0; index < parts.length; index++) {
    const part = parts[index] ?? ''
    const isFixed = index === 0 && !isOpenStart
    const isLast = index === parts.length - 1 && !isOpenEnd
    const found = isFixed ? 0 : isLast ? name.length - part.length : name.indexOf(part, at)
    if (found < at || ((isFixed || isLast) && !name.startsWith(part, found))) return false
    at = found + part.length
  }
  return isOpenEnd || at === name.length
}

/** Names that stand without `*` are looked up; the others are tried one by one. */
class Names {
  readonly #whole = new Set<string>()
  readonly #patterns: Pattern[] = []

  constructor(texts: readonly string[]) {
    for (const text of texts) {
      if (text.includes('*')) this.#patterns.push(patternOf(text))
      else this.#whole.add(text)
    }
  }

  has(name: string): boolean {
    return this.#whole.has(name) || this.#patterns.some((pattern) => isLike(pattern, name))
  }
}

/** Noise lists, ready to be asked a million times. */
export class Noise {
  readonly #calls: ReadonlySet<string>
  readonly #mentioned: ReadonlySet<string>
  readonly #softErrors: ReadonlySet<string>
  readonly #resources: Names
  readonly #probes: Names
  readonly temporary: readonly string[]

  constructor(lists: NoiseLists = defaultNoiseLists) {
    this.#calls = new Set(lists.calls)
    this.#mentioned = new Set(lists.calls.flatMap((entry) => entry.split(' ', 1)))
    this.#softErrors = new Set(lists.softErrors)
    this.#resources = new Names(lists.resources)
    this.#probes = new Names(lists.probes)
    this.temporary = lists.temporary
  }

  isCall(name: string, argument = ''): boolean {
    if (!this.#mentioned.has(name)) return false
    return this.#calls.has(name) || (argument !== '' && this.#calls.has(`${name} ${argument}`))
  }

  isResource(name: string): boolean {
    return this.#resources.has(name)
  }

  isProbe(name: string): boolean {
    return this.#probes.has(name)
  }

  isSoft(verb: string, errno: string): boolean {
    return this.#softErrors.has(errno) || this.#softErrors.has(`${verb} ${errno}`)
  }
}

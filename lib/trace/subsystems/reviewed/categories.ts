/**
 * Coarse categories of system calls: ELISA's nine (workload-tracing.rst), and ours where those have none.
 */
export const categories = [
  'Process Mgmt.',
  'Filesystem',
  'Memory Mgmt.',
  'Futex',
  'Scheduler',
  'Network',
  'Signal',
  'Time',
  'Capability',
  'IPC',
  'Security',
  'System',
  'Tracing',
  'Asynchronous I/O',
  'Block I/O',
  'Driver',
  'Not implemented',
  'Unknown',
] as const

export type Category = (typeof categories)[number]

type CallGroup = { readonly category: Category; readonly basis: string; readonly calls: readonly string[] }

const group = (category: Category, basis: string, calls: string): CallGroup => ({
  category,
  basis,
  calls: calls.split(/\s+/).filter((call) => call !== ''),
})

/** Every system call name of Linux 6.1 once, by what it does for the program, with the reason; reviewed by hand. */
export const callGroups: readonly CallGroup[] = [
  group(
    'Process Mgmt.',
    'Makes, ends or awaits a process or thread.',
    'fork vfork clone clone3 exit exit_group wait4 waitid waitpid',
  ),
  group(
    'Process Mgmt.',
    'Replaces the program of a process; that its code lies in fs/exec.c makes it no operation on files.',
    'execve execveat',
  ),
  group(
    'Process Mgmt.',
    'Tells or changes which process, group or session this is.',
    'getpid gettid getppid getpgid getpgrp getsid setpgid setsid set_tid_address',
  ),
  group(
    'Process Mgmt.',
    'Tells or changes the user and groups that a process acts as.',
    `getuid geteuid getgid getegid getresuid getresgid getgroups setuid setgid setreuid setregid setresuid setresgid
     setfsuid setfsgid setgroups getuid32 geteuid32 getgid32 getegid32 getresuid32 getresgid32 getgroups32 setuid32
     setgid32 setreuid32 setregid32 setresuid32 setresgid32 setfsuid32 setfsgid32 setgroups32`,
  ),
  group(
    'Process Mgmt.',
    'Tells or limits what a process uses.',
    'getrlimit ugetrlimit setrlimit prlimit64 getrusage times ulimit',
  ),
  group('Process Mgmt.', 'Sets attributes of the calling process or thread.', 'prctl arch_prctl personality rseq'),
  group(
    'Process Mgmt.',
    'Sets what the processor keeps for a thread: thread-local storage, segments, ports, virtual-8086 mode.',
    'set_thread_area get_thread_area set_tls get_tls modify_ldt iopl ioperm vm86 vm86old usr26 usr32 breakpoint',
  ),
  group('Process Mgmt.', 'Watches or controls another process.', 'ptrace kcmp pidfd_open pidfd_getfd'),
  group('Process Mgmt.', 'Moves a process between namespaces.', 'unshare setns'),
  group(
    'Filesystem',
    'Opens, closes or duplicates a descriptor.',
    'open openat openat2 creat close close_range dup dup2 dup3 name_to_handle_at open_by_handle_at',
  ),
  group(
    'Filesystem',
    'Moves data through a descriptor; which driver or filesystem does the work depends on the resource.',
    `read write readv writev pread64 pwrite64 preadv pwritev preadv2 pwritev2 lseek _llseek sendfile sendfile64
     copy_file_range splice tee vmsplice`,
  ),
  group(
    'Filesystem',
    'Waits until descriptors are ready.',
    `poll ppoll ppoll_time64 select _newselect pselect6 pselect6_time64 epoll_create epoll_create1 epoll_ctl epoll_wait
     epoll_pwait epoll_pwait2 epoll_ctl_old epoll_wait_old`,
  ),
  group('Filesystem', 'Sets flags, locks or leases of a descriptor.', 'fcntl fcntl64 flock lock'),
  group(
    'Filesystem',
    'Tells or changes attributes of a file.',
    `stat fstat lstat newfstatat statx stat64 fstat64 lstat64 fstatat64 oldstat oldfstat oldlstat access faccessat
     faccessat2 chmod fchmod fchmodat chown fchown lchown fchownat chown32 fchown32 lchown32 utime utimes futimesat
     utimensat utimensat_time64 umask setxattr lsetxattr fsetxattr getxattr lgetxattr fgetxattr listxattr llistxattr
     flistxattr removexattr lremovexattr fremovexattr truncate ftruncate truncate64 ftruncate64 fallocate`,
  ),
  group(
    'Filesystem',
    'Changes or lists directories and names.',
    `rename renameat renameat2 mkdir mkdirat rmdir link linkat unlink unlinkat symlink symlinkat readlink readlinkat
     mknod mknodat getdents getdents64 readdir getcwd chdir fchdir chroot lookup_dcookie`,
  ),
  group(
    'Filesystem',
    'Mounts, describes or synchronises filesystems.',
    `mount umount umount2 pivot_root open_tree move_mount fsopen fsconfig fsmount fspick mount_setattr statfs fstatfs
     statfs64 fstatfs64 ustat sysfs sync syncfs fsync fdatasync sync_file_range sync_file_range2 arm_sync_file_range
     quotactl quotactl_fd nfsservctl bdflush`,
  ),
  group(
    'Filesystem',
    'Reports changes to files.',
    'inotify_init inotify_init1 inotify_add_watch inotify_rm_watch fanotify_init fanotify_mark',
  ),
  group(
    'IPC',
    'A channel between processes; fs/pipe.c and fs/eventfd.c make it a descriptor.',
    'pipe pipe2 eventfd eventfd2',
  ),
  group(
    'IPC',
    'Message queues, semaphores and shared memory between processes.',
    `msgget msgsnd msgrcv msgctl semget semop semctl semtimedop semtimedop_time64 shmget shmat shmctl shmdt ipc mq_open
     mq_unlink mq_timedsend mq_timedsend_time64 mq_timedreceive mq_timedreceive_time64 mq_notify mq_getsetattr getpmsg
     putpmsg`,
  ),
  group(
    'Memory Mgmt.',
    'Maps, unmaps, protects or sizes memory; with a descriptor, the resource is involved too.',
    `mmap mmap2 munmap mremap mprotect pkey_mprotect pkey_alloc pkey_free brk remap_file_pages memfd_create memfd_secret
     userfaultfd`,
  ),
  group(
    'Memory Mgmt.',
    'Keeps memory in place, or says how it is used.',
    `mlock mlock2 mlockall munlock munlockall mincore madvise process_madvise msync mbind set_mempolicy get_mempolicy
     set_mempolicy_home_node migrate_pages move_pages process_mrelease cacheflush`,
  ),
  group('Memory Mgmt.', 'Copies memory of another process.', 'process_vm_readv process_vm_writev'),
  group(
    'Memory Mgmt.',
    'Steers the page cache or swap (mm/fadvise.c, mm/readahead.c, mm/swapfile.c).',
    'fadvise64 fadvise64_64 arm_fadvise64_64 readahead swapon swapoff',
  ),
  group(
    'Futex',
    'Waits for, wakes or registers a lock in memory that threads share.',
    'futex futex_time64 futex_waitv set_robust_list get_robust_list',
  ),
  group(
    'Scheduler',
    'Says or tells when and on which processor a thread runs.',
    `sched_yield sched_setparam sched_getparam sched_setscheduler sched_getscheduler sched_get_priority_max
     sched_get_priority_min sched_rr_get_interval sched_rr_get_interval_time64 sched_setaffinity sched_getaffinity
     sched_setattr sched_getattr nice getpriority setpriority getcpu idle`,
  ),
  group(
    'Scheduler',
    'Orders memory over all processors that run the process (kernel/sched/membarrier.c).',
    'membarrier',
  ),
  group(
    'Network',
    'Makes, connects or sets a socket, or moves data through one; the family of the socket decides who does the work.',
    `socket socketpair bind listen accept accept4 connect shutdown getsockname getpeername getsockopt setsockopt send
     sendto sendmsg sendmmsg recv recvfrom recvmsg recvmmsg recvmmsg_time64 socketcall`,
  ),
  group(
    'Signal',
    'Sends, handles, blocks or awaits signals.',
    `rt_sigaction rt_sigprocmask rt_sigpending rt_sigtimedwait rt_sigtimedwait_time64 rt_sigqueueinfo rt_tgsigqueueinfo
     rt_sigsuspend rt_sigreturn sigreturn sigaction sigprocmask sigpending sigsuspend sigaltstack signal sgetmask ssetmask
     kill tkill tgkill pidfd_send_signal pause signalfd signalfd4`,
  ),
  group('Signal', 'Goes on with a call that a signal interrupted (kernel/signal.c).', 'restart_syscall'),
  group(
    'Time',
    'Reads or sets clocks, timers and alarms, or sleeps.',
    `time stime ftime gettimeofday settimeofday adjtimex clock_gettime clock_gettime64 clock_settime clock_settime64
     clock_getres clock_getres_time64 clock_adjtime clock_adjtime64 clock_nanosleep clock_nanosleep_time64 nanosleep
     timer_create timer_settime timer_settime64 timer_gettime timer_gettime64 timer_getoverrun timer_delete getitimer
     setitimer alarm timerfd_create timerfd_settime timerfd_settime64 timerfd_gettime timerfd_gettime64`,
  ),
  group('Capability', 'Tells or changes the capabilities of a thread (kernel/capability.c).', 'capget capset'),
  group(
    'Security',
    'Restricts what a process may do, or keeps keys.',
    `seccomp landlock_create_ruleset landlock_add_rule landlock_restrict_self add_key request_key keyctl security`,
  ),
  group(
    'System',
    'Describes or administers the whole system: names, modules, accounting, kernel log, restart.',
    `uname olduname oldolduname sysinfo sethostname setdomainname syslog reboot kexec_load kexec_file_load init_module
     finit_module delete_module create_module get_kernel_syms query_module acct _sysctl uselib vserver`,
  ),
  group(
    'Tracing',
    'Measures or watches the kernel and programs, or loads programs that do.',
    'perf_event_open bpf prof profil',
  ),
  group(
    'Asynchronous I/O',
    'Hands over reads and writes to be done later; what they are does not appear as system calls of their own.',
    `io_setup io_destroy io_submit io_cancel io_getevents io_pgetevents io_pgetevents_time64 io_uring_setup
     io_uring_enter io_uring_register`,
  ),
  group(
    'Block I/O',
    'Sets the priority of reads and writes of block devices (block/ioprio.c).',
    'ioprio_set ioprio_get',
  ),
  group(
    'Driver',
    'A request to the driver behind the descriptor: the entry in fs/ioctl.c only passes it on.',
    'ioctl stty gtty',
  ),
  group('Driver', 'Answered by the random number driver, without a descriptor.', 'getrandom'),
  group('Driver', 'Hangs up the terminal of the process (drivers/tty/tty_io.c).', 'vhangup'),
  group(
    'Driver',
    'Reads or writes the configuration of a PCI device.',
    'pciconfig_read pciconfig_write pciconfig_iobase',
  ),
  group(
    'Not implemented',
    'A number that was given away; Linux never had, or no longer has, anything behind it.',
    'break mpx afs_syscall tuxcall',
  ),
]

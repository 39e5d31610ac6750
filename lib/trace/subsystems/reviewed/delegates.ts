/** A file that does the work of entries which only pass it on. */
type Delegate = { readonly entries: readonly string[]; readonly file: string; readonly basis: string }

const delegate = (file: string, basis: string, entries: string): Delegate => ({
  file,
  basis,
  entries: entries.split(/\s+/).filter((entry) => entry !== ''),
})

const returns = 'The architecture restores its registers; what a signal is, is decided in kernel/signal.c.'
const halves = 'Puts 64-bit arguments together from two halves, and calls what other architectures enter.'
const multiplexed = 'One number for several calls: the first argument says which (see the call shown).'

/** Entries that only adapt arguments, with the file where the work is done; both are shown. */
export const delegates: readonly Delegate[] = [
  delegate(
    'mm/mmap.c',
    'The entry checks the offset and calls ksys_mmap_pgoff, which maps in mm/mmap.c.',
    'sys_mmap sys_mmap2 sys_mmap_pgoff sys_old_mmap',
  ),
  delegate(
    'kernel/signal.c',
    returns,
    `sys_rt_sigreturn sys_sigreturn sys_rt_sigreturn_wrapper sys_sigreturn_wrapper compat_sys_rt_sigreturn
     compat_sys_sigreturn compat_sys_x32_rt_sigreturn`,
  ),
  delegate('fs/read_write.c', halves, 'sys_ia32_pread64 sys_ia32_pwrite64'),
  delegate('fs/open.c', halves, 'sys_ia32_truncate64 sys_ia32_ftruncate64 sys_ia32_fallocate'),
  delegate('fs/sync.c', halves, 'sys_ia32_sync_file_range'),
  delegate('mm/readahead.c', halves, 'sys_ia32_readahead'),
  delegate('mm/fadvise.c', halves, 'sys_ia32_fadvise64 sys_ia32_fadvise64_64 sys_arm_fadvise64_64'),
  delegate(
    'fs/statfs.c',
    'Corrects the size of the structure for old ABIs, and calls sys_statfs64.',
    'sys_statfs64_wrapper sys_fstatfs64_wrapper',
  ),
  delegate(
    'net/socket.c',
    'Converts 32-bit structures, and calls the socket code.',
    `compat_sys_recvfrom compat_sys_sendmsg compat_sys_recvmsg compat_sys_sendmmsg compat_sys_recvmmsg_time64
     compat_sys_recvmmsg_time32`,
  ),
  delegate(
    'fs/open.c',
    'Widens 16-bit identities, and calls the call without 16.',
    'sys_chown16 sys_lchown16 sys_fchown16',
  ),
  delegate(
    'kernel/sys.c',
    'Widens 16-bit identities, and calls the call without 16.',
    `sys_setregid16 sys_setgid16 sys_setreuid16 sys_setuid16 sys_setresuid16 sys_getresuid16 sys_setresgid16
     sys_getresgid16 sys_setfsuid16 sys_setfsgid16`,
  ),
  delegate('drivers/tty/tty_io.c', 'Checks the right to, and calls tty_vhangup_self.', 'sys_vhangup'),
  delegate('ipc/util.c', multiplexed, 'sys_ipc compat_sys_ipc'),
]

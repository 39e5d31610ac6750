/** A fault-injection capability of the kernel (Documentation/fault-injection/fault-injection.rst), as lines of a script. */
export type Knob = {
  readonly name: string
  readonly title: string
  readonly config: readonly string[]
  /** Its folder in debugfs, with the attributes probability, interval, times, … */
  readonly folder: string
  /** What is set up besides, and how it is taken back. */
  readonly setUp: readonly string[]
  readonly cleanUp: readonly string[]
  /** What it can and cannot be aimed at. */
  readonly aim: string
}

export type Fault = { readonly calls: readonly string[]; readonly errno: string; readonly resource: string }

const anyAllocation = 'It fails every NTH allocation of the command, in whatever call that is: try several NTH.'
const everyTransfer = 'It fails transfers of the device by all programs; DEVICE names the disk, such as mmcblk0.'

const slab: Knob = {
  name: 'failslab',
  title: 'Slab allocations fail',
  config: ['CONFIG_FAILSLAB'],
  folder: '/sys/kernel/debug/failslab',
  setUp: ['echo N > "$folder/ignore-gfp-wait"'],
  cleanUp: ['echo Y > "$folder/ignore-gfp-wait"'],
  aim: anyAllocation,
}

const pages: Knob = {
  name: 'fail_page_alloc',
  title: 'Page allocations fail',
  config: ['CONFIG_FAIL_PAGE_ALLOC'],
  folder: '/sys/kernel/debug/fail_page_alloc',
  setUp: ['echo N > "$folder/ignore-gfp-wait"', 'echo 0 > "$folder/min-order"'],
  cleanUp: ['echo Y > "$folder/ignore-gfp-wait"', 'echo 1 > "$folder/min-order"'],
  aim: anyAllocation,
}

const userCopy: Knob = {
  name: 'fail_usercopy',
  title: 'Copies from and to the memory of the program fail',
  config: ['CONFIG_FAULT_INJECTION_USERCOPY'],
  folder: '/sys/kernel/debug/fail_usercopy',
  setUp: [],
  cleanUp: [],
  aim: 'It fails every NTH copy of the command, in whatever call that is: try several NTH.',
}

const futex: Knob = {
  name: 'fail_futex',
  title: 'Futex calls fail',
  config: ['CONFIG_FAIL_FUTEX'],
  folder: '/sys/kernel/debug/fail_futex',
  setUp: ['echo N > "$folder/ignore-private"'],
  cleanUp: [],
  aim: 'It fails every NTH futex call of the command.',
}

const requests: Knob = {
  name: 'fail_make_request',
  title: 'Transfers of a disk fail',
  config: ['CONFIG_FAIL_MAKE_REQUEST'],
  folder: '/sys/kernel/debug/fail_make_request',
  setUp: ['echo 1 > "/sys/block/$DEVICE/make-it-fail"', 'echo N > "$folder/task-filter"'],
  cleanUp: ['echo 0 > "/sys/block/$DEVICE/make-it-fail"'],
  aim: everyTransfer,
}

const timeouts: Knob = {
  name: 'fail_io_timeout',
  title: 'Transfers of a disk are never answered',
  config: ['CONFIG_FAIL_IO_TIMEOUT'],
  folder: '/sys/kernel/debug/fail_io_timeout',
  setUp: ['echo 1 > "/sys/block/$DEVICE/io-timeout-fail"', 'echo N > "$folder/task-filter"'],
  cleanUp: ['echo 0 > "/sys/block/$DEVICE/io-timeout-fail"'],
  aim: everyTransfer,
}

const memoryCard: Knob = {
  name: 'fail_mmc_request',
  title: 'Data of a memory card arrive with errors',
  config: ['CONFIG_FAIL_MMC_REQUEST'],
  folder: '/sys/kernel/debug/mmc0/fail_mmc_request',
  setUp: ['echo N > "$folder/task-filter"'],
  cleanUp: [],
  aim: 'It fails transfers of the first memory card (mmc0) by all programs.',
}

/** Numbers of include/uapi/asm-generic: x86, arm, arm64, riscv; MIPS, SPARC, Alpha and PA-RISC have others from 35 on. */
const errnoNumbers: Readonly<Record<string, number>> = {
  ...{ EPERM: 1, ENOENT: 2, EINTR: 4, EIO: 5, ENXIO: 6, EBADF: 9, EAGAIN: 11, ENOMEM: 12, EACCES: 13, EFAULT: 14 },
  ...{ EBUSY: 16, EEXIST: 17, ENODEV: 19, EINVAL: 22, ENFILE: 23, EMFILE: 24, ENOTTY: 25, ETXTBSY: 26, EFBIG: 27 },
  ...{ ENOSPC: 28, EROFS: 30, EPIPE: 32, EDEADLK: 35, ENOLCK: 37, ENOSYS: 38, EPROTO: 71, EOVERFLOW: 75 },
  ...{ EOPNOTSUPP: 95, EADDRINUSE: 98, ENETDOWN: 100, ENETUNREACH: 101, ECONNRESET: 104, ENOBUFS: 105 },
  ...{ ETIMEDOUT: 110, ECONNREFUSED: 111, EHOSTUNREACH: 113, EREMOTEIO: 121 },
}

/** The entry of a system call returns an error before it does anything (ALLOW_ERROR_INJECTION of SYSCALL_DEFINE). */
function entryFails(call: string, number: number): Knob {
  return {
    name: 'fail_function',
    title: `${call} fails at its entry`,
    config: ['CONFIG_FUNCTION_ERROR_INJECTION', 'CONFIG_FAIL_FUNCTION'],
    folder: '/sys/kernel/debug/fail_function',
    setUp: [
      `case $(uname -m) in x86_64) entry=__x64_sys_${call} ;; aarch64) entry=__arm64_sys_${call} ;; i?86) entry=__ia32_sys_${call} ;; *) entry=sys_${call} ;; esac`,
      'if ! echo "$entry" > "$folder/inject"; then',
      '  echo "This kernel lets no errors into $entry; see $folder/injectable." >&2',
      '  exit 2',
      'fi',
      `printf '%#x' -${number} > "$folder/$entry/retval"`,
    ],
    cleanUp: ['echo > "$folder/inject"'],
    aim: `It fails every NTH ${call} of the command, on whatever it acts.`,
  }
}

const blockDevice =
  /^\/dev\/(sd[a-z]{1,4}|vd[a-z]{1,4}|nvme\d{1,4}n\d{1,4}|mmcblk\d{1,4}|loop\d{1,4}|md\d{1,4}|dm-\d{1,4})(p?\d{1,4})?$/
const otherTree = /^\/(dev|proc|sys|run)\//

/** The knobs that fit a fault; none for one that only a tracer can put in. */
export function knobsFor({ calls, errno, resource }: Fault): Knob[] {
  const isBlock = blockDevice.test(resource)
  const isStored = isBlock || (resource.startsWith('/') && !otherTree.test(resource))
  const [call] = calls
  const number = errnoNumbers[errno]
  return [
    ...(errno === 'ENOMEM' ? [slab, pages] : []),
    ...(errno === 'EFAULT' ? [userCopy] : []),
    ...(calls.includes('futex') ? [futex] : []),
    ...(errno === 'EIO' && isStored ? [requests] : []),
    ...(errno === 'EIO' && resource.startsWith('/dev/mmcblk') ? [memoryCard] : []),
    ...((errno === 'ETIMEDOUT' || errno === 'EIO') && isStored ? [timeouts] : []),
    ...(call !== undefined && number !== undefined ? [entryFails(call, number)] : []),
  ]
}

import { beforeAll, describe, expect, it } from 'vitest'
import { callNames, subsystemOfCall } from './calls'
import type { KernelTables } from './kernelTables'
import { loadLinux61 } from './linux61'

let tables: KernelTables
beforeAll(async () => {
  tables = await loadLinux61()
})

describe('the name of a number', () => {
  it.each([
    ['arm', 336, 'ppoll'],
    ['i386', 336, 'perf_event_open'],
    ['x86-64', 0, 'read'],
    ['arm64', 0, 'io_setup'],
    ['arm64', 63, 'read'],
    ['arm', 983045, 'set_tls'],
    ['x86-64', 512, undefined],
    ['x32', 512, 'rt_sigaction'],
    ['x86-64', 0x40000000 + 514, 'ioctl'],
    ['x86-64', 0x40000000 + 1, 'write'],
    ['x86-64', 451, undefined],
  ] as const)('on %s of %d is %s', (arch, number, name) => {
    expect(callNames(tables, arch)(number)).toBe(name)
  })
})

describe('the subsystem of a call', () => {
  it('has number, entry, place, sections and the kernel that they are of', () => {
    expect(subsystemOfCall(tables, 'x86-64', 'stat')).toMatchObject({
      kernel: '6.1.192',
      number: 4,
      entry: 'sys_newstat',
      file: 'fs/stat.c',
      line: 406,
      sections: ['FILESYSTEMS (VFS and infrastructure)'],
      category: 'Filesystem',
      delegate: undefined,
    })
  })

  it.each([
    ['fork', 'Process Mgmt.', []],
    ['execve', 'Process Mgmt.', ['EXEC & BINFMT API', 'FILESYSTEMS (VFS and infrastructure)']],
    ['wait4', 'Process Mgmt.', []],
    ['kill', 'Signal', []],
    ['shmget', 'IPC', []],
    ['futex', 'Futex', ['FUTEX SUBSYSTEM']],
    ['ioctl', 'Driver', ['FILESYSTEMS (VFS and infrastructure)']],
    ['io_uring_enter', 'Asynchronous I/O', ['IO_URING']],
  ] as const)('%s has category %s, also where no section claims its file', (name, category, sections) => {
    expect(subsystemOfCall(tables, 'x86-64', name)).toMatchObject({ category, sections })
  })

  it('shows who does the work behind an entry that only passes it on', () => {
    expect(subsystemOfCall(tables, 'x86-64', 'mmap')).toMatchObject({
      file: 'arch/x86/kernel/sys_x86_64.c',
      sections: ['X86 ARCHITECTURE (32-BIT AND 64-BIT)'],
      delegate: { file: 'mm/mmap.c', sections: ['MEMORY MANAGEMENT'] },
    })
    expect(subsystemOfCall(tables, 'i386', 'pread64').delegate?.file).toBe('fs/read_write.c')
    expect(subsystemOfCall(tables, 'i386', 'mmap2').delegate).toBeUndefined() // it is entered in mm/mmap.c itself
  })

  it.each([
    ['x86-64', 'sys_enter_newstat', 'stat'],
    ['x86-64', '__x64_sys_read', 'read'],
    ['arm64', '__arm64_sys_openat', 'openat'],
    ['arm', 'fadvise64_64', 'arm_fadvise64_64'],
    ['arm', 'sync_file_range2', 'arm_sync_file_range'],
    ['x32', 'ioctl#64', 'ioctl'],
    ['x32', 'openat', 'openat'],
    ['x86-64', 'sysinfo', 'sysinfo'],
  ] as const)('on %s, %s is found as %s', (arch, printed, name) => {
    expect(subsystemOfCall(tables, arch, printed)).toMatchObject({ name, number: expect.any(Number) })
  })

  it.each(['cachestat', 'fchmodat2', 'syscall_0x3e7', 'mseal', 'constructor'])(
    '%s, which 6.1 has not, is not dropped',
    (name) => {
      const found = subsystemOfCall(tables, 'x86-64', name)
      expect(found).toMatchObject({ name, number: undefined, category: 'Unknown', sections: [] })
      expect(found.basis).toMatch(/Linux 6\.1\.192 has no such call on x86-64/)
    },
  )

  it('of another architecture has the category of its name, and says that it is not there', () => {
    const found = subsystemOfCall(tables, 'arm64', 'open')
    expect([found.category, found.number]).toEqual(['Filesystem', undefined])
    expect(found.basis).toMatch(/no such call on arm64/)
  })

  it.each(['_sysctl', 'lookup_dcookie'])('%s, a number with nothing behind it, says so', (name) => {
    expect(subsystemOfCall(tables, 'x86-64', name)).toMatchObject({ category: 'Not implemented' })
  })
})

describe('calls of many purposes', () => {
  it.each([
    ['prctl', 'PR_SET_NAME, "mdt"', 'PR_SET_NAME'],
    ['fcntl', '3</tmp/a, b>, F_SETLK, {l_type=F_WRLCK}', 'F_SETLK'],
    ['bpf', 'BPF_PROG_LOAD, {prog_type=1}, 120', 'BPF_PROG_LOAD'],
    ['keyctl', 'KEYCTL_READ, 5', 'KEYCTL_READ'],
    ['ioctl', '3</dev/spidev0.0<char 153:0>>, SPI_IOC_MESSAGE(32), 0x7ffd', 'SPI_IOC_MESSAGE(32)'],
    ['read', '3, "a", 1', ''],
  ])('%s(%s) keeps %j in sight', (name, args, operation) => {
    expect(subsystemOfCall(tables, 'x86-64', name, args).operation).toBe(operation)
  })

  it.each([
    ['socketcall', 'SYS_CONNECT, [3, {sa_family=AF_UNIX}]', 'connect', 'Network', 'net/socket.c'],
    ['socketcall', '3, 0xffd0', 'connect', 'Network', 'net/socket.c'],
    ['socketcall', 'call: 0x1, args: 0xff', 'socket', 'Network', 'net/socket.c'],
    ['ipc', 'SHMAT, 0, 0', 'shmat', 'IPC', 'ipc/shm.c'],
    ['ipc', '0x10001, 5', 'semop', 'IPC', 'ipc/sem.c'],
  ])('%s(%s) of i386 is %s', (name, args, actual, category, file) => {
    expect(subsystemOfCall(tables, 'i386', name, args)).toMatchObject({ name, actual, category, delegate: { file } })
  })

  it('keep their entry when the first argument says nothing', () => {
    expect(subsystemOfCall(tables, 'i386', 'ipc', '99')).toMatchObject({
      actual: '',
      category: 'IPC',
      file: 'ipc/syscall.c',
    })
  })

  it('are told apart by the family of a socket', () => {
    const found = subsystemOfCall(tables, 'arm64', 'socket', 'AF_CAN, SOCK_RAW, CAN_RAW')
    expect(found.delegate).toMatchObject({
      file: 'net/can/af_can.c',
      sections: ['CAN NETWORK LAYER', 'NETWORKING [GENERAL]'],
    })
    expect(subsystemOfCall(tables, 'arm64', 'socket', 'AF_NOBODY, 1').delegate).toBeUndefined()
  })

  it.each([
    ['ioctl', '3, TCGETS', true],
    ['mmap', 'NULL, 8192, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0', false],
    ['mmap', 'NULL, 8192, PROT_READ, MAP_PRIVATE, 3</lib/a.so>, 0', true],
    ['getpid', '', false],
  ])('%s(%s) says whether its resource tells more: %j', (name, args, isByResource) => {
    expect(subsystemOfCall(tables, 'x86-64', name, args).isByResource).toBe(isByResource)
  })
})

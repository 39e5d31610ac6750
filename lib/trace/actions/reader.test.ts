import { describe, expect, it } from 'vitest'
import type { Action, TraceProcess } from '../action'
import { StraceReader } from '../strace/reader'
import { defaultNoiseLists, type NoiseLists, noiseListsSchema } from './noise'
import { ActionReader } from './reader'

function read(lines: readonly string[], lists?: NoiseLists, window?: number) {
  const actions: Action[] = []
  const ended: TraceProcess[] = []
  const sink = { action: (action: Action) => actions.push(action), ended: (one: TraceProcess) => ended.push(one) }
  const reader = new ActionReader(sink, lists, window)
  const strace = new StraceReader(reader)
  for (const line of lines) strace.line(line)
  strace.end()
  const late = reader.end()
  return { actions, steps: actions.filter(({ isNoise }) => !isNoise), ended, late }
}

const short = ({ verb, resource, error }: Action): string =>
  [verb, resource.name, error].filter((part) => part !== '').join(' ')
const said = (...lines: string[]): string[] => read(lines).steps.map(short)

describe('what a call acts on', () => {
  it('is known by the table of descriptors where the trace writes no paths', () => {
    expect(
      said(
        'openat(AT_FDCWD, "/dev/spidev0.0", O_RDWR) = 3',
        'ioctl(3, SPI_IOC_MESSAGE(32), 0x7f) = 1',
        'ioctl(3, SPI_IOC_MESSAGE(64), 0x7f) = 1',
        'dup(3) = 4',
        'close(3) = 0',
        'flock(4, LOCK_EX) = 0',
        'close(4) = 0',
        'read(4, "x", 1) = 1',
      ),
    ).toEqual([
      'open /dev/spidev0.0',
      'SPI_IOC_MESSAGE(1) /dev/spidev0.0',
      'SPI_IOC_MESSAGE(2) /dev/spidev0.0',
      'flock /dev/spidev0.0',
      'close /dev/spidev0.0',
      'read fd?',
    ])
  })

  it('is what the trace writes, where the table says otherwise; a symlink keeps the name that was asked for', () => {
    const { steps } = read([
      'openat(AT_FDCWD</srv>, "/sys/class/gpio/gpio4/value", O_RDWR) = 3</sys/devices/soc/gpio4/value>',
      'read(3</sys/devices/soc/gpio4/value>, "1\\n", 2) = 2',
      'read(3</dev/i2c-1<char 89:1>>, "1", 1) = 1',
      'openat(AT_FDCWD</srv>, "data.bin", O_RDONLY) = 5</srv/data.bin>',
    ])
    expect(steps.map(short)).toEqual([
      'open /sys/class/gpio/gpio4/value',
      'read /sys/class/gpio/gpio4/value',
      'read /dev/i2c-1',
      'open /srv/data.bin',
    ])
    expect(steps[1]?.resource).toMatchObject({ kind: 'sysfs', target: '/sys/devices/soc/gpio4/value' })
    expect(steps[2]?.resource).toMatchObject({ kind: 'device', device: 'char 89:1' })
  })

  it('follows the current folder, and folders that are open', () => {
    expect(
      said(
        'chdir("/srv/a") = 0',
        'openat(AT_FDCWD, "b/../c.txt", O_RDONLY) = 3',
        'openat(AT_FDCWD, "/opt", O_RDONLY|O_DIRECTORY) = 4',
        'newfstatat(4, "x", {st_mode=S_IFREG}, 0) = 0',
        'fchdir(4) = 0',
        'unlink("y") = 0',
        'renameat(AT_FDCWD, "y", AT_FDCWD, "z") = 0',
      ),
    ).toEqual([
      'chdir /srv/a',
      'open /srv/a/c.txt',
      'open /opt',
      'stat /opt/x',
      'fchdir /opt',
      'unlink /opt/y',
      'rename /opt/z',
    ])
  })

  it('has no name in it that is made up for one run', () => {
    const names = read([
      '7 openat(AT_FDCWD, "/tmp/ccAbC123.s", O_RDWR) = 3',
      '7 openat(AT_FDCWD, "/tmp/tmpq1w2e3r4/x.txt", O_RDWR) = 4',
      '7 openat(AT_FDCWD, "/proc/7/status", O_RDWR) = 5',
      '7 openat(AT_FDCWD, "/proc/42/task/43/stat", O_RDWR) = 6',
      '7 openat(AT_FDCWD, "/dev/pts/3", O_RDWR) = 8',
    ]).actions.map(({ resource }) => resource.name)
    expect(names).toEqual(['/tmp/cc*.s', '/tmp/tmp*/x.txt', '/proc/self/status', '/proc/*/task/*/stat', '/dev/pts/*'])
  })

  it('is a peer for sockets, however the trace writes it', () => {
    const address = '{sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr("10.0.0.1")}'
    const plain = said(
      'socket(AF_INET, SOCK_STREAM, IPPROTO_TCP) = 3',
      `connect(3, ${address}, 16) = -1 EINPROGRESS (Operation now in progress)`,
      'sendto(3, "GET", 3, 0, NULL, 0) = 3',
      'close(3) = 0',
    )
    expect(plain).toEqual(['connect TCP:10.0.0.1:80', 'send TCP:10.0.0.1:80', 'close TCP:10.0.0.1:80'])
    const annotated = said(
      'socket(AF_INET, SOCK_STREAM, IPPROTO_TCP) = 3<TCP:[77]>',
      `connect(3<TCP:[77]>, ${address}, 16) = 0`,
      'sendto(3<TCP:[10.0.0.2:55128->10.0.0.1:80]>, "GET", 3, 0, NULL, 0) = 3',
      'close(3<TCP:[10.0.0.2:55128->10.0.0.1:80]>) = 0',
    )
    expect(annotated).toEqual(plain)
    expect(said('write(9<TCP:[10.0.0.2:55128->10.0.0.1:80]>, "x", 1) = 1')).toEqual(['write TCP:10.0.0.1:80'])
    expect(said('write(9<TCP:[10.0.0.2:80->10.0.0.1:55128]>, "x", 1) = 1')).toEqual(['write TCP:10.0.0.2:80 accepted'])
  })

  it('comes with a message, or from a listening socket', () => {
    const bound = '{sa_family=AF_INET, sin_port=htons(8080), sin_addr=inet_addr("0.0.0.0")}'
    expect(
      said(
        'socket(AF_INET, SOCK_STREAM, 0) = 3',
        `bind(3, ${bound}, 16) = 0`,
        'accept4(3, NULL, NULL, SOCK_CLOEXEC) = 4',
        'recvfrom(4, "x", 1, 0, NULL, NULL) = 1',
        'recvmsg(4, {msg_control=[{cmsg_type=SCM_RIGHTS, cmsg_data=[5</dev/watchdog>]}]}, 0) = 1',
        'write(5</dev/watchdog>, "V", 1) = 1',
      ),
    ).toEqual([
      'bind TCP:0.0.0.0:8080',
      'accept TCP:0.0.0.0:8080',
      'recv TCP:0.0.0.0:8080 accepted',
      'recv TCP:0.0.0.0:8080 accepted',
      'write /dev/watchdog',
    ])
  })

  it('is the file that a call meant when it began, where threads close and open at once', () => {
    expect(
      said(
        '1 openat(AT_FDCWD, "/dev/a", O_RDWR) = 3',
        '1 close(3 <unfinished ...>',
        '2 openat(AT_FDCWD, "/dev/b", O_RDWR) = 3',
        '1 <... close resumed>) = 0',
        '2 openat(AT_FDCWD, "/dev/c", O_RDWR <unfinished ...>',
        '1 getpid() = 1',
        '2 <... openat resumed>) = 4',
      ).sort(),
    ).toEqual(['close /dev/a', 'open /dev/a', 'open /dev/b', 'open /dev/c'])
    const thread = 'clone(child_stack=0xc0, flags=CLONE_VM|CLONE_FILES|CLONE_THREAD, tls=0) = 2'
    expect(
      said(
        `1 ${thread}`,
        '1 openat(AT_FDCWD, "/dev/a", O_RDWR) = 3',
        '2 openat(AT_FDCWD, "/dev/b", O_RDWR <unfinished ...>',
        '1 close(3) = 0',
        '2 <... openat resumed>) = 3',
        '1 fsync(3) = 0',
      ),
    ).toEqual(['open /dev/a', 'open /dev/b', 'close /dev/a', 'fsync /dev/b'])
  })
})

describe('processes', () => {
  it('are their threads together, also where a thread is seen before the call that made it ends', () => {
    const { actions, ended } = read([
      '1 openat(AT_FDCWD, "/dev/a", O_RDWR) = 3',
      '1 clone(child_stack=0xc0, flags=CLONE_VM|CLONE_FILES|CLONE_THREAD <unfinished ...>',
      '2 flock(3, LOCK_EX) = 0',
      '1 <... clone resumed>, tls=0xc0) = 2',
      '2 +++ exited with 0 +++',
      '1 exit_group(0) = ?',
      '1 +++ exited with 0 +++',
    ])
    expect(actions.map(({ process, verb }) => [process, verb])).toEqual([
      [1, 'open'],
      [1, 'thread'],
      [1, 'flock'],
      [1, 'exit(0)'],
    ])
    expect(actions[2]?.resource.name).toBe('/dev/a')
    expect(ended.map(({ pid, exit }) => [pid, exit])).toEqual([[1, '0']])
  })

  it('take a thread in from when the call that made it is seen, where that took too long', () => {
    const { actions, ended, late } = read(
      [
        '1 clone(child_stack=0xc0, flags=CLONE_VM|CLONE_THREAD <unfinished ...>',
        ...Array.from({ length: 9 }, () => '2 flock(3</dev/a>, LOCK_EX) = 0'),
        '1 <... clone resumed>) = 2',
        '2 flock(3</dev/a>, LOCK_EX) = 0',
      ],
      undefined,
      4,
    )
    expect(late).toBe(1)
    expect(actions.map(({ process }) => process)).toEqual([2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1])
    expect(ended.map(({ pid, parentId }) => [pid, parentId])).toEqual([
      [2, 0],
      [1, 0],
    ])
  })

  it('copy what is open at fork and vfork, share it with CLONE_FILES, and lose O_CLOEXEC at execve', () => {
    const { steps } = read([
      '1 openat(AT_FDCWD, "/dev/a", O_RDWR) = 3',
      '1 openat(AT_FDCWD, "/dev/b", O_RDWR|O_CLOEXEC) = 4',
      '1 vfork( <unfinished ...>',
      '2 close(3) = 0',
      '2 execve("/bin/true", ["true"], 0x7f /* 1 vars */ <unfinished ...>',
      '1 <... vfork resumed>) = 2',
      '2 <... execve resumed>) = 0',
      '2 read(4, "x", 1) = 1',
      '1 read(3, "x", 1) = 1',
      '1 clone(child_stack=NULL, flags=CLONE_FILES|SIGCHLD) = 3',
      '3 close(3) = 0',
      '1 write(3, "x", 1) = 1',
    ])
    expect(steps.map((step) => `${step.process} ${short(step)}`)).toEqual([
      '1 open /dev/a',
      '1 open /dev/b',
      '1 fork child',
      '2 close /dev/a',
      '2 exec /bin/true',
      '2 read fd?',
      '1 read /dev/a',
      '1 fork child',
      '3 close /dev/a',
      '1 write fd?',
    ])
  })

  it('lose what close_range closes', () => {
    expect(
      said(
        'openat(AT_FDCWD, "/dev/a", O_RDWR) = 3',
        'openat(AT_FDCWD, "/dev/b", O_RDWR) = 7',
        'close_range(4, 4294967295, 0) = 0',
        'read(3, "x", 1) = 1',
        'read(7, "x", 1) = 1',
        'close_range(3, 3, CLOSE_RANGE_CLOEXEC) = 0',
        'execve("./x", ["x"], 0x7f) = 0',
        'read(3, "x", 1) = 1',
      ),
    ).toEqual(['open /dev/a', 'open /dev/b', 'read /dev/a', 'read fd?', 'exec ./x', 'read fd?'])
  })

  it('have standard input and output, whatever a shell put there; what they put there themselves is what it is', () => {
    expect(
      said(
        'openat(AT_FDCWD, "/srv/log", O_WRONLY|O_CREAT) = 3',
        'dup2(3, 1) = 1',
        'write(1, "x", 1) = 1',
        'execve("./x", ["x"], 0x7f) = 0',
        'write(1, "x", 1) = 1',
        'close(1) = 0',
      ),
    ).toEqual(['open /srv/log', 'write /srv/log', 'exec ./x', 'write stdout'])
  })

  it('whose pid is given again are two', () => {
    const { actions } = read([
      '1 fork() = 2',
      '2 exit_group(0) = ?',
      '2 +++ exited with 0 +++',
      '1 fork() = 2',
      '2 kill(1, SIGTERM) = 0',
    ])
    expect(actions.map(({ process, processId }) => [process, processId])).toEqual([
      [1, 1],
      [2, 2],
      [1, 1],
      [2, 3],
    ])
  })

  it('of which only one can be unnamed know themselves by the number that they ask for', () => {
    const lines = ['getpid() = 77', 'kill(77, SIGTERM) = 0', 'fork() = 78', 'strace: Process 78 attached']
    expect(said(...lines, '[pid 78] kill(77, 10 /* SIGUSR1 */) = 0')).toEqual([
      'kill SIGTERM self',
      'fork child',
      'kill SIGUSR1 parent',
    ])
  })

  it('are named by what they run, and end as the trace says', () => {
    const { ended } = read([
      '1 execve("/usr/bin/tail", ["tail", "-n", "a \\"b\\""], 0x7f) = 0',
      '1 fork() = 2',
      '2 +++ killed by SIGKILL +++',
      '1 exit_group(3) = ?',
      '1 +++ exited with 3 +++',
    ])
    expect(ended).toMatchObject([
      { pid: 2, parentPid: 1, name: 'tail', exit: 'SIGKILL' },
      { pid: 1, parentPid: 0, name: 'tail', command: 'tail -n a "b"', exit: '3', firstLine: 1, lastLine: 5 },
    ])
  })
})

describe('errors', () => {
  it('are soft where nothing went wrong, and hard otherwise', () => {
    expect(
      said(
        'read(0, 0x7f, 1) = -1 EAGAIN (Resource temporarily unavailable)',
        'openat(AT_FDCWD, "/usr/local/bin/x", O_RDONLY) = -1 ENOENT (No such file or directory)',
        'openat(AT_FDCWD, "/root/.toolrc", O_RDONLY) = -1 ENOENT (No such file or directory)',
        'wait4(-1, 0x7f, 0, NULL) = -1 ECHILD (No child processes)',
        'wait4(-1, 0x7f, 0, NULL) = ? ERESTARTSYS (To be restarted if SA_RESTART is set)',
        'openat(AT_FDCWD, "/dev/spidev0.0", O_RDWR) = 3',
        'flock(3, LOCK_EX|LOCK_NB) = -1 EAGAIN (Resource temporarily unavailable)',
        'openat(AT_FDCWD, "/dev/none", O_RDWR) = -1 ENOENT (No such file or directory)',
        'mmap(NULL, 4096, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = -1 ENOMEM (Cannot allocate memory)',
      ),
    ).toEqual(['open /dev/spidev0.0', 'flock /dev/spidev0.0 EAGAIN', 'open /dev/none ENOENT', 'mmap ENOMEM'])
  })

  it('stand also in what a call gives back', () => {
    expect(
      said(
        'socket(AF_INET, SOCK_STREAM, IPPROTO_TCP) = 5',
        'poll([{fd=5, events=POLLOUT}], 1, 0) = 1 ([{fd=5, revents=POLLOUT}])',
        'poll([{fd=5, events=POLLOUT}], 1, 0) = 1 ([{fd=5, revents=POLLOUT|POLLERR|POLLHUP}])',
        'getsockopt(5, SOL_SOCKET, SO_ERROR, [ECONNREFUSED], [4]) = 0',
        'getsockopt(5, SOL_SOCKET, SO_ERROR, [0], [4]) = 0',
        'wait4(9, [{WIFEXITED(s) && WEXITSTATUS(s) == 3}], 0, NULL) = 9',
        'wait4(9, [{WIFSIGNALED(s) && WTERMSIG(s) == SIGKILL}], 0, NULL) = 9',
        'waitid(P_ALL, 0, {si_signo=SIGCHLD, si_code=CLD_EXITED, si_pid=9, si_uid=0, si_status=2}, WEXITED, NULL) = 0',
        'wait4(9, [{WIFEXITED(s) && WEXITSTATUS(s) == 0}], 0, NULL) = 9',
        'exit_group(1) = ?',
      ),
    ).toEqual([
      'poll TCP POLLERR',
      'getsockopt SO_ERROR TCP ECONNREFUSED',
      'getsockopt SO_ERROR TCP',
      'wait child exit 3',
      'wait child SIGKILL',
      'wait child exit 2',
      'wait child',
      'exit(1) exit 1',
    ])
  })

  it('are none where a file of sysfs says that it changed', () => {
    const open = 'openat(AT_FDCWD, "/sys/class/gpio/gpio4/value", O_RDONLY) = 3'
    const poll = 'poll([{fd=3, events=POLLPRI|POLLERR}], 1, -1) = 1 ([{fd=3, revents=POLLPRI|POLLERR}])'
    expect(said(open, poll)).toEqual(['open /sys/class/gpio/gpio4/value'])
  })
})

describe('an action', () => {
  it.each([
    ['ioctl(3</dev/i2c-1>, _IOC(_IOC_NONE, 0x7, 0x3, 0), 0x48) = 0', 'I2C_SLAVE', 'configure'],
    ['ioctl(3</dev/i2c-1>, 0x707, 0x7f) = 2', 'I2C_RDWR', 'exchange'],
    ['ioctl(3</dev/spidev0.0>, 0x40206b00 /* SPI_IOC_MESSAGE(32) */, 0x7f) = 0', 'SPI_IOC_MESSAGE(1)', 'exchange'],
    ['ioctl(3</dev/spidev0.0>, 0x40406b00, 0x7f) = 0', 'SPI_IOC_MESSAGE(2)', 'exchange'],
    ['ioctl(3</dev/spidev0.0>, SPI_IOC_WR_MODE, [0]) = 0', 'SPI_IOC_WR_MODE', 'configure'],
    ['ioctl(3</dev/spidev0.0>, SPI_IOC_RD_MODE, [0]) = 0', 'SPI_IOC_RD_MODE', 'device'],
    ['ioctl(3</dev/watchdog>, WDIOC_KEEPALIVE) = 0', 'WDIOC_KEEPALIVE', 'exchange'],
    ['ioctl(3</dev/watchdog>, WDIOC_SETTIMEOUT, [30]) = 0', 'WDIOC_SETTIMEOUT', 'configure'],
    ['mmap(NULL, 4096, PROT_READ, MAP_SHARED, 3</dev/mem<char 1:1>>, 0) = 0x7f', 'mmap', 'device'],
    ['pwrite64(3</sys/class/pwm/enable>, "1", 1, 0) = 1', 'write', 'configure'],
    ['read(fd=3</sys/class/hwmon/temp1_input>, "4", 1) = 1', 'read', 'exchange'],
    ['writev(2</dev/pts/0>, [{iov_base="x", iov_len=1}], 1) = 1', 'write', 'output'],
    ['frobnicate(3</srv/x>, 1) = 0', 'frobnicate', 'file'],
  ])('of %s', (line, verb, phase) => {
    expect(read([line]).steps).toMatchObject([{ verb, phase }])
  })

  it('carries what was written as text', () => {
    const payloads = (...lines: string[]) => read(lines).steps.map(({ payload }) => payload)
    expect(payloads('write(1, "caf\\303\\251 \\1\\"x\\"\\n"..., 12) = 12')).toEqual(['café ·"x"\n'])
    expect(payloads('write(1, "\\x68\\x69", 2) = 2')).toEqual(['hi'])
    expect(payloads(`write(1, "${'x'.repeat(400)}", 400) = 400`)[0]).toHaveLength(256)
    expect(payloads('read(0, 0x7f, 1) = -1 EIO (Input/output error)')).toEqual([''])
  })

  it('is plumbing by lists that the analyst edits', () => {
    const lines = ['futex(0x54, FUTEX_WAKE, 1) = 1', 'openat(AT_FDCWD, "/opt/x", O_RDWR) = 3', 'read(3, "x", 1) = 1']
    expect(read(lines).steps).toHaveLength(2)
    const calls = defaultNoiseLists.calls.filter((name) => name !== 'futex')
    const edited = { ...defaultNoiseLists, calls, resources: ['/opt/*'] }
    expect(read(lines, noiseListsSchema.parse(edited)).steps.map(short)).toEqual(['futex'])
    expect(noiseListsSchema.safeParse(defaultNoiseLists).success).toBe(true)
    expect(noiseListsSchema.safeParse({ ...defaultNoiseLists, calls: [''] }).success).toBe(false)
  })
})

import { describe, expect, it } from 'vitest'
import { TraceInput } from '../input'
import { mergeThreads } from '../threadFiles'
import { ActionReader } from './reader'

const start = 'execve("/bin/pump", ["pump"], 0x7f /* 3 vars */) = 0'

/** Verb and resource of each action of files that strace -ff wrote, or of one file. */
async function told(files: Readonly<Record<number, readonly string[]>>): Promise<string[]> {
  const found: string[] = []
  const reader = new ActionReader({
    action: ({ call, verb, resource }) => void found.push(`${call.pid} ${verb} ${resource.name}`),
  })
  const several = Object.keys(files).length > 1
  for (const sink of several ? [reader.scout(), reader] : [reader]) {
    const input = new TraceInput('ff', sink, { format: 'strace' })
    const all = Object.entries(files).map(([pid, lines]) => ({ thread: Number(pid), lines: lines[Symbol.iterator]() }))
    const one = Object.entries(files).flatMap(([pid, lines]) => lines.map((line) => `${pid} ${line}`))
    for await (const line of several ? mergeThreads(all) : one) input.push(new TextEncoder().encode(`${line}\n`))
    input.end()
  }
  reader.end()
  return found
}

const written = async (...lines: string[]) => (await told({ 100: [start, ...lines] })).at(-1)

describe('a descriptor that a call gives', () => {
  it('is none of a question whether two are the same', async () => {
    const lines = ['openat(AT_FDCWD, "/dev/valve", O_RDWR) = 3', 'fcntl(3, F_DUPFD_QUERY, 3) = 1']
    expect(await written(...lines, 'write(1, "x", 1) = 1')).toBe('100 write stdout')
    const copied = ['openat(AT_FDCWD, "/dev/valve", O_RDWR) = 3', 'fcntl(3, F_DUPFD_CLOEXEC, 9) = 9']
    expect(await written(...copied, 'write(9, "x", 1) = 1')).toBe('100 write /dev/valve')
  })

  it.each([
    ['mq_open("cmd", O_RDWR) = 3', 'mqueue:cmd'],
    ['bpf(BPF_MAP_CREATE, {map_type=BPF_MAP_TYPE_HASH}, 72) = 3', 'bpf'],
    ['landlock_create_ruleset({handled_access_fs=0x1}, 8, 0) = 3', 'landlock-ruleset'],
    ['seccomp(SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER, {len=1}) = 3', 'seccomp notify'],
    ['open_tree(AT_FDCWD, "/mnt/a", OPEN_TREE_CLONE) = 3', '/mnt/a'],
    ['pidfd_getfd(7, 5, 0) = 3', 'fd?'],
    ['ioctl(6, KVM_CREATE_VM, 0) = 3', 'fd?'],
    ['ioctl(6, FOO_GET, 0x7f) = 3<anon_inode:[foo]>', 'foo'],
    ['ioctl(6, GPIO_V2_GET_LINE_IOCTL, {num_lines=1} => {fd=3}) = 0', 'fd?'],
    ['clone3({flags=CLONE_PIDFD, exit_signal=SIGCHLD} => {pidfd=[3]}, 88) = 101', 'fd?'],
    ['recvmsg(5, {msg_control=[{cmsg_type=SCM_RIGHTS, cmsg_data=[8, 3]}]}, 0) = 1', 'fd?'],
    ['recvmsg(5, {msg_control={cmsg_len=24, cmsg_level=SOL_SOCKET, cmsg_type=SCM_RIGHTS, {8, 3}}}, 0) = 1', 'fd?'],
  ])('replaces what stood there before, though its close is not in the trace: %s', async (call, name) => {
    const lines = ['openat(AT_FDCWD, "/dev/valve", O_RDWR) = 3', call, 'write(3, "x", 1) = 1']
    expect(await written(...lines)).toBe(`100 write ${name}`)
  })

  it.each([
    'bpf(BPF_MAP_UPDATE_ELEM, {map_fd=4}, 32) = 0',
    'seccomp(SECCOMP_SET_MODE_FILTER, 0, {len=1}) = 0',
    'landlock_create_ruleset(NULL, 0, LANDLOCK_CREATE_RULESET_VERSION) = 3',
    'ioctl(6, EVIOCGBIT(0, 8), [0]) = 3',
    'mq_open("cmd", O_RDWR) = -1 ENOENT (No such file or directory)',
  ])('is none of a call that gives another number: %s', async (call) => {
    const first = ['openat(AT_FDCWD, "/dev/valve", O_RDWR) = 3', 'dup2(3, 0) = 0', call]
    expect(await written(...first, 'write(3, "x", 1) = 1')).toBe('100 write /dev/valve')
    expect(await written(...first, 'write(0, "x", 1) = 1')).toBe('100 write /dev/valve')
  })

  it('of a queue has no folder', async () => {
    expect(await written('chdir("/srv") = 0', 'mq_unlink("cmd") = 0')).toBe('100 mq_unlink mqueue:cmd')
  })
})

describe('threads whose order nobody knows', () => {
  const thread = 'clone(child_stack=0x7f, flags=CLONE_VM|CLONE_FS|CLONE_FILES|CLONE_THREAD) = 101'
  const first = [start, thread, 'openat(AT_FDCWD, "/dev/valve", O_RDWR) = 3', 'write(3, "x", 1) = 1', 'close(3) = 0']

  it.each([
    'mq_open("cmd", O_RDWR) = 3',
    'recvmsg(5, {msg_control=[{cmsg_type=SCM_RIGHTS, cmsg_data=[3]}]}, 0) = 1',
    'ioctl(6, KVM_CREATE_VM, 0) = 3',
    'ioctl(6, FOO_OPEN, 0x7f) = 3',
  ])('are not told that another of them wrote to the device: %s', async (call) => {
    const both = await told({ 100: first, 101: [call, 'mq_timedsend(3, "x", 1, 0, NULL) = 0'], 102: [] })
    expect(both).not.toContain('101 mq_timedsend /dev/valve')
    const third = await told({
      100: [...first.slice(0, 3), 'close(3) = 0'],
      101: [call],
      102: ['write(3, "x", 1) = 1'],
    })
    expect(third).toContain('102 write fd?')
  })
})

import type { TraceSink } from '../model'

/** Where a stack of the kernel begins: system call, interrupt, new thread, idle processor (x86, arm, arm64). */
const entries =
  /^(?:entry_SYSCALL\w*|do_syscall_64|syscall_\w+|x64_sys_call|el0\w*|el1\w*|ret_(?:fast_syscall|from_\w+)|asm_\w+|common_interrupt\w*|secondary_startup\w*|common_startup_64|start_kernel|cpu_startup_entry|kthread|__irq_svc|vector_swi)$/

function nameOf(frame: string): string {
  const name = frame.trim().replace(/\+(?:0x)?[0-9a-f]{1,16}$/, '')
  const open = name.endsWith(')') ? name.indexOf('(') : -1
  return open < 0 ? name : name.slice(0, open).replace(/ $/, '')
}

/** `__x64_sys_openat+5`, `0x7f12`: addresses without a name are left out, and break the chain of callers. */
const isNamed = (name: string): boolean => /^[A-Za-z_$.][\w.$:@~<>, ]*$/.test(name)

/**
 * Gives the functions of a stack (innermost first) that bpftrace counted as the key of a map. bpftrace does not say whether
 * a stack is the kernel's (kstack) or the program's (ustack): one that begins where the kernel is entered is the kernel's.
 */
export function giveStack(frames: readonly string[], count: number, line: number, sink: TraceSink): void {
  const names = frames.map((frame) => nameOf(frame.slice(0, 500)))
  const isKernel = names.some((name) => entries.test(name))
  const seen = new Set<string>()
  for (const [depth, name] of names.entries()) {
    if (!isNamed(name) || seen.has(name)) continue
    seen.add(name)
    const above = names[depth + 1] ?? ''
    const counted = { count, self: depth === 0 ? count : 0, seconds: undefined }
    sink.symbol?.({ line, pid: 0, command: '', name, caller: isNamed(above) ? above : '', isKernel, ...counted })
  }
}

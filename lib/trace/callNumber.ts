/**
 * The number of a system call that a tracer has no name for: `syscall_397` (strace 4.8, ftrace), `syscall_0x18d` (strace
 * 4.22 on), `SYS_397` (strace before 4.8); undefined for a name. What it means differs between architectures.
 */
export function numberOfCall(name: string): number | undefined {
  if (!name.startsWith('syscall_') && !name.startsWith('SYS_')) return undefined // asked for each call of a trace
  const [, digits] = /^(?:syscall_|SYS_)(0x[\da-f]{1,8}|\d{1,10})$/.exec(name) ?? []
  return digits === undefined ? undefined : Number(digits)
}

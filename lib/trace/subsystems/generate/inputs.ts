/** Files of a source tree that tables are made of; the last two of an arm64 since 6.11 only. */
export const inputs = {
  makefile: 'Makefile',
  maintainers: 'MAINTAINERS',
  x86: 'arch/x86/entry/syscalls/syscall_64.tbl',
  i386: 'arch/x86/entry/syscalls/syscall_32.tbl',
  arm: 'arch/arm/tools/syscall.tbl',
  armHeader: 'arch/arm/include/uapi/asm/unistd.h',
  arm64Header: 'arch/arm64/include/uapi/asm/unistd.h',
  generic: 'include/uapi/asm-generic/unistd.h',
  ioctls: 'Documentation/userspace-api/ioctl/ioctl-number.rst',
  devices: 'Documentation/admin-guide/devices.txt',
  arm64Abis: 'arch/arm64/kernel/Makefile.syscalls',
  genericTable: 'scripts/syscall.tbl',
} as const

/**
 * The version of a kernel by its top Makefile: `6.1.192`, `6.19.0-rc2`.
 * @returns undefined when it names none
 */
export function kernelVersion(makefile: string): string | undefined {
  const value = (name: string) => new RegExp(`^${name} *=[ \\t]*(\\S*)`, 'm').exec(makefile)?.[1] ?? ''
  const [version, patch] = [value('VERSION'), value('PATCHLEVEL')]
  if (version === '' || patch === '') return undefined
  return `${version}.${patch}.${value('SUBLEVEL') || '0'}${value('EXTRAVERSION')}`
}

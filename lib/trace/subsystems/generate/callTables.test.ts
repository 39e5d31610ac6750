import { describe, expect, it } from 'vitest'
import { readArmPrivate, readCallTable } from './callTables'
import { definitionFor, definitionsIn } from './definitions'

describe('tables of system calls', () => {
  it('are read with comments, compat entries, and numbers that do nothing', () => {
    const table =
      '# head\n0\tcommon\tread\tsys_read\n5 i386 open sys_open compat_sys_open # why\n17\ti386\tbreak\n\n8 64 old -\n'
    expect(readCallTable('a.tbl', table)).toEqual([
      { number: 0, abi: 'common', name: 'read', entry: 'sys_read' },
      { number: 5, abi: 'i386', name: 'open', entry: 'sys_open' },
      { number: 17, abi: 'i386', name: 'break', entry: 'sys_ni_syscall' },
      { number: 8, abi: '64', name: 'old', entry: 'sys_ni_syscall' },
    ])
  })

  it.each(['read the manual', '12', '-1 common x sys_x', '99999999999 common x sys_x'])(
    'refuse the line %j',
    (line) => {
      expect(() => readCallTable('a.tbl', `0 common read sys_read\n${line}\n`)).toThrow('a.tbl:2 is no line')
    },
  )

  it("of ARM's private calls begin at their base", () => {
    const header =
      '#define __ARM_NR_BASE (__NR_SYSCALL_BASE+0x0f0000)\n#define __ARM_NR_set_tls\t\t(__ARM_NR_BASE+5)\n#define __NR_x 1\n'
    expect(readArmPrivate(header)).toEqual([{ number: 983045, abi: 'private', name: 'set_tls', entry: 'arm_syscall' }])
    expect(readArmPrivate('#define __ARM_NR_set_tls (__ARM_NR_BASE+5)')).toEqual([])
  })
})

describe('definitions of system calls', () => {
  it('are found in C, also with the name on the next line, and not where they are declared only', () => {
    const text = `asmlinkage long sys_ni_syscall(void);
asmlinkage long sys_ni_syscall(void)
{
}
#define X SYSCALL_DEFINE0(no)
SYSCALL_DEFINE3(read, unsigned int, fd)
COMPAT_SYSCALL_DEFINE4(
\t\tpreadv64, unsigned long, fd)
asmlinkage int arm_syscall(int no, struct pt_regs *regs)
{
`
    expect(definitionsIn('fs/a.c', text)).toEqual([
      { symbol: 'sys_ni_syscall', file: 'fs/a.c', line: 2 },
      { symbol: 'sys_read', file: 'fs/a.c', line: 6 },
      { symbol: 'compat_sys_preadv64', file: 'fs/a.c', line: 7 },
      { symbol: 'arm_syscall', file: 'fs/a.c', line: 9 },
    ])
  })

  it('are found in assembly', () => {
    const text = 'ENTRY(vector_swi)\nsys_mmap2:\n\tstr r5\n\tb sys_mmap_pgoff\nENTRY(sys_x)\n'
    expect(definitionsIn('arch/arm/a.S', text).map(({ symbol, line }) => [symbol, line])).toEqual([
      ['sys_mmap2', 2],
      ['sys_x', 5],
    ])
  })

  const at = (file: string, line = 1) => ({ symbol: 'sys_mmap', file, line })
  it.each([
    [
      'its own before the common one',
      'arm64',
      [at('mm/mmap.c'), at('arch/arm64/kernel/sys.c')],
      'arch/arm64/kernel/sys.c',
    ],
    ['never that of another', 'arm', [at('arch/alpha/a.c'), at('arch/arm64/kernel/sys.c')], undefined],
    ['not that of user-mode Linux', 'x86-64', [at('arch/x86/um/a.c'), at('fs/a.c')], 'fs/a.c'],
    ['no alternative for machines without memory management', 'arm', [at('mm/nommu.c'), at('mm/util.c')], 'mm/util.c'],
    ['the 64-bit file of two', 'i386', [at('arch/x86/a_32.c'), at('arch/x86/a_64.c')], 'arch/x86/a_64.c'],
  ] as const)('count for an architecture: %s', (_, arch, candidates, file) => {
    expect(definitionFor(candidates, arch)?.file).toBe(file)
  })

  it('count by the first of several in a file', () => {
    expect(definitionFor([at('kernel/fork.c', 9), at('kernel/fork.c', 3)], 'arm')?.line).toBe(3)
  })
})

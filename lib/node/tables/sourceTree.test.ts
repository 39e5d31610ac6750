import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { subsystemOfCall } from '@/lib/trace/subsystems/calls'
import { tablesFrom } from '@/lib/trace/subsystems/kernelTables'
import { subsystemOfResource } from '@/lib/trace/subsystems/resources'
import { writeTables } from '@/lib/trace/subsystems/stored'
import { tablesOfTree } from './sourceTree'

const scratch = mkdtempSync(join(tmpdir(), 'stpa-tables-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

/** A kernel source with as little as tables need; written for this test. */
const small: Readonly<Record<string, string>> = {
  Makefile: 'VERSION = 7\nPATCHLEVEL = 2\nSUBLEVEL = 0\nEXTRAVERSION = -rc1\n',
  MAINTAINERS: `Maintainers
-----------

MEMORY MANAGEMENT
F:	mm/

FILES
F:	fs/

FILES THAT ARE READ
F:	fs/read_write.c

SPI SUBSYSTEM
F:	drivers/spi/

ARM64 PORT
F:	arch/arm64/

THE REST
F:	*
`,
  'arch/x86/entry/syscalls/syscall_64.tbl':
    '0 common read sys_read\n9 common mmap sys_mmap\n156 64 _sysctl sys_ni_syscall\n514 x32 ioctl compat_sys_ioctl\n',
  'arch/x86/entry/syscalls/syscall_32.tbl': '3 i386 read sys_read\n17 i386 break\n500 i386 brand_new sys_brand_new\n',
  'arch/arm/tools/syscall.tbl': '3 common read sys_read\n13 oabi time sys_time32\n192 common mmap2 sys_mmap2\n',
  'arch/arm/include/uapi/asm/unistd.h':
    '#define __ARM_NR_BASE (__NR_SYSCALL_BASE+0x0f0000)\n#define __ARM_NR_set_tls (__ARM_NR_BASE+5)\n',
  'arch/arm64/include/uapi/asm/unistd.h': '#include <asm-generic/unistd.h>\n',
  'include/uapi/asm-generic/unistd.h':
    '#define __NR_read 63\n__SYSCALL(__NR_read, sys_read)\n#define __NR_mmap 222\n__SYSCALL(__NR_mmap, sys_mmap)\n',
  'Documentation/userspace-api/ioctl/ioctl-number.rst':
    "====  =====  ======================= ========\n'k'   00-0F  linux/spi/spidev.h\n",
  'Documentation/admin-guide/devices.txt': ' 153 char\tSPI\n\t\t  0 = /dev/spi0\n',
  'include/uapi/linux/spi/spidev.h': '#define SPI_IOC_MAGIC 0x6b\n',
  'fs/read_write.c': '\n\nSYSCALL_DEFINE3(read, unsigned int, fd)\n',
  'fs/ioctl.c': 'COMPAT_SYSCALL_DEFINE3(ioctl, unsigned int, fd)\n',
  'kernel/sys_ni.c': 'asmlinkage long sys_ni_syscall(void)\n{\n}\n',
  'mm/mmap.c': 'SYSCALL_DEFINE6(\n\tmmap_pgoff, unsigned long, addr)\n',
  'mm/nommu.c': 'SYSCALL_DEFINE6(mmap, unsigned long, addr)\n',
  'arch/x86/kernel/sys_x86_64.c': 'SYSCALL_DEFINE6(mmap, unsigned long, addr)\n',
  'arch/x86/um/mmap.c': 'SYSCALL_DEFINE6(mmap, unsigned long, addr)\n',
  'arch/arm64/kernel/sys.c': 'SYSCALL_DEFINE6(mmap, unsigned long, addr)\n',
  'arch/alpha/kernel/osf.c': 'SYSCALL_DEFINE6(mmap, unsigned long, addr)\n',
  'arch/arm/kernel/entry-common.S': 'sys_mmap2:\n\tb sys_mmap_pgoff\n',
  'arch/arm/kernel/traps.c': 'asmlinkage int arm_syscall(int no)\n{\n',
  'drivers/spi/spidev.c': 'device_create(x, "spidev%d.%d")\n',
  'tools/x.c': 'SYSCALL_DEFINE3(read, unsigned int, fd)\n',
}

function treeOf(name: string, files: Readonly<Record<string, string>>): string {
  const folder = join(scratch, name)
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return folder
}

const without = (...paths: string[]) =>
  Object.fromEntries(Object.entries(small).filter(([path]) => !paths.includes(path)))

describe('tables of a source tree', () => {
  const folder = treeOf('small', small)
  utimesSync(join(folder, 'Makefile'), new Date('2026-03-01T12:00:00Z'), new Date('2026-03-01T12:00:00Z'))
  symlinkSync(scratch, join(folder, 'loop')) // a link that would lead around
  const { tables, report } = tablesOfTree(folder, 'written by hand')

  it('have every call with the file that counts for its architecture', () => {
    expect(tables.calls.map(({ arch, number, name, file, line }) => [arch, number, name, file, line])).toEqual([
      ['x86-64', 0, 'read', 'fs/read_write.c', 3],
      ['x86-64', 9, 'mmap', 'arch/x86/kernel/sys_x86_64.c', 1],
      ['x86-64', 156, '_sysctl', 'kernel/sys_ni.c', 1],
      ['x32', 514, 'ioctl', 'fs/ioctl.c', 1],
      ['i386', 3, 'read', 'fs/read_write.c', 3],
      ['i386', 17, 'break', 'kernel/sys_ni.c', 1],
      ['i386', 500, 'brand_new', '', 0],
      ['arm', 3, 'read', 'fs/read_write.c', 3],
      ['arm', 192, 'mmap2', 'arch/arm/kernel/entry-common.S', 1],
      ['arm', 983045, 'set_tls', 'arch/arm/kernel/traps.c', 1],
      ['arm64', 63, 'read', 'fs/read_write.c', 3],
      ['arm64', 222, 'mmap', 'arch/arm64/kernel/sys.c', 1],
    ])
  })

  it('name the section that claims the fewest files first', () => {
    expect(tables.sections.get('fs/read_write.c')).toEqual(['FILES THAT ARE READ', 'FILES'])
    expect(tables.sections.get('kernel/sys_ni.c')).toEqual([])
  })

  it('say where they are from, and give the same bytes again', () => {
    const { kernel, source, date, inputs } = tables.provenance
    expect([kernel, source, date]).toEqual(['7.2.0-rc1', 'written by hand', '2026-03-01'])
    expect(inputs.map(({ path }) => path)).toEqual(expect.arrayContaining(['MAINTAINERS', 'fs/read_write.c']))
    expect(writeTables(tablesOfTree(folder, 'written by hand').tables)).toEqual(writeTables(tables))
  })

  it('report what has no code, and rules that the source does not bear out', () => {
    const messages = report.map(({ outcome, message }) => `${outcome}: ${message}`)
    expect(messages[0]).toBe('created: 12 system calls, 1 ioctl ranges, 1 device numbers, 10 files')
    expect(messages).toContainEqual(expect.stringMatching(/^skipped: i386 brand_new: nothing .* sys_brand_new/))
    expect(messages).toContainEqual(expect.stringMatching(/^skipped: our rule watchdog is not borne out/))
    expect(messages).not.toContainEqual(expect.stringMatching(/rule spidev/))
  })

  it('answer with their kernel, also for calls that our reviewed table does not know', () => {
    const ready = tablesFrom(tables)
    expect(subsystemOfCall(ready, 'arm64', 'mmap')).toMatchObject({
      kernel: '7.2.0-rc1',
      sections: ['ARM64 PORT'],
      delegate: { file: 'mm/mmap.c', sections: ['MEMORY MANAGEMENT'] },
    })
    expect(subsystemOfCall(ready, 'i386', 'brand_new').category).toBe('Not implemented')
    expect(subsystemOfResource(ready, { name: '/dev/spidev1.0', device: '' })?.sections).toEqual(['SPI SUBSYSTEM'])
  })

  it("take arm64's table where a Makefile names its ABIs, as since Linux 6.11", () => {
    const newer = treeOf('newer', {
      ...small,
      'arch/arm64/kernel/Makefile.syscalls': 'syscall_abis_32 +=\nsyscall_abis_64 += renameat rlimit\n',
      'scripts/syscall.tbl':
        '38 renameat renameat sys_renameat\n63 common read sys_read\n98 time32 futex sys_x\n98 64 futex sys_futex\n258 riscv riscv_x sys_y\n',
    })
    const calls = tablesOfTree(newer, '').tables.calls.filter(({ arch }) => arch === 'arm64')
    expect(calls.map(({ name, entry }) => [name, entry])).toEqual([
      ['renameat', 'sys_renameat'],
      ['read', 'sys_read'],
      ['futex', 'sys_futex'],
    ])
  })

  it.each([
    ['Makefile', /is no source tree of Linux/],
    ['MAINTAINERS', /MAINTAINERS is not in this tree/],
    ['arch/arm/tools/syscall.tbl', /arch\/arm\/tools\/syscall\.tbl is not in this tree/],
    ['include/uapi/asm-generic/unistd.h', /asm-generic\/unistd\.h is not in this tree/],
  ])('are refused without %s', (path, message) => {
    expect(() => tablesOfTree(treeOf(`no-${path.replaceAll('/', '-')}`, without(path)), '')).toThrow(message)
  })

  it('are refused where a table cannot be read, with its line', () => {
    const broken = { ...small, 'arch/arm/tools/syscall.tbl': '3 common read sys_read\nthree\n' }
    expect(() => tablesOfTree(treeOf('broken', broken), '')).toThrow('arch/arm/tools/syscall.tbl:2')
  })
})

const real = process.env.STPA_KERNEL_SOURCE ?? '/tmp/linux-source/linux-source-6.1'

describe('a real kernel source', () => {
  const committed = new URL('../../trace/subsystems/tables/linux-6.1/', import.meta.url)

  it('gives the tables that come with the program, when it is of the same kernel', () => {
    if (!existsSync(real)) return void expect(existsSync(committed)).toBe(true) // compared in committed.test.ts then
    const { tables } = tablesOfTree(real, 'linux-source-6.1 6.1.192-2 (Debian)')
    if (tables.provenance.kernel !== '6.1.192') return void process.stdout.write(differencesOf(writeTables(tables)))
    for (const { name, text } of writeTables(tables)) expect(text).toBe(readFileSync(new URL(name, committed), 'utf8'))
  }, 120_000)

  /** Another patch level: which rows differ is told, not judged. */
  function differencesOf(written: { name: string; text: string }[]): string {
    return written
      .map(({ name, text }) => {
        const own = new Set(readFileSync(new URL(name, committed), 'utf8').split('\n'))
        const other = text.split('\n').filter((line) => !own.has(line))
        return `${name}: ${other.length} lines differ\n${other.slice(0, 20).join('\n')}\n`
      })
      .join('')
  }
})

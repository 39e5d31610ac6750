import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { readMaintainers } from '@/lib/kernel/graph/maintainers'
import { readEvidence } from './formats'
import { Subsystems } from './subsystems'

const maintainers = readMaintainers(
  'MAINTAINERS',
  `WATCHDOG DEVICE DRIVERS
F:	drivers/watchdog/
F:	tools/testing/selftests/watchdog/

KERNEL SELFTEST FRAMEWORK
F:	tools/testing/selftests/

FILESYSTEMS (VFS)
F:	fs/*
`,
)
const files: Readonly<Record<string, string>> = { access: 'fs/open.c', ioctl: 'fs/ioctl.c' }
const subsystems = new Subsystems(maintainers, (name) => (Object.hasOwn(files, name) ? files[name] : undefined))

describe('the subsystem of', () => {
  it.each([
    ['drivers/watchdog/softdog.c', ['WATCHDOG DEVICE DRIVERS']],
    ['/home/kernel/build/linux-6.1/drivers/watchdog/softdog.c', ['WATCHDOG DEVICE DRIVERS']],
    ['./fs/open.c', ['FILESYSTEMS (VFS)']],
    ['tools/testing/selftests/watchdog/watchdog-test', ['WATCHDOG DEVICE DRIVERS']],
    ['tools/testing/selftests/size/get_size', ['KERNEL SELFTEST FRAMEWORK']],
    ['/srv/demo/t.c', []],
    ['', []],
  ])('the path %s is %j', (path, sections) => expect(subsystems.ofPath(path)).toEqual(sections))

  it.each([
    ['syscall:access', '', ['FILESYSTEMS (VFS)']],
    ['syscall:ioctl_loop', '', ['FILESYSTEMS (VFS)']],
    ['access01', 'access01.c:262', ['FILESYSTEMS (VFS)']],
    ['fanotify13', '', []],
    ['stressor:pipe', '', []],
    ['a test', 'drivers/watchdog/softdog.c:12', ['WATCHDOG DEVICE DRIVERS']],
  ])('a result on %s that failed at "%s" is %j', (target, place, sections) =>
    expect(subsystems.ofRecord({ target, place })).toEqual(sections),
  )

  it('coverage is summed up, MC/DC too, what belongs to none under no name', () => {
    const record = (path: string) =>
      `SF:${path}\nFN:1,f\nFNDA:1,f\nDA:1,1\nDA:2,0\nMCDC:1,1,t,1,0,a\nMCDC:1,1,f,0,0,a\nend_of_record\n`
    const text = ['/b/linux/drivers/watchdog/a.c', 'drivers/watchdog/b.c', '/srv/t.c'].map(record).join('')
    const { coverage = [] } = readEvidence('lcov.info', text)
    expect(subsystems.ofCoverage(coverage)).toEqual([
      {
        subsystem: '',
        files: 1,
        lines: { found: 2, hit: 1 },
        functions: { found: 1, hit: 1 },
        conditions: { found: 2, hit: 1 },
      },
      {
        subsystem: 'WATCHDOG DEVICE DRIVERS',
        files: 2,
        lines: { found: 4, hit: 2 },
        functions: { found: 2, hit: 2 },
        conditions: { found: 4, hit: 2 },
      },
    ])
  })

  const [real, runner] = ['../shared/data/linux-6.1/MAINTAINERS.gz', '../shared/data/evidence/kselftest-runner.txt']
  it.skipIf(!existsSync(real))('kselftests is found in MAINTAINERS of 6.1', () => {
    const found = new Subsystems(readMaintainers('MAINTAINERS', gunzipSync(readFileSync(real)).toString()))
    expect(found.ofPath('tools/testing/selftests/seccomp/seccomp_bpf')).toEqual(['SECURE COMPUTING'])
    const { records } = found.inEvidence(readEvidence('runner.txt', readFileSync(runner)))
    expect(new Set(records.map(({ subsystem }) => subsystem))).toEqual(new Set(['KERNEL SELFTEST FRAMEWORK']))
  })
})

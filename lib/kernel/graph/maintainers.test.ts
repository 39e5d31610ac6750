import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { readMaintainers, sectionsOf } from './maintainers'

const file = `List of maintainers
===================

	F: not a pattern, it is indented

Maintainers List
----------------

WATCHDOG DEVICE DRIVERS
M:	Someone
F:	Documentation/watchdog/
F:	drivers/watchdog/
F:	include/linux/watchdog.h
X:	drivers/watchdog/octeon*

FILESYSTEMS
F:	fs/*

DIRECTORY WITHOUT SLASH
F:	tools/testing

BY NAME
N:	tegra

QUOTED 'NAME'
F:	lib/[ab]*.c

THE REST
F:	*
F:	*/
`
const maintainers = readMaintainers('MAINTAINERS', file)

describe('MAINTAINERS', () => {
  it.each([
    ['drivers/watchdog/watchdog_dev.c', ['WATCHDOG DEVICE DRIVERS']],
    ['drivers/watchdog/sub/deep.c', ['WATCHDOG DEVICE DRIVERS']],
    ['drivers/watchdog/octeon-wdt.c', []],
    ['fs/open.c', ['FILESYSTEMS']],
    ['fs/ext4/super.c', []],
    ['tools/testing/a/b.c', ['DIRECTORY WITHOUT SLASH']],
    ['tools/testing_more.c', []],
    ['drivers/soc/tegra/fuse.c', ['BY NAME']],
    ['lib/argv_split.c', ["QUOTED 'NAME'"]],
    ['lib/crc32.c', []],
    ['Makefile', []],
  ])('%s is claimed by %j', (path, expected) => {
    expect(sectionsOf(maintainers, path)).toEqual(expected)
  })

  it('knows the line of each section and leaves THE REST out', () => {
    expect(maintainers.sections.map(({ name, line }) => [name, line])).toContainEqual(['FILESYSTEMS', 16])
    expect(maintainers.sections.map(({ name }) => name)).not.toContain('THE REST')
  })

  it('refuses what is none', () => {
    expect(() => readMaintainers('words.txt', 'Dear reader\n')).toThrow('is no MAINTAINERS file')
  })

  const real = new URL('../../../../shared/data/linux-6.1/MAINTAINERS.gz', import.meta.url)
  it('of Linux 6.1 is read whole', () => {
    if (!existsSync(real)) return void process.stdout.write('SKIPPED: MAINTAINERS of 6.1: ../shared/data is absent\n')
    const { sections, unread } = readMaintainers('MAINTAINERS', gunzipSync(readFileSync(real)).toString())
    expect([sections.length, unread]).toEqual([2578, []])
  })
})

it('brackets that nothing closes are brackets, and a hundred thousand of them cost no more than other signs', () => {
  const odd = readMaintainers('M', 'ODD\nF:\ta[b\nF:\tc]d[\nF:\t[xy]*.c\n')
  expect(['a[b', 'c]d[', 'x1.c', '[xy]1.c'].map((path) => sectionsOf(odd, path).length)).toEqual([1, 1, 1, 0])
  const many = readMaintainers(
    'M',
    `FINE\nF:\tlib/\n\nLONG\nF:\t${'['.repeat(500_000)}\n\nWIDE\nF:\t${' x'.repeat(500_000)} \n`,
  )
  expect(many.unread).toEqual([expect.stringMatching(/^M:4: LONG: .* more than 1000 characters/)])
  expect(sectionsOf(many, 'lib/a.c')).toEqual(['FINE'])
})

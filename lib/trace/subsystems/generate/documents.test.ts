import { describe, expect, it } from 'vitest'
import { readDevices } from './devices'
import { readIoctlNumbers } from './ioctlNumbers'

const ioctls = `Text.

====  =====  ============================ ========
Code  Seq#    Include File                Comments
      (hex)
====  =====  ============================ ========
0x12  all    linux/fs.h
             linux/blkpg.h
'k'   00-0F  linux/spi/spidev.h           conflict!
'k'   00-05  video/kyro.h                 conflict!
0x1b  all                                 InfiniBand Subsystem
'3'   00-1F  linux/suspend.h,             conflict!
             kernel/power/user.c
'i'   05     \`linux/iio/*.h\`
'#'   00-3F                               IEEE 1394
====  =====  ============================ ========
`

describe('ioctl numbers', () => {
  const paths = new Set([
    'include/uapi/linux/fs.h',
    'include/linux/fs.h',
    'include/linux/blkpg.h',
    'include/uapi/linux/spi/spidev.h',
    'kernel/power/user.c',
    'include/uapi/linux/iio/types.h',
    'include/uapi/linux/iio/sub/deep.h',
    'include/uapi/linux/iio/events.h',
  ])

  it('are read with ranges, headers of the lines below, several on a line, and a star', () => {
    const rows = readIoctlNumbers('ioctl-number.rst', ioctls, paths)
    expect(
      rows.map(({ type, from, to, header, file, isConflict }) => [type, from, to, header, file, isConflict]),
    ).toEqual([
      [0x12, 0, 255, 'linux/fs.h', 'include/uapi/linux/fs.h', false],
      [0x12, 0, 255, 'linux/blkpg.h', 'include/linux/blkpg.h', false],
      [0x6b, 0, 15, 'linux/spi/spidev.h', 'include/uapi/linux/spi/spidev.h', true],
      [0x6b, 0, 5, 'video/kyro.h', '', true],
      [0x33, 0, 31, 'linux/suspend.h', '', true],
      [0x33, 0, 31, 'kernel/power/user.c', 'kernel/power/user.c', false],
      [0x69, 5, 5, 'linux/iio/*.h', 'include/uapi/linux/iio/events.h', false],
      [0x69, 5, 5, 'linux/iio/*.h', 'include/uapi/linux/iio/types.h', false],
    ])
  })

  it('refuse a text without the table', () => {
    expect(() => readIoctlNumbers('a.rst', 'Dear reader\n', paths)).toThrow('a.rst has no table of ioctl numbers')
  })
})

const devices = `   1 char\tMemory devices
\t\t  1 = /dev/mem\t\tPhysical memory access
\t\t 11 = /dev/kmsg

   4 char\tTTY devices
\t\t  0 = /dev/tty0\tCurrent
\t\t  1 = /dev/tty1\tFirst
\t\t    ...
\t\t 64 = /dev/ttyS0
\t\t    ...

136-137 char\tUnix98 PTY slaves
\t\t  0 = /dev/pts/0

 179 block\tMMC
\t\t  0 = /dev/mmcblk0
\t\t  6 =
\t\t  8 = /dev/vx/*
`

describe('device numbers', () => {
  it('are read with series and ranges of majors', () => {
    const rows = readDevices('devices.txt', devices).map((row) => Object.values(row))
    expect(rows).toEqual([
      ['char', 1, 1, 1, '/dev/mem'],
      ['char', 1, 11, 11, '/dev/kmsg'],
      ['char', 4, 0, 0, '/dev/tty0'],
      ['char', 4, 1, 63, '/dev/tty1'],
      ['char', 4, 64, 1_048_575, '/dev/ttyS0'],
      ['char', 136, 0, 0, '/dev/pts/0'],
      ['char', 137, 0, 0, '/dev/pts/0'],
      ['block', 179, 0, 0, '/dev/mmcblk0'],
    ])
  })

  it('refuse a text without any', () => {
    expect(() => readDevices('devices.txt', 'none')).toThrow('devices.txt lists no device numbers')
  })
})

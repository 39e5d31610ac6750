import { beforeAll, describe, expect, it } from 'vitest'
import { type KernelTables, tablesFrom, withRules } from './kernelTables'
import { loadLinux61 } from './linux61'
import { ioctlRequestOf } from './multiplexers'
import { subsystemOfResource } from './resources'
import { readPathRules } from './rules'

let tables: KernelTables
beforeAll(async () => {
  tables = await loadLinux61()
})

const spi = { file: 'drivers/spi/spidev.c', sections: ['SPI SUBSYSTEM'] }

describe('the subsystem of a resource', () => {
  it.each([
    ['/dev/spidev0.0', 'drivers/spi/spidev.c', 'SPI SUBSYSTEM'],
    ['/dev/i2c-1', 'drivers/i2c/i2c-dev.c', 'I2C SUBSYSTEM'],
    ['/sys/class/gpio/gpio4/value', 'drivers/gpio/gpiolib-sysfs.c', 'GPIO SUBSYSTEM'],
    ['/dev/watchdog', 'drivers/watchdog/watchdog_dev.c', 'WATCHDOG DEVICE DRIVERS'],
    ['/dev/kmsg', 'kernel/printk/printk.c', 'PRINTK'],
    ['/dev/urandom', 'drivers/char/random.c', 'RANDOM NUMBER DRIVER'],
    ['/dev/pts/*', 'drivers/tty/pty.c', 'TTY LAYER'],
    ['/dev/ttymxc1', 'drivers/tty/serial/imx.c', undefined],
    ['/dev/ttyXYZ1', 'drivers/tty/serial/serial_core.c', undefined],
    ['/proc/self/maps', 'fs/proc/task_mmu.c', undefined],
    ['/proc/*/stat', 'fs/proc/base.c', 'PROC FILESYSTEM'],
    ['/proc/sys/kernel/ostype', 'fs/proc/proc_sysctl.c', 'PROC SYSCTL'],
    ['/sys/devices/system/cpu/online', 'drivers/base/cpu.c', undefined],
    ['/sys/unheard/of', 'fs/sysfs/file.c', undefined],
    ['eventpoll', 'fs/eventpoll.c', 'FILESYSTEMS (VFS and infrastructure)'],
    ['anon_inode:[timerfd]', 'fs/timerfd.c', 'POSIX CLOCKS and TIMERS'],
    ['pipe', 'fs/pipe.c', 'FILESYSTEMS (VFS and infrastructure)'],
    ['memfd:a', 'mm/memfd.c', 'MEMORY MANAGEMENT'],
    ['TCP:127.0.0.1:80', 'net/ipv4/af_inet.c', 'NETWORKING [IPv4/IPv6]'],
    ['TCP:[::1]:80', 'net/ipv6/af_inet6.c', 'NETWORKING [IPv4/IPv6]'],
    ['UNIX:/run/a.sock', 'net/unix/af_unix.c', 'NETWORKING [GENERAL]'],
    ['NETLINK:ROUTE', 'net/netlink/af_netlink.c', 'NETWORKING [GENERAL]'],
    ['CAN:can0', 'net/can/af_can.c', 'CAN NETWORK LAYER'],
    ['/etc/hosts', 'fs/open.c', 'FILESYSTEMS (VFS and infrastructure)'],
  ])('%s is %s', (name, file, first) => {
    const found = subsystemOfResource(tables, { name, device: '' })
    expect(found).toMatchObject({ kernel: '6.1.192', file, basis: expect.stringMatching(/\.$/) })
    if (first !== undefined) expect(found?.sections[0]).toBe(first)
  })

  it.each(['fd?', 'stdout', 'child', ''])('%j is not known', (name) => {
    expect(subsystemOfResource(tables, { name, device: '' })).toBeUndefined()
  })

  it('follows the device number before the name', () => {
    const found = subsystemOfResource(tables, { name: '/tmp/fake', device: 'char 153:0' })
    expect(found).toMatchObject({ ...spi, rule: 'device char 153:0' })
    const random = subsystemOfResource(tables, { name: '/dev/spidev0.0', device: 'char 1:8' })
    expect(random?.basis).toMatch(/^char 1:8 is \/dev\/random in devices\.txt\./)
    expect(subsystemOfResource(tables, { name: 'x', device: 'char 4:70' })?.rule).toBe('device char 4:70')
  })

  it('keeps to the name where the device number is given out anew at each start', () => {
    expect(subsystemOfResource(tables, { name: '/dev/gpiochip0', device: 'char 254:0' })?.rule).toBe('path gpiochip')
  })

  it('asks where a name led when no rule knows it', () => {
    const found = subsystemOfResource(tables, { name: '/dev/serial0', device: '', target: '/dev/ttyAMA0' })
    expect(found?.file).toBe('drivers/tty/serial/amba-pl011.c')
    expect(subsystemOfResource(tables, { name: 'stdout', device: '', target: '/dev/null' })?.file).toBe(
      'drivers/char/mem.c',
    )
  })

  it('takes the type of an ioctl where one header alone claims it, and names the others where not', () => {
    const unknown = { name: '/dev/mystery', device: '' }
    const gpio = subsystemOfResource(tables, unknown, { type: 0xb4, nr: 1 })
    expect(gpio).toMatchObject({ file: 'include/uapi/linux/gpio.h', rule: 'ioctl 0xb4' })
    const disputed = subsystemOfResource(tables, unknown, { type: 0x6b, nr: 0 })
    expect(disputed?.file).toBe('fs/char_dev.c')
    expect(disputed?.basis).toMatch(/^ioctl type 0x6b number 0 is claimed by linux\/spi\/spidev\.h, video\/kyro\.h/)
    expect(subsystemOfResource(tables, { name: '/dev/spidev0.0', device: '' }, { type: 0xb4, nr: 1 })).toMatchObject(
      spi,
    )
    expect(subsystemOfResource(tables, { name: 'fd?', device: '' }, { type: 0xb4, nr: 1 })?.rule).toBe('ioctl 0xb4')
  })

  it('says that a rule is not borne out by the kernel of the tables', () => {
    const other = tablesFrom({ ...tables.generated, unconfirmed: ['spidev'], sections: new Map() })
    const found = subsystemOfResource(other, { name: '/dev/spidev0.0', device: '' })
    expect(found?.basis).toMatch(/does not bear this rule out/)
    expect(found?.sections).toEqual([])
  })

  it('asks the rules of the user first, in their order, for names and device numbers', () => {
    const text = `pattern,file,sections,basis
^/dev/spidev,drivers/our/radio.c,OUR RADIO;SPI SUBSYSTEM,The radio hangs on this bus.
^/dev/spidev,,NEVER,Second.
^char 240:,drivers/our/board.c,,Our board takes 240.
`
    const own = withRules(tables, readPathRules('own.csv', text))
    expect(subsystemOfResource(own, { name: '/dev/spidev0.0', device: 'char 153:0' })).toEqual({
      kernel: '6.1.192',
      file: 'drivers/our/radio.c',
      sections: ['OUR RADIO', 'SPI SUBSYSTEM'],
      rule: 'own.csv:2',
      basis: 'The radio hangs on this bus.',
    })
    expect(subsystemOfResource(own, { name: '/dev/x', device: 'char 240:1' })?.file).toBe('drivers/our/board.c')
    expect(subsystemOfResource(tables, { name: '/dev/spidev0.0', device: '' })?.rule).toBe('path spidev')
  })
})

describe('the numbers of an ioctl request', () => {
  it.each([
    ['_IOC(_IOC_WRITE, 0x6b, 0, 0x20)', { type: 0x6b, nr: 0 }],
    ['(_IOC_READ|_IOC_WRITE, 0x3, 0x11, 0x8)', { type: 3, nr: 17 }],
    ['0x40206b00', { type: 0x6b, nr: 0 }],
    ['0x5401 /* TCGETS */', { type: 0x54, nr: 1 }],
    ['TCGETS', undefined],
    ['SPI_IOC_MESSAGE(32)', undefined],
    ['', undefined],
  ])('%s are %j', (request, expected) => {
    expect(ioctlRequestOf(request)).toEqual(expected)
  })
})

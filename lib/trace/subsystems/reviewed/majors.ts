import type { DeviceRange } from '../model'

/** A major number whose rule does not follow from the node that devices.txt names. */
type Major = {
  readonly kind: DeviceRange['kind']
  readonly major: number
  readonly rule: string
  readonly basis: string
}

export const majors: readonly Major[] = [
  {
    kind: 'char',
    major: 116,
    rule: 'sound',
    basis: 'sound/core/sound.c takes this major, with minors by what is there.',
  },
  {
    kind: 'char',
    major: 153,
    rule: 'spidev',
    basis: 'SPIDEV_MAJOR in drivers/spi/spidev.c; devices.txt has an older name.',
  },
  {
    kind: 'char',
    major: 189,
    rule: 'usbBus',
    basis: 'USB_DEVICE_MAJOR in include/linux/usb.h; devices.txt has an older use.',
  },
  {
    kind: 'block',
    major: 31,
    rule: 'mtdBlock',
    basis: 'MTD_BLOCK_MAJOR in include/uapi/linux/major.h; devices.txt has an older name.',
  },
]

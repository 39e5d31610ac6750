/** Requests that strace leaves as numbers: type, number → name (include/uapi/linux/i2c-dev.h). */
const i2c: Readonly<Record<number, string>> = {
  1: 'I2C_RETRIES',
  2: 'I2C_TIMEOUT',
  3: 'I2C_SLAVE',
  4: 'I2C_TENBIT',
  5: 'I2C_FUNCS',
  6: 'I2C_SLAVE_FORCE',
  7: 'I2C_RDWR',
  8: 'I2C_PEC',
  32: 'I2C_SMBUS',
}

/** Those that the noise lists name, as -X raw shows them (include/uapi/asm-generic/ioctls.h). */
const terminal: Readonly<Record<number, string>> = {
  21505: 'TCGETS',
  21519: 'TIOCGPGRP',
  21520: 'TIOCSPGRP',
  21523: 'TIOCGWINSZ',
  21531: 'FIONREAD',
  21537: 'FIONBIO',
  21584: 'FIONCLEX',
  21585: 'FIOCLEX',
}

const spiType = 0x6b
const spiTransferSize = 32

function numbered(type: number, number: number, size: number): string | undefined {
  if (type === 7) return i2c[number]
  if (type !== spiType) return undefined
  if (number === 0 && size > 0) return messages(size)
  return undefined
}

/** strace prints the bytes of the transfers, `SPI_IOC_MESSAGE(64)` for two (src/ioctl.c): 32 bytes are one. */
function messages(bytes: number): string {
  return bytes % spiTransferSize === 0
    ? `SPI_IOC_MESSAGE(${bytes / spiTransferSize})`
    : `SPI_IOC_MESSAGE(${bytes} bytes)`
}

/** Name of an ioctl's request, from its second argument: `TCGETS`, `SPI_IOC_MESSAGE(1)`, `I2C_SLAVE`, `ioctl 0x5401`. */
export function requestName(argument: string): string {
  const comment = argument.indexOf('/* ')
  if (comment >= 0) return requestName(argument.slice(comment + 3).replace(/ ?\*\/$/, ''))
  const spi = /^SPI_IOC_MESSAGE\((\d+)\)/.exec(argument)
  if (spi) return messages(Number(spi[1]))
  const built = /^(?:_IOC)?\((\w+(?:\|\w+)*), (0x[\da-f]+|\d+), (0x[\da-f]+|\d+), (0x[\da-f]+|\d+)\)/.exec(argument)
  if (built) {
    const [type, number, size] = [Number(built[2]), Number(built[3]), Number(built[4])]
    return numbered(type, number, size) ?? `ioctl ${built[2]}/${built[3]}`
  }
  if (/^(0x[\da-f]+|\d+)$/.test(argument)) return fromCode(Number(argument), argument)
  const name = /^[A-Z][A-Z0-9_]*(?:\(\w+\))?/.exec(argument)?.[0]
  return name ?? 'ioctl'
}

/** Number, type and size of a request lie at bits 0, 8 and 16 (include/uapi/asm-generic/ioctl.h). */
function fromCode(code: number, text: string): string {
  return terminal[code] ?? numbered((code >>> 8) & 255, code & 255, (code >>> 16) & 0x3fff) ?? `ioctl ${text}`
}

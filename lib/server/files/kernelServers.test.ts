import { expect, it } from 'vitest'
import { serverAddress, serverNames } from './kernelServers'

const environment = {
  NODE_ENV: 'test' as const,
  STPA_KERNEL_SERVERS: ' lab=postgresql://reader@db/kernels\n ci=mysql://reader@other/ks ',
}

it('the operator names the kernel databases; users see names alone', () => {
  expect(serverNames(environment)).toEqual(['lab', 'ci'])
  expect(serverNames({ NODE_ENV: 'test' })).toEqual([])
  expect(serverAddress('lab', environment)).toBe('postgresql://reader@db/kernels')
})

it.each(['postgresql://127.0.0.1/x', 'nowhere', '__proto__', ''])('a browser that asks for %j is refused', (name) => {
  expect(() => serverAddress(name, environment)).toThrow('has named no kernel database')
})

it('an entry that is none is said to the operator', () => {
  expect(() => serverNames({ NODE_ENV: 'test', STPA_KERNEL_SERVERS: 'lab=http://x' })).toThrow('write NAME=postgresql')
})

import type { Resource } from '../action'
import { copied } from './arguments'

/** Families and types by name, or by number (-X raw). */
const families: Readonly<Record<string, string>> = {
  '0x1': 'UNIX',
  '0x2': 'INET',
  '0xa': 'INET6',
  '0x10': 'NETLINK',
  '0x11': 'PACKET',
  '0x1d': 'CAN',
}
const types: Readonly<Record<string, string>> = {
  SOCK_STREAM: 'TCP',
  SOCK_DGRAM: 'UDP',
  SOCK_RAW: 'RAW',
  '0x1': 'TCP',
  '0x2': 'UDP',
  '0x3': 'RAW',
}

/** What `socket(AF_INET, SOCK_STREAM|…, …)` makes: `TCP`, `UNIX`, `NETLINK:ROUTE`, `CAN`. */
export function createdSocket(args: string): Resource {
  const [, named, number = ''] = /\b[AP]F_(\w+)|^(0x[\da-f]+),/.exec(args) ?? []
  const type = /\bSOCK_(?:STREAM|DGRAM|RAW)/.exec(args)?.[0] ?? /^0x[\da-f]+, (0x[\da-f])\b/.exec(args)?.[1] ?? ''
  return { kind: 'socket', name: copied(socketName(named ?? families[number] ?? '', type, args)), device: '' }
}

function socketName(family: string, type: string, args: string): string {
  if (family.startsWith('INET')) return types[type] ?? 'INET'
  if (family === 'LOCAL' || family === 'UNIX') return 'UNIX'
  if (family === 'NETLINK') return `NETLINK:${/NETLINK_(\w+)/.exec(args)?.[1] ?? '?'}`
  return family === '' ? 'socket' : family
}

/** The address in `{sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr("127.0.0.1")}`; '' where none is named. */
export function addressOf(args: string): string {
  const at = args.indexOf('sa_family=')
  if (at < 0) return ''
  const text = args.slice(at + 10, at + 500)
  const [, named, number = ''] = /^(?:0x[\da-f]+ \/\* )?AF_(\w+)|^(0x[\da-f]+)/.exec(text) ?? []
  const family = named ?? families[number] ?? ''
  if (family === 'UNIX' || family === 'LOCAL') return unixPath(text)
  if (family.startsWith('INET')) return named === undefined ? numericAddress(text) : internetAddress(text)
  return /if_nametoindex\("([^"]{1,40})"\)/.exec(text)?.[1] ?? ''
}

function unixPath(text: string): string {
  const [, abstract = '', path = ''] = /sun_path=(@?)"((?:[^"\\]|\\.){0,300})"/.exec(text) ?? []
  return abstract + path
}

function internetAddress(text: string): string {
  const port = /port=(?:"[^"]{0,40}" \/\* )?htons\((\d+)\)/.exec(text)?.[1] ?? ''
  const [, four, six] = /inet_addr\("([^"]{1,20})"\)|inet_pton\(AF_INET6, "([^"]{1,60})"/.exec(text) ?? []
  const host = six === undefined ? (four ?? '') : `[${six}]`
  return port === '' ? host : `${host}:${port}`
}

/** `sin_port="\x00\x09", sin_addr="\x7f\x00\x00\x01"` of -X raw. */
function numericAddress(text: string): string {
  const bytes = (name: string): number[] => {
    const [, digits = ''] = new RegExp(`${name}="((?:\\\\x[\\da-f]{2}){1,16})"`).exec(text) ?? []
    return digits
      .split('\\x')
      .slice(1)
      .map((byte) => Number.parseInt(byte, 16))
  }
  const [high = 0, low = 0] = bytes('_port')
  const address = bytes('_addr')
  const host = address.length === 4 ? address.join('.') : `[${address.map((byte) => byte.toString(16)).join('')}]`
  return address.length === 0 ? '' : `${host}:${256 * high + low}`
}

/** Name of a socket's kind, without its peer: `TCP` of `TCP:127.0.0.1:80`. */
export const familyOf = (name: string): string => name.split(':', 1)[0] ?? name

import type { Resource } from '../action'
import { copied } from './arguments'

const types: Readonly<Record<string, string>> = { SOCK_STREAM: 'TCP', SOCK_DGRAM: 'UDP', SOCK_RAW: 'RAW' }

/** What `socket(AF_INET, SOCK_STREAM|…, …)` makes: `TCP`, `UNIX`, `NETLINK:ROUTE`, `CAN`. */
export function createdSocket(args: string): Resource {
  const family = /\b[AP]F_(\w+)/.exec(args)?.[1] ?? ''
  const type = /\bSOCK_(?:STREAM|DGRAM|RAW)/.exec(args)?.[0] ?? ''
  return { kind: 'socket', name: copied(socketName(family, type, args)), device: '' }
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
  if (text.startsWith('AF_UNIX')) return unixPath(text)
  if (text.startsWith('AF_INET')) return internetAddress(text)
  return /if_nametoindex\("([^"]{1,40})"\)/.exec(text)?.[1] ?? ''
}

function unixPath(text: string): string {
  const [, abstract = '', path = ''] = /sun_path=(@?)"((?:[^"\\]|\\.){0,300})"/.exec(text) ?? []
  return abstract + path
}

function internetAddress(text: string): string {
  const port = /port=htons\((\d+)\)/.exec(text)?.[1] ?? ''
  const [, four, six] = /inet_addr\("([^"]{1,20})"\)|inet_pton\(AF_INET6, "([^"]{1,60})"/.exec(text) ?? []
  const host = six === undefined ? (four ?? '') : `[${six}]`
  return port === '' ? host : `${host}:${port}`
}

/** Name of a socket's kind, without its peer: `TCP` of `TCP:127.0.0.1:80`. */
export const familyOf = (name: string): string => name.split(':', 1)[0] ?? name

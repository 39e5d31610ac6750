import type { Resource, ResourceKind } from '../action'
import { copied } from './arguments'

/** Longer names are cut; Linux's own limit for a path is 4096. */
const longest = 1_000

export const nothing: Resource = { kind: 'none', name: '', device: '' }
export const unknownFile: Resource = { kind: 'none', name: 'fd?', device: '' }
export const child: Resource = { kind: 'process', name: 'child', device: '' }
export const standard: readonly Resource[] = ['stdin', 'stdout', 'stderr'].map((name) => ({
  kind: 'stdio',
  name,
  device: '',
}))

function kindOf(path: string): ResourceKind {
  if (path.startsWith('/dev/')) return path.startsWith('/dev/shm/') ? 'file' : 'device'
  if (path.startsWith('/sys/')) return 'sysfs'
  return path.startsWith('/proc/') ? 'procfs' : 'file'
}

/** A path under the folder, as the kernel would go: `.` and `..` are taken away (symlinks are not followed). */
export function joined(folder: string, path: string): string {
  if (path.startsWith('/')) return isFlat(path) ? path : flat(path)
  if (folder === '') return path
  return path.charCodeAt(0) !== 46 && isFlat(path) ? `${folder}/${path}` : flat(`${folder}/${path}`)
}

const isFlat = (path: string): boolean => !path.includes('/.') && !path.includes('//') && !path.endsWith('/')

function flat(path: string): string {
  const parts: string[] = []
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue
    if (part === '..') parts.pop()
    else parts.push(part)
  }
  return `/${parts.join('/')}`
}

const isDigits = (text: string): boolean => /^\d+$/.test(text)

/** `/proc/1234/task/1240/stat` of the process itself is `/proc/self/task/…/stat`; of another it is `/proc/*`. */
function procName(path: string, pid: number): string {
  const parts = path.split('/')
  const [, , who = ''] = parts
  if (isDigits(who)) parts[2] = Number(who) === pid ? 'self' : '*'
  for (let at = 3; at < parts.length; at++) if (isDigits(parts[at] ?? '')) parts[at] = '*'
  return parts.join('/')
}

/** Endings that mkstemp, gcc, Python and mktemp make up: six, eight or ten letters and digits. */
function withoutMadeUp(part: string): string {
  const known = /^(cc|tmp)[A-Za-z0-9_]{6,8}(?=$|\.)/.exec(part)
  if (known) return `${known[1]}*${part.slice(known[0].length)}`
  const ending = /([._-])([A-Za-z0-9]{6}|[A-Za-z0-9]{8}|[A-Za-z0-9]{10})$/.exec(part)
  const madeUp = ending?.[2] ?? ''
  if (ending && /\d|[a-z][A-Z]|[A-Z][a-z]+[A-Z]/.test(madeUp)) return `${part.slice(0, ending.index + 1)}*`
  return part.replace(/\d{4,}/g, '*')
}

/** The path without what is made up for one run. */
function canonical(path: string, pid: number, temporary: readonly string[]): string {
  if (path.startsWith('/proc/')) return procName(path, pid)
  if (path.startsWith('/dev/pts/')) return '/dev/pts/*'
  const folder = temporary.find((prefix) => path.startsWith(prefix))
  if (folder !== undefined) return folder + path.slice(folder.length).split('/').map(withoutMadeUp).join('/')
  return path.replace(/tmp_obj_\w{6}$/, 'tmp_obj_*') // git
}

/** Resource of a path that a program asked for, a text of its own; `pid` is the program's, for /proc. */
export function pathResource(path: string, pid: number, temporary: readonly string[]): Resource {
  const name = canonical(path, pid, temporary)
  const shown = name.length > longest ? `${name.slice(0, longest)}…` : name
  return { kind: kindOf(path), name: shown === path ? path : copied(shown), device: '' }
}

/** Says an annotation no more than what kind of thing it is (`socket:[78865]`, `TCP:[78865]`)? Then what is known stays. */
export const isAnonymous = (annotation: string): boolean =>
  !annotation.startsWith('/') && /:\[[\d\->]*\]$/.test(annotation)

/** Resource of what strace -y and -yy write behind a descriptor. */
export function annotatedResource(annotation: string, pid: number, temporary: readonly string[]): Resource {
  if (annotation.startsWith('/')) return annotatedPath(annotation, pid, temporary)
  const colon = annotation.indexOf(':')
  const [family, rest] = colon < 0 ? [annotation, ''] : [annotation.slice(0, colon), annotation.slice(colon + 1)]
  const inside = rest.startsWith('[') ? rest.slice(1, -1) : rest
  if (family === 'pipe') return { kind: 'pipe', name: 'pipe', device: '' }
  if (family === 'anon_inode') return { kind: 'anonymous', name: copied(inside.slice(0, longest)), device: '' }
  if (/^[A-Z]/.test(family) || family === 'socket') return socketResource(family, inside)
  return { kind: 'anonymous', name: copied(annotation.replace(/\d+/g, '*').slice(0, longest)), device: '' }
}

function annotatedPath(annotation: string, pid: number, temporary: readonly string[]): Resource {
  const device = /<((?:char|block) \d+:\d+)>$/.exec(annotation)
  const path = (device ? annotation.slice(0, device.index) : annotation).replace(/ \(deleted\)$/, '')
  if (path.startsWith('/memfd:')) return { kind: 'anonymous', name: copied(path.slice(1)), device: '' }
  return { ...pathResource(octal(path), pid, temporary), device: device?.[1] ?? '' }
}

/** `<`, `>` and what is no ASCII are written in octal in annotations. */
const octal = (path: string): string => {
  if (!path.includes('\\')) return path
  const bytes: number[] = []
  for (const [whole, digits] of path.matchAll(/\\([0-3][0-7]{2}|[0-7]{1,2})|[^\\]|\\/gu))
    bytes.push(...(digits === undefined ? new TextEncoder().encode(whole) : [Number.parseInt(digits, 8)]))
  return new TextDecoder().decode(new Uint8Array(bytes))
}

const families: Readonly<Record<string, string>> = { TCPv6: 'TCP', UDPv6: 'UDP', socket: 'socket' }

/** `TCP:[127.0.0.1:55842->127.0.0.1:80]`: the peer stays, the port that the kernel made up goes. */
function socketResource(family: string, inside: string): Resource {
  const name = families[family] ?? family.split('-', 1)[0] ?? family
  const path = /"([^"]{1,300})"/.exec(inside)?.[1]
  if (path !== undefined) return { kind: 'socket', name: copied(`${name}:${path}`), device: '' }
  const netlink = name === 'NETLINK' ? /^([A-Z_]+):/.exec(inside)?.[1] : undefined
  const peer = netlink ?? peerOf(inside)
  return { kind: 'socket', name: copied(peer === '' ? name : `${name}:${peer}`), device: '' }
}

const portOf = (address: string): number => Number(address.slice(address.lastIndexOf(':') + 1))
/** Ports that Linux gives to those who ask for none (ip_local_port_range). */
const isMadeUp = (port: number): boolean => port >= 32_768 && port < 61_000

function peerOf(inside: string): string {
  const arrow = inside.indexOf('->')
  if (arrow < 0) return inside.includes(':') && !isMadeUp(portOf(inside)) ? inside : ''
  const [own, peer] = [inside.slice(0, arrow), inside.slice(arrow + 2)]
  if (!peer.includes(':')) return ''
  return isMadeUp(portOf(peer)) && !isMadeUp(portOf(own)) ? `${own} accepted` : peer
}

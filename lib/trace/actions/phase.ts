import type { Phase, Resource, ResourceKind } from '../action'

const byVerb: Readonly<Record<string, Phase>> = {
  exec: 'start',
  close: 'close',
  fork: 'proc',
  wait: 'proc',
  read: 'exchange',
  write: 'exchange',
  send: 'exchange',
  recv: 'exchange',
}

const verbsOfFiles = new Set(
  'open stat access readlink unlink mkdir rmdir mknod chmod chown utime truncate rename link symlink mount'.split(' '),
)

const byKind: Readonly<Record<ResourceKind, Phase>> = {
  ...{ device: 'device', sysfs: 'configure', procfs: 'file', file: 'file', directory: 'file', socket: 'net' },
  ...{ pipe: 'file', anonymous: 'file', stdio: 'file', process: 'proc', none: 'proc' },
}

/** Talks to what is behind the driver, one way or the other: messages, a watchdog's heartbeat, lines that are set or read. */
const exchanges =
  /MESSAGE|RDWR|SMBUS|KEEPALIVE|(?:GET|SET)_(?:LINE_)?VALUES?\b|TRANSFER|XFER|SUBMITURB|BULK|CONTROL|D?QBUF/
const configures = /(?:^|_)(?:WR|S)_|SET|^TCS|_SLAVE|_TENBIT/

function requestPhase(verb: string, kind: ResourceKind): Phase {
  if (exchanges.test(verb)) return 'exchange'
  if (configures.test(verb)) return 'configure'
  return kind === 'none' ? 'device' : byKind[kind]
}

/** The phase that a step belongs to. What is read from sysfs is what a device tells: an exchange. */
export function phaseOf(verb: string, { kind, name }: Resource, isRequest: boolean): Phase {
  if (verb.startsWith('exit(')) return 'exit'
  if (isRequest) return requestPhase(verb, kind)
  const phase = byVerb[verb]
  if (phase !== 'exchange') return phase ?? ofResource(verb, kind)
  if (kind === 'device' || kind === 'socket') return 'exchange'
  if (kind === 'sysfs') return verb === 'read' ? 'exchange' : 'configure'
  return kind === 'stdio' && name !== 'stdin' ? 'output' : 'file'
}

function ofResource(verb: string, kind: ResourceKind): Phase {
  if (verb.startsWith('setsockopt ')) return 'configure'
  return kind === 'none' && verbsOfFiles.has(verb) ? 'file' : byKind[kind]
}

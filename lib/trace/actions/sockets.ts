import { addressOf, createdSocket, familyOf } from './addresses'
import { argumentAt, readDescriptor } from './arguments'
import { type Draft, didReturn, type Effect, onFile, returnedDescriptor } from './draft'
import type { Files } from './files'
import { descriptorsIn, give, received } from './given'

const isClosedAtExec = (args: string): boolean => args.includes('SOCK_CLOEXEC')

const socket: Effect = (draft, files) => {
  draft.resource = createdSocket(draft.call.args)
  const made = returnedDescriptor(draft)
  if (!made) return
  const file = files.opened(draft.resource, made.annotation)
  draft.running.descriptors.put(made.fd, file, draft.call.endLine, isClosedAtExec(draft.call.args))
  onFile(draft, file)
}

const socketPair: Effect = (draft, files) => {
  const { args, endLine } = draft.call
  draft.resource = { kind: 'socket', name: 'socket pair', device: '' }
  if (!didReturn(draft)) return
  for (const { fd, annotation } of descriptorsIn(argumentAt(args, 3), 2))
    draft.running.descriptors.put(fd, files.opened(draft.resource, annotation), endLine, isClosedAtExec(args))
}

/** connect and bind: from now on the socket is known by that address, also where the call failed. */
const address: Effect = (draft, files) => {
  const address = addressOf(draft.call.args)
  if (address === '' || !draft.file) return
  draft.running.descriptors.addressed(draft.fd)
  files.address(draft.file, `${familyOf(draft.file.resource.name)}:${address}`)
  draft.isNoise = false
  onFile(draft, draft.file)
}

const accept: Effect = (draft, files) => {
  const made = returnedDescriptor(draft)
  if (!made) return
  const listener = draft.resource.name
  const resource = { kind: 'socket', name: `${listener} accepted`, device: '' } as const
  draft.running.descriptors.put(
    made.fd,
    files.opened(resource, made.annotation),
    draft.call.endLine,
    isClosedAtExec(draft.call.args),
  )
}

/** A socket that was never connected is known by whom it first sends to. */
const send: Effect = (draft, files, processes) => {
  if (draft.file?.resource.kind === 'socket' && !draft.file.resource.name.includes(':'))
    address(draft, files, processes)
}

/** Descriptors that came in a message (SCM_RIGHTS). */
const receive: Effect = (draft, files) => {
  const { call } = draft
  if (didReturn(draft) && call.args.includes('SCM_RIGHTS'))
    give(draft, files, received(call), call.args.includes('MSG_CMSG_CLOEXEC'))
}

/** `getsockopt(5, SOL_SOCKET, SO_ERROR, [ECONNREFUSED], [4]) = 0`: the error stands in what the call gives back. */
const socketError: Effect = (draft) => {
  const { args } = draft.call
  const at = args.indexOf('SO_ERROR, [')
  if (at < 0) {
    draft.isNoise = true
    return
  }
  draft.verb = 'getsockopt SO_ERROR'
  draft.isNoise = draft.file?.isNoise ?? false
  const error = /^(E[A-Z0-9_]+|\d+)/.exec(args.slice(at + 11, at + 40))?.[1] ?? '0'
  if (error !== '0' && didReturn(draft)) draft.error = error.startsWith('E') ? error : `error ${error}`
}

const setOption: Effect = (draft, files) => {
  const option = argumentAt(draft.call.args, 2)
  draft.verb = `setsockopt ${option}`
  draft.isNoise ||= files.noise.isCall('setsockopt', option)
}

/** `[{fd=5, revents=POLLOUT|POLLERR}]`: only what says that something is wrong is a step; waiting is plumbing. */
const poll: Effect = (draft, files) => {
  const { result, args } = draft.call
  const said = draft.call.name.startsWith('epoll') ? args : result
  draft.isNoise = true
  if (!didReturn(draft) || !(said.includes('POLLERR') || said.includes('POLLNVAL'))) return
  const pattern = /(?:fd=(\d+)[^}]{0,200}revents=([A-Z|]+)|events=([A-Z|]+), data=\{u32=(\d+))/g
  for (const [, fd, revents, events, number] of said.matchAll(pattern)) {
    const error = /POLLNVAL|POLLERR/.exec(revents ?? events ?? '')?.[0]
    if (error !== undefined && isBroken(draft, files, Number(fd ?? number), error)) return
  }
}

/** A file of sysfs says POLLERR whenever it changes (Documentation/filesystems/sysfs.rst): that is no error. */
function isBroken(draft: Draft, files: Files, fd: number, error: string): boolean {
  const { args, line } = draft.call
  const at = args.indexOf(`fd=${fd}<`)
  const annotation = at < 0 ? '' : readDescriptor(args, at + 3).annotation
  // What epoll gives back need not be a descriptor: only one that is known is taken for it.
  const isKnown = at >= 0 || draft.running.descriptors.at(fd, line) !== undefined
  const file = isKnown ? files.at(draft.running, { fd, annotation, end: 0 }, line) : undefined
  const kind = file?.resource.kind ?? 'none'
  if (error === 'POLLERR' && !['socket', 'pipe', 'device', 'stdio'].includes(kind)) return false
  draft.isNoise = false
  draft.error = error
  onFile(draft, file)
  return true
}

export const socketEffects: Readonly<Record<string, Effect>> = {
  ...{ socket, socketpair: socketPair, connect: address, bind: address, accept, send, recv: receive, poll },
  ...{ getsockopt: socketError, setsockopt: setOption },
}

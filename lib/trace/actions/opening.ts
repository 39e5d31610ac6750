import type { Resource } from '../action'
import type { TraceCall } from '../model'
import { argumentAt, copied, readDescriptor, readString } from './arguments'
import { created } from './calls'
import { type Draft, didReturn, type Effect, onFile, returnedDescriptor } from './draft'
import type { Files, Known } from './files'
import { descriptorsIn } from './given'
import { annotatedResource, isAnonymous, unknownFile } from './names'
import { fcntlOperation } from './symbols'

/** O_CLOEXEC, EFD_CLOEXEC, … and the number of all of them, of -X raw. */
const isClosedAtExec = (flags: string): boolean =>
  flags.includes('CLOEXEC') || (/^0x[\da-f]+$/.test(flags) && (Number(flags) & 0x80000) !== 0)

/** open, openat, creat: the descriptor stands for the path that was asked for. */
export const open: Effect = (draft, files) => {
  const made = returnedDescriptor(draft)
  const { args, endLine } = draft.call
  if (args.includes('O_DIRECTORY')) draft.resource = files.folder(draft.resource)
  if (!made) return
  const { resource, isNoise } = askedOrSeen(draft, made.annotation, files)
  const file = files.opened(resource, made.annotation, isNoise)
  const flags = argumentAt(args, /^(?:open|creat)$/.test(draft.call.name) ? 1 : 2)
  draft.running.descriptors.put(made.fd, file, endLine, isClosedAtExec(flags) || args.includes('O_CLOEXEC'))
  onFile(draft, file)
}

/** What was asked for, and what -y shows that it is: the end of a symlink, the device. */
function askedOrSeen({ resource, isNoise, running }: Draft, annotation: string, files: Files): Known {
  if (annotation === '' || isItself(annotation, resource.name) || isAnonymous(annotation)) return { resource, isNoise }
  const seen = annotatedResource(annotation, running.process.pid, files.noise.temporary)
  const isSeenNoise = files.noise.isResource(seen.name)
  // A relative path from a folder that nobody told says less than where it led to.
  if (!resource.name.startsWith('/')) return { resource: seen, isNoise: isSeenNoise }
  const target = seen.name === resource.name ? {} : { target: seen.name }
  return { resource: { ...resource, device: seen.device, ...target }, isNoise: isNoise || isSeenNoise }
}

/** -y shows the file that was asked for, and tells no more of it: nothing in either was left out or stands for another sign. */
const isItself = (annotation: string, name: string): boolean =>
  annotation === name && name.startsWith('/') && !name.startsWith('/proc/') && !/[*…\\>)]/.test(name)

/** epoll_create1, eventfd2, memfd_create, … */
export const create: Effect = (draft, files) => {
  if (givesNothing(draft.call)) return
  const made = returnedDescriptor(draft)
  const name = created.get(draft.call.name) ?? ''
  const full = name === 'memfd' ? `memfd:${readString(draft.call.args, 0, 100) ?? ''}` : name
  const resource: Resource = name === unknownFile.name ? unknownFile : { kind: 'anonymous', name: full, device: '' }
  draft.resource = resource
  if (!made) return
  const file = files.opened(resource, made.annotation)
  draft.running.descriptors.put(made.fd, file, draft.call.endLine, isClosedAtExec(draft.call.args))
  onFile(draft, file)
}

/** Some commands of a call give no descriptor: bpf and seccomp return 0 then, landlock the version of its interface. */
function givesNothing({ name, args, result }: TraceCall): boolean {
  if (name === 'landlock_create_ruleset') return !/^0(?:x0)?$/.test(argumentAt(args, 2))
  if (name === 'seccomp') return !args.includes('NEW_LISTENER')
  return name === 'bpf' && result === '0'
}

/** A queue of messages has no folder: its name stands in a space of its own. */
const openQueue: Effect = (draft, files) => {
  nameQueue(draft)
  const made = returnedDescriptor(draft)
  if (!made) return
  const file = files.opened(draft.resource, made.annotation)
  draft.running.descriptors.put(made.fd, file, draft.call.endLine, true) // mqueue.c: always O_CLOEXEC
  onFile(draft, file)
}

function nameQueue(draft: Draft): void {
  const name = `mqueue:${readString(draft.call.args, 0, 300) ?? ''}`
  draft.resource = { kind: 'anonymous', name: copied(name), device: '' }
}

/** Another descriptor for the same file: dup, dup2, dup3, fcntl F_DUPFD. */
const duplicate: Effect = (draft) => {
  const made = returnedDescriptor(draft)
  if (!made || !draft.file || made.fd === draft.fd) return
  draft.file.isDuplicated = true
  const { args, endLine, name } = draft.call
  const mayReplace = name === 'dup2' || name === 'dup3'
  draft.running.descriptors.put(made.fd, draft.file, endLine, args.includes('CLOEXEC'), mayReplace)
}

const fcntl: Effect = (draft, files, processes) => {
  const operation = fcntlOperation(argumentAt(draft.call.args, 1))
  draft.verb = `fcntl ${operation}`
  draft.isNoise ||= files.noise.isCall('fcntl', operation)
  // F_DUPFD_QUERY (Linux 6.10) only asks whether two are the same: 1 is no descriptor.
  if (operation === 'F_DUPFD' || operation === 'F_DUPFD_CLOEXEC') duplicate(draft, files, processes)
  if (operation === 'F_SETFD' && didReturn(draft)) {
    const flag = argumentAt(draft.call.args, 2)
    const isClosed = flag.includes('FD_CLOEXEC') || flag === '0x1'
    draft.running.descriptors.setClosedAtExec(draft.fd, isClosed)
  }
}

/** The end of a file is a step; that of one of its descriptors, of standard output, or of a file that nobody saw is not. */
const close: Effect = (draft) => {
  const { file, fd, running, call } = draft
  const isStep = file !== undefined && file.resource.kind !== 'stdio' && file.resource.kind !== 'none'
  draft.isNoise ||= !isStep || (file.isDuplicated && running.descriptors.hasOther(fd, file))
  // Linux closes also where a signal interrupts, and when the thread ends before it returns.
  if (call.errno !== 'EBADF') running.descriptors.close(fd, call.line)
}

const closeRange: Effect = ({ call, running }) => {
  if (call.outcome !== 'returned') return
  const [first, last] = [Number(argumentAt(call.args, 0)), Number(argumentAt(call.args, 1))]
  const flags = argumentAt(call.args, 2)
  if (flags.includes('CLOSE_RANGE_UNSHARE')) running.descriptors = running.descriptors.copy()
  running.descriptors.closeRange(first, last < 0 ? Number.MAX_SAFE_INTEGER : last, flags.includes('CLOEXEC'))
}

/** A pipe that never blocks is how a program wakes itself up (Go, event loops). */
const pipe: Effect = (draft, files) => {
  const { args, endLine } = draft.call
  const name = args.includes('O_NONBLOCK') ? 'wake-up' : 'pipe'
  draft.resource = { kind: 'pipe', name, device: '' }
  if (!didReturn(draft)) return
  for (const { fd, annotation } of descriptorsIn(argumentAt(args, 0), 2))
    draft.running.descriptors.put(fd, files.opened(draft.resource, annotation), endLine, args.includes('CLOEXEC'))
}

const changeFolder: Effect = (draft) => {
  if (!didReturn(draft)) return
  draft.running.descriptors.moved()
  if (draft.resource.name !== '' && draft.resource.kind !== 'none')
    draft.running.folder.path = draft.resource.target ?? draft.resource.name
}

/** Memory of a device is a way to talk to it; all other mapping is plumbing. */
const map: Effect = (draft, files) => {
  const { args, line } = draft.call
  draft.isNoise = true
  if (args.includes('MAP_ANON')) return
  const file = files.at(draft.running, readDescriptor(argumentAt(args, 4), 0), line)
  if (file?.resource.kind !== 'device') return
  draft.isNoise = false
  onFile(draft, file)
}

export const fileEffects: Readonly<Record<string, Effect>> = {
  ...{ open, fcntl, close, pipe, pipe2: pipe, dup: duplicate, dup2: duplicate, dup3: duplicate, mmap: map },
  ...{ close_range: closeRange, chdir: changeFolder, fchdir: changeFolder },
  ...{ open_tree: open, open_tree_attr: open, fspick: open, mq_open: openQueue, mq_unlink: nameQueue },
}

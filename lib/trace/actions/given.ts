import type { TraceCall } from '../model'
import { readDescriptor } from './arguments'
import { type Draft, didReturn, returnedDescriptor } from './draft'
import type { Files } from './files'
import { annotatedResource, unknownFile } from './names'

/** A descriptor that a call gave, of a file that only -y names. */
type Given = { readonly fd: number; readonly annotation: string }

/** The process has these from now on: what they stood for before is closed, whether the trace tells that or not. */
export function give(draft: Draft, files: Files, descriptors: readonly Given[], isClosedAtExec: boolean): void {
  const { running, call } = draft
  for (const { fd, annotation } of descriptors) {
    const { pid } = running.process
    const seen = annotation === '' ? unknownFile : annotatedResource(annotation, pid, files.noise.temporary)
    running.descriptors.put(fd, files.opened(seen, annotation), call.endLine, isClosedAtExec)
  }
}

/** Descriptors in `[6<pipe:[75615]>, 11<…>]`, or `{6, 11}` of older strace; at most `most`. */
export function descriptorsIn(list: string, most = 100): Given[] {
  const found: Given[] = []
  for (let at = 1; at < list.length && found.length < most; ) {
    const { fd, annotation, end } = readDescriptor(list, at)
    if (fd === undefined) break
    found.push({ fd, annotation })
    at = end + 1
  }
  return found
}

const rights = 'SCM_RIGHTS, '

/** Descriptors that came in messages, in all of them: `cmsg_type=SCM_RIGHTS, cmsg_data=[7]`, before 4.15 `…, {7}`. */
export function received({ args }: TraceCall): Given[] {
  const found: Given[] = []
  for (let at = args.indexOf(rights); at >= 0; at = args.indexOf(rights, at + 1)) {
    const list = args.slice(at + rights.length).replace(/^cmsg_data=/, '')
    if (/^[[{]/.test(list)) found.push(...descriptorsIn(list))
  }
  return found
}

/** `clone3({flags=CLONE_PIDFD|…} => {pidfd=[5], …}, 88) = 702`; clone has it in the place of parent_tid. */
export function ofChild({ name, args }: TraceCall): Given[] {
  if (!name.startsWith('clone') || !args.includes('CLONE_PIDFD')) return []
  const at = /\b(?:pidfd|parent_tid)=\[(?=\d)/.exec(args)
  return at ? descriptorsIn(args.slice(at.index + at[0].length - 1), 1) : []
}

/** Requests that return a descriptor (KVM, VFIO, terminals, namespaces, pidfds, …). */
const givers =
  /^(?:KVM_CREATE_(?:VM|VCPU|GUEST_MEMFD)|KVM_GET_STATS_FD|VFIO_GROUP_GET_DEVICE_FD|TIOCGPTPEER|NS_GET_(?:USERNS|PARENT)|PIDFD_GET_[A-Z_]+_NAMESPACE|UDMABUF_CREATE(?:_LIST)?|TEE_IOC_SHM_(?:ALLOC|REGISTER))$/
/** Requests that return a length or a count (input, HID, joysticks, disks, sound): no descriptor, however small it is. */
const counters = /^(?:EVIOCG|HIDIOC|JSIOC|UI_GET|BLK|SNDRV|TIOC(?!GPTPEER)|FION|SIOC|I2C_|SPI_|WDIOC)/

/**
 * Descriptors that an ioctl gives: returned, or in what it gives back (`=> {…, fd=5}`). One that may return a descriptor or
 * a count makes it doubtful which file a descriptor of that number is, where the order of calls does not tell.
 */
export function givenByRequest(draft: Draft, files: Files): void {
  if (!didReturn(draft)) return
  const { args } = draft.call
  const back = args.indexOf('=> {')
  const inside = back < 0 ? undefined : /\b(?:fd|fd_out|req_fd)=(?=\d)/.exec(args.slice(back))
  if (inside) give(draft, files, descriptorsIn(args.slice(back + inside.index + inside[0].length - 1), 1), false)
  const made = returnedDescriptor(draft)
  if (!made || made.fd === 0) return
  if (made.annotation !== '' || givers.test(draft.verb)) give(draft, files, [made], false)
  else if (made.fd > 2 && !counters.test(draft.verb)) draft.running.descriptors.doubt(made.fd)
}

import type { Resource } from '../action'
import { copied, type Descriptor, readDescriptor, readString, stringEnd, valueStart } from './arguments'
import { annotatedResource, isAnonymous, joined, nothing, pathResource, standard, unknownFile } from './names'
import type { Noise } from './noise'
import type { OpenFile } from './openFile'
import type { Running } from './processes'
import { currentFolder } from './sharing'

/** A resource, and whether its calls are plumbing. */
export type Known = { readonly resource: Resource; readonly isNoise: boolean }

const unknownPath: Known = { resource: { kind: 'none', name: 'path?', device: '' }, isNoise: false }

/**
 * Paths are kept with what they are while they take no more than so many bytes, some 200,000 of them: a walk through a file
 * system names each again and again. Then it begins anew.
 */
const mostKept = 60e6
/** What one takes beside its text. */
const ownSize = 150

/** Finds what a call acts on: by its path, by what the trace writes behind a descriptor, or by the table of descriptors. */
export class Files {
  /** Paths in /proc, which are of each process another one. */
  readonly #ofProcesses = new Map<string, Known>()
  /** By the folder and the path that is asked for in it: neither is put together, for that costs more than all else. */
  readonly #inFolders = new Map<string, Map<string, Known>>()
  readonly #folders = new Map<Resource, Resource>()
  #size = 0
  #handles = 0

  constructor(readonly noise: Noise) {}

  /** A new opening. */
  opened(resource: Resource, annotation = '', isNoise = this.noise.isResource(resource.name)): OpenFile {
    return { handle: ++this.#handles, resource, isNoise, annotation: copied(annotation), isDuplicated: false }
  }

  /** A path under a folder; '' for one that nobody knows. */
  #under(running: Running, folder: string, path: string): Known {
    const known = this.#inFolders.get(folder)?.get(path)
    if (known) return known
    const whole = joined(folder, path)
    if (whole.startsWith('/proc/')) return this.#ofProcess(running, whole)
    this.#grow(ownSize + path.length + (this.#inFolders.has(folder) ? 0 : ownSize + folder.length))
    const names = this.#inFolders.get(folder) ?? new Map<string, Known>()
    this.#inFolders.set(folder, names)
    const made = this.#made(running, whole)
    names.set(copied(path), made)
    return made
  }

  #ofProcess(running: Running, path: string): Known {
    const key = `${running.process.pid}:${path}`
    const known = this.#ofProcesses.get(key)
    if (known) return known
    const made = this.#made(running, path)
    this.#grow(ownSize + key.length)
    this.#ofProcesses.set(copied(key), made)
    return made
  }

  #made({ process }: Running, path: string): Known {
    const resource = pathResource(copied(path), process.pid, this.noise.temporary)
    this.#grow(ownSize + resource.name.length)
    return { resource, isNoise: this.noise.isResource(resource.name) }
  }

  #grow(size: number): void {
    if (this.#size >= mostKept) {
      this.#ofProcesses.clear()
      this.#inFolders.clear()
      this.#folders.clear()
      this.#size = 0
    }
    this.#size += size
  }

  /** What was asked for as a folder (O_DIRECTORY): the same value each time, so that what is found out of it is kept. */
  folder(resource: Resource): Resource {
    const known = this.#folders.get(resource)
    if (known) return known
    this.#grow(ownSize)
    const made: Resource = { ...resource, kind: 'directory' }
    this.#folders.set(resource, made)
    return made
  }

  /** What a descriptor stands for: what the trace writes behind it is right where the table says otherwise. */
  at(running: Running, { fd, annotation }: Descriptor, line: number): OpenFile | undefined {
    if (fd === undefined || fd < 0) return undefined
    if (annotation === '' && !running.descriptors.isKnown(fd)) return unclear()
    const file = running.descriptors.at(fd, line)
    if (file && (annotation === '' || this.#isSame(running, file, annotation))) return file
    const made = this.#inherited(running, fd, annotation)
    running.descriptors.assume(fd, made, line)
    return made
  }

  /** True when what is written behind a descriptor is the file of the table; what is learned of it is kept. */
  #isSame(running: Running, file: OpenFile, annotation: string): boolean {
    if (file.annotation === annotation) return true
    if (file.annotation !== '' && !isLater(file, annotation)) return false
    file.annotation = copied(annotation)
    if (isAnonymous(annotation)) return true
    const seen = annotatedResource(annotation, running.process.pid, this.noise.temporary)
    if (isOfSocket(file)) this.#learnPeer(file, seen)
    else if (file.resource.kind === 'none') this.#become(file, seen)
    else file.resource = { ...file.resource, device: seen.device, target: seen.name }
    return true
  }

  /** The peer of a socket: a connect tells it before the trace does, and better. */
  #learnPeer(file: OpenFile, seen: Resource): void {
    if (seen.kind === 'socket' && !file.resource.name.includes(':')) this.#become(file, seen)
  }

  #become(file: OpenFile, resource: Resource): void {
    file.resource = resource
    file.isNoise = this.noise.isResource(resource.name)
  }

  /** A socket is known by its peer, or by where it listens. */
  address(file: OpenFile, name: string): void {
    this.#become(file, { kind: 'socket', name: copied(name), device: '' })
  }

  /** What was open before the trace tells of it. */
  #inherited({ process }: Running, fd: number, annotation: string): OpenFile {
    const seen = annotation === '' ? unknownFile : annotatedResource(annotation, process.pid, this.noise.temporary)
    const own = standard[fd]
    if (!own) return this.opened(seen, annotation)
    const { device, name: target } = seen
    return this.opened(annotation === '' ? own : { ...own, device, target }, annotation, false)
  }

  /** `openat(AT_FDCWD</srv>, "x")`: the path from its folder; the folder itself where the path is empty. */
  relative(running: Running, args: string, line: number): Known & { readonly file?: OpenFile } {
    const folder = readDescriptor(args, 0)
    if (folder.fd === undefined) return this.path(running, args)
    const start = valueStart(args, folder.end)
    if (args.charCodeAt(start) !== 34) return unknownPath
    const path = readString(args, start) ?? ''
    if (folder.fd === -100 && folder.annotation.startsWith('/')) this.#moveTo(running, folder.annotation)
    if (path !== '') return this.#under(running, this.#folderOf(running, folder, path, line), path)
    const file = this.at(running, folder, line)
    return file ? { resource: file.resource, isNoise: file.isNoise, file } : unknownPath
  }

  #folderOf(running: Running, folder: Descriptor, path: string, line: number): string {
    if (path.startsWith('/')) return ''
    if (folder.fd === -100) return folder.annotation.startsWith('/') ? folder.annotation : current(running)
    const { resource } = this.at(running, folder, line) ?? { resource: nothing }
    return resource.kind === 'none' ? '' : (resource.target ?? resource.name)
  }

  #moveTo(running: Running, folder: string): void {
    if (running.folder.path !== folder) running.folder.path = copied(folder)
  }

  /** `open("x", …)`. */
  path(running: Running, args: string): Known {
    const start = valueStart(args, 0)
    if (args.charCodeAt(start) !== 34) return unknownPath
    return this.#under(running, current(running), readString(args, start) ?? '')
  }

  /** The second path of `rename("a", "b")`: where something goes to. */
  secondPath(running: Running, args: string): Known {
    const first = args.indexOf('"')
    const second = first < 0 ? -1 : args.indexOf('"', stringEnd(args, first) + 1)
    if (second < 0) return this.path(running, args)
    return this.#under(running, current(running), readString(args, second) ?? '')
  }
}

/** A descriptor that may stand for several files: each call has its own, for what one learns of it tells nothing of others. */
const unclear = (): OpenFile => ({
  ...{ handle: 0, resource: unknownFile, isNoise: false, annotation: '', isDuplicated: false },
})

/** Where a process is; '' where nobody knows. */
const current = ({ descriptors, folder }: Running): string => (descriptors.isKnown(currentFolder) ? folder.path : '')

const isOfSocket = ({ resource }: OpenFile): boolean => resource.kind === 'socket'

/** Is this what the trace wrote behind the same file before? A socket gets its peer; a file may be removed. */
function isLater(file: OpenFile, annotation: string): boolean {
  if (!isOfSocket(file)) return plain(file.annotation) === plain(annotation)
  const [before, after] = [inodeOf(file.annotation), inodeOf(annotation)]
  return !annotation.startsWith('/') && (before === '' || after === '' || before === after)
}

/** `78865` of `TCP:[78865]` and `UNIX-STREAM:[78865->78866]`; '' where addresses stand. */
const inodeOf = (annotation: string): string => /:\[(\d+)(?:\]|->\d|,)/.exec(annotation)?.[1] ?? ''

/** Before strace 5.19 a file that was removed had that written inside of the brackets. */
const plain = (annotation: string): string => annotation.replace(/ \(deleted\)$/, '')

import { StpaError } from '@/lib/stpa/errors'
import type { IoctlRange } from '../model'

/** At most so many files of one `*` in a header's name. */
const mostOfGlob = 20

/**
 * Reads the table of Documentation/userspace-api/ioctl/ioctl-number.rst: type byte, range of numbers, headers. A header
 * is looked for in the source tree, under include/uapi first, since that is where requests are defined. A line without
 * a type adds a header to the line above; entries that name no header are left out: they name no file.
 * @param paths all files of the source tree
 * @throws StpaError unreadable when there is no such table
 */
export function readIoctlNumbers(file: string, text: string, paths: ReadonlySet<string>): IoctlRange[] {
  const lines = text.split('\n')
  const ruler = lines.findIndex((line) => /^=+ +=+ +=+ +=+\s*$/.test(line))
  const [type = 0, range = 0, include = 0, comment = 0] = columnsOf(lines[ruler] ?? '')
  if (ruler < 0) throw new StpaError('unreadable', `${file} has no table of ioctl numbers.`, { place: { file } })
  const found: IoctlRange[] = []
  let current: Omit<IoctlRange, 'header' | 'file' | 'isConflict'> | undefined
  for (const line of lines.slice(ruler + 1)) {
    const code = line.slice(type, range).trim()
    if (code !== '') current = rangeOf(code, line.slice(range, include).trim())
    if (!current) continue
    const isConflict = line.slice(comment).startsWith('conflict!')
    for (const header of headersIn(line.slice(include, comment)))
      for (const path of resolved(header, paths)) found.push({ ...current, header, file: path, isConflict })
  }
  return found
}

const columnsOf = (ruler: string): number[] => [...ruler.matchAll(/=+/g)].map(({ index }) => index)

/** `'k'` or `0x1b`; `all`, `05` or `00-1F`. */
function rangeOf(code: string, numbers: string): { type: number; from: number; to: number } | undefined {
  const [, letter, hex] = /^(?:'(.)'|0x([0-9A-Fa-f]{1,2}))$/.exec(code) ?? []
  if (letter === undefined && hex === undefined) return undefined
  const type = letter === undefined ? Number.parseInt(hex ?? '', 16) : letter.charCodeAt(0)
  if (numbers === 'all') return { type, from: 0, to: 255 }
  const [, from, to = from] = /^([0-9A-Fa-f]{1,2})(?:-([0-9A-Fa-f]{1,2}))?$/.exec(numbers) ?? []
  if (from === undefined || to === undefined) return undefined
  return { type, from: Number.parseInt(from, 16), to: Number.parseInt(to, 16) }
}

const headersIn = (text: string): string[] =>
  text
    .replaceAll('`', '')
    .split(/[,\s]+/)
    .filter((word) => /^[\w./*-]+\.[ch]$/.test(word))

function resolved(header: string, paths: ReadonlySet<string>): string[] {
  const places = [`include/uapi/${header}`, `include/${header}`, `include/${header.replace(/^linux\//, '')}`, header]
  if (header.includes('*')) return globbed(places, paths)
  return [places.find((place) => paths.has(place)) ?? '']
}

/** `linux/iio/*.h`: what is there. */
function globbed(places: readonly string[], paths: ReadonlySet<string>): string[] {
  for (const place of places) {
    const [before = '', after = ''] = place.split('*')
    const length = before.length + after.length
    const found = [...paths].filter(
      (path) =>
        path.length > length &&
        path.startsWith(before) &&
        path.endsWith(after) &&
        !path.slice(before.length, path.length - after.length).includes('/'),
    )
    if (found.length > 0) return found.sort().slice(0, mostOfGlob)
  }
  return ['']
}

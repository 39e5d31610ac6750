import { StpaError } from '@/lib/stpa/errors'
import type { DeviceRange } from '../model'

type Head = { readonly kind: DeviceRange['kind']; readonly majors: readonly number[] }

type Listed = { readonly minor: number; readonly node: string; isSeries: boolean }

/** Minor numbers have 20 bits (include/linux/kdev_t.h). */
const lastMinor = (1 << 20) - 1

/**
 * Reads Documentation/admin-guide/devices.txt: which node a device number stands for. `...` after a line makes it a
 * series up to the next line. Of its sentences nothing is taken.
 * @throws StpaError unreadable when it lists no device
 */
export function readDevices(file: string, text: string): DeviceRange[] {
  const found: DeviceRange[] = []
  let head: Head | undefined
  let listed: Listed[] = []
  const close = () => {
    if (head) found.push(...rangesOf(head, listed))
    listed = []
  }
  for (const line of text.split('\n')) {
    const next = headOf(line)
    if (next) {
      close()
      head = next
    } else readMinor(line, listed)
  }
  close()
  if (found.length > 0) return found
  throw new StpaError('unreadable', `${file} lists no device numbers.`, { place: { file } })
}

/** ` 136-143 char	Unix98 PTY slaves`: majors and kind. */
function headOf(line: string): Head | undefined {
  const [, from, to = from, kind] = /^ {0,3}(\d{1,3})(?:-(\d{1,3}))?\s+(char|block)\b/.exec(line) ?? []
  if (from === undefined || (kind !== 'char' && kind !== 'block')) return undefined
  const count = Math.max(0, Number(to) - Number(from))
  return { kind, majors: Array.from({ length: count + 1 }, (_, index) => Number(from) + index) }
}

function readMinor(line: string, listed: Listed[]): void {
  const [, minor, node] = /^\t\t *(\d{1,7}) = (\/dev\/[^\s*]+)(?:\s|$)/.exec(line) ?? []
  if (minor !== undefined && node !== undefined) listed.push({ minor: Number(minor), node, isSeries: false })
  const last = listed.at(-1)
  if (last && /^\s+\.\.\.\s*$/.test(line)) last.isSeries = true
}

function rangesOf({ kind, majors }: Head, listed: readonly Listed[]): DeviceRange[] {
  return majors.flatMap((major) =>
    listed.map(({ minor, node, isSeries }, index): DeviceRange => {
      const next = listed[index + 1]?.minor ?? lastMinor + 1
      const minorTo = isSeries ? Math.max(minor, next - 1) : minor
      return { kind, major, minorFrom: minor, minorTo, node }
    }),
  )
}

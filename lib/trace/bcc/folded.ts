import { wholeOf } from '@/lib/text/number'
import { isBlank, LineReader } from '../lineReader'
import type { TraceFormat } from '../model'

/** `pump;main;work;[unknown];do_syscall_64_[k] 12`: a command, its functions from the outermost, and a number. */
function stackOf(text: string): { readonly frames: readonly string[]; readonly digits: string } | undefined {
  const at = text.lastIndexOf(' ')
  const digits = text.slice(at + 1).trim()
  const frames = text.slice(0, Math.max(at, 0)).split(';', 2_000)
  return frames.length > 1 && at > 0 && /^\d/.test(digits) && frames[0] !== '' ? { frames, digits } : undefined
}

/** What stands between the frames of the program and those of the kernel (-d), and frames without a name. */
const isFrame = (name: string): boolean => !/^(?:-+|\[.*\]|0x[0-9a-f]+|)$/.test(name)

/**
 * Reads folded stacks (offcputime -f, profile -f, stackcollapse-perf.pl): who called whom. Their numbers are samples for
 * one tool and microseconds for another, and the file does not say which: no figure is made of them.
 */
class FoldedReader extends LineReader {
  protected read(text: string): boolean {
    if (isBlank(text)) return true
    const stack = stackOf(text)
    if (!stack) return false
    this.flags.add('noUnits', this.number)
    if (wholeOf(stack.digits) === undefined) this.flags.add('badNumbers', this.number)
    const [command = '', ...frames] = stack.frames
    let caller = ''
    for (const frame of frames) {
      const isKernel = frame.endsWith('_[k]')
      const name = frame.replace(/_\[[kij]\]$/, '').slice(0, 500)
      const isNamed = isFrame(name)
      const counted = { count: 0, self: 0, seconds: undefined }
      if (isNamed) this.sink.symbol?.({ line: this.number, pid: 0, command, name, caller, isKernel, ...counted })
      if (isNamed || !/^-+$/.test(name)) caller = isNamed ? name : ''
    }
    return true
  }
}

export const foldedStacks: TraceFormat = {
  name: 'foldedStacks',
  title: 'folded stacks (bcc profile -f, offcputime -f, stackcollapse): who called whom',
  recognise: (head) => {
    const told = head.filter((line) => !isBlank(line))
    return told.length > 0 && told.filter((line) => stackOf(line.slice(0, 100_000))).length >= 0.9 * told.length
  },
  read: (sink) => new FoldedReader(sink),
}

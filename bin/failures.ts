import { UsageError } from './usage'

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'access is not allowed',
  EPERM: 'access is not allowed',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of the path is no folder',
  ENOSPC: 'no space is left on the device',
  EROFS: 'the file system is read-only',
  ENAMETOOLONG: 'the name is too long',
  EMFILE: 'too many files are open',
}

/** One line for what went wrong, with the way out; never a stack. What is a defect of this program is called one. */
export function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error instanceof UsageError || error.name === 'StpaError') return error.message
  // The parsers and the layout are recursive: what is too deep for them ends here.
  if (error instanceof RangeError)
    return 'The input is nested too deeply, or too large, to be read. Flatten or split it.'
  if ('syscall' in error) return systemFailure(error as NodeJS.ErrnoException) // what Node adds to a system call's failure
  const detail = process.env.STPA_DEBUG ? error.stack : `${error.message} (STPA_DEBUG=1 shows more)`
  return `a defect of this program: ${detail}`
}

function systemFailure(error: NodeJS.ErrnoException): string {
  const path = error.path?.replace(/\.[0-9a-f]{8}\.tmp$/, '') // the file beside, before it is renamed
  const reason = reasons[error.code ?? ''] ?? error.message
  return path === undefined ? reason : `${path}: ${reason}.`
}

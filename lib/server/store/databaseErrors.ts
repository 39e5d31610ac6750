import { type ErrorCode, StpaError } from '@/lib/stpa/errors'

/**
 * Prisma's codes for "somebody was in the way": a key that another transaction wrote meanwhile, a lock not had in time,
 * a deadlock. The operations themselves were checked before, so trying again on the newest revision is right.
 */
const contention = new Set(['P2002', 'P2003', 'P2034', 'P1008'])

export function isContention(error: unknown): boolean {
  return error instanceof Error && 'code' in error && contention.has(String(error.code))
}

/** SQLite's own code for a database file that is not any more where it was opened. */
export const movedCode = 1032

/** A failure that is no defect of this program: what it is told as, and by which signs it is known. */
type Failure = { readonly code: ErrorCode; readonly message: string; readonly signs: readonly string[] }

/**
 * Signs: `sqlite N` (result codes, sqlite.org/rescode.html), SQLSTATEs of PostgreSQL (its Appendix A; two characters stand
 * for their class), Prisma's codes (its error reference) and names of `errno`. Never words of a message, which may hold a
 * text that somebody typed. The first failure that has one of an error's signs is it, so the narrower come first.
 */
const failures: readonly Failure[] = [
  {
    code: 'damaged',
    message:
      'The database file was moved, replaced or deleted under the running server: nothing is read from or written to it. Put it back where it was, or stop the server, put the right file there, and start it again.',
    signs: [`sqlite ${movedCode}`, 'SQLITE_READONLY_DBMOVED'],
  },
  {
    code: 'damaged',
    message:
      'The database is damaged, or it is no database at all. Stop the server, keep a copy of the file, and put a backup in its place.',
    signs: ['sqlite 11', 'SQLITE_CORRUPT', 'sqlite 26', 'XX001', 'XX002'],
  },
  {
    code: 'damaged',
    message:
      'The database has not the tables of this version: another one stands in its place, or it was not prepared. Start the server anew with npm start, which prepares it.',
    signs: ['P2021', 'P2022', '42P01', '42703', 'no such table', 'no such column'],
  },
  {
    code: 'noRoom',
    message: 'The disk is full: nothing was saved. Make room, then try again.',
    signs: ['sqlite 13', '53100', 'ENOSPC', 'EDQUOT'],
  },
  {
    code: 'readOnly',
    message:
      'What should be written is read-only for this server: nothing was saved. See the rights of the database and of its folder, and whether its disk is mounted to be read only.',
    signs: ['sqlite 3', 'sqlite 8', '25006', 'EROFS', 'EACCES', 'EPERM'],
  },
  {
    code: 'busy',
    message: 'The database is too busy at this moment, and did not come to it in time. Try again.',
    signs: [
      ...['sqlite 5', 'sqlite 6', 'P1002', 'P1008', 'P2024', 'P2028', 'P2034', 'P2037', 'EMFILE', 'ENFILE'],
      ...['40001', '40P01', '53300', '55P03', '57014', '57P05', '25P03', '25P04'],
    ],
  },
  {
    code: 'unavailable',
    message: 'The database lets this server not in. See the name, the password and the rights in DATABASE_URL.',
    signs: ['28000', '28P01', '3D000', '42501', 'P1000', 'P1003', 'P1010', 'sqlite 23'],
  },
  {
    code: 'unavailable',
    message:
      'The database file cannot be opened or read. See that its disk is there, has room and can be written, and the rights of the file and its folder.',
    signs: ['sqlite 10', 'sqlite 14', 'sqlite 15', 'EIO'],
  },
  {
    code: 'unavailable',
    message:
      'The database is not reached, or the connection was cut. What was just sent may be saved or not: sent again with the same commitId, it is carried out once. See that the database runs.',
    signs: [
      ...['08', '57P01', '57P02', '57P03', '53200', '58030'],
      ...['P1001', 'P1011', 'P1017', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN'],
      ...['EHOSTUNREACH', 'ENETUNREACH', 'DatabaseNotReachable', 'ConnectionClosed', 'TlsConnectionError'],
      ...['connection lost'],
    ],
  },
]

/** What only a message says, of errors that have no code: whole sentences of pg and libsql. */
const sentences: readonly (readonly [RegExp, string])[] = [
  [
    /^Connection terminated\b|^Client has encountered a connection error|^Connection ended unexpectedly/,
    'connection lost',
  ],
  [/^timeout exceeded when trying to connect$/, 'connection lost'],
  [/^(?:SQLITE_ERROR: )?(no such (?:table|column)): /, ''],
  [/^ConnectionFailed\("Unable to open connection to local database .{1,4096}: (\d+)"\)$/s, ''],
]

/** A failure of the database or the disk is an expected refusal, not a bug; undefined for any other error. */
export function refusalOf(error: unknown): StpaError | undefined {
  const signs = new Set(signsOf(error))
  const failure = failures.find((known) => known.signs.some((sign) => signs.has(sign)))
  return failure && new StpaError(failure.code, failure.message)
}

/** The parts of an error that Prisma, its adapters and the drivers put into one another. */
type Part = {
  readonly code?: unknown
  readonly errorCode?: unknown
  readonly rawCode?: unknown
  readonly originalCode?: unknown
  readonly originalMessage?: unknown
  readonly kind?: unknown
  readonly message?: unknown
  readonly cause?: unknown
  readonly meta?: { readonly driverAdapterError?: unknown }
}

/** More parts than any driver puts into one another: a circle ends there. */
const deepest = 6

function signsOf(error: unknown, depth = 0): string[] {
  if (typeof error !== 'object' || error === null || depth > deepest) return []
  const part: Part = error
  const { code, errorCode, rawCode, originalCode, kind, cause, meta } = part
  return [
    ...[code, errorCode, originalCode, kind].flatMap(signsOfCode),
    ...[rawCode, originalCode].flatMap(signsOfNumber),
    // Of a StpaError the message is our own; of others it may be a sentence of a driver.
    ...[part.message, part.originalMessage].flatMap(signsOfSentence),
    ...signsOf(cause, depth + 1),
    ...signsOf(meta?.driverAdapterError, depth + 1),
  ]
}

function signsOfCode(code: unknown): string[] {
  if (typeof code !== 'string') return []
  return /^[0-9A-Z]{5}$/.test(code) ? [code, code.slice(0, 2)] : [code]
}

/** A result code of SQLite; its lowest byte is the kind of failure, the rest says more. */
function signsOfNumber(code: unknown): string[] {
  const text = typeof code === 'string' || typeof code === 'number' ? String(code) : ''
  return /^\d{1,4}$/.test(text) ? [`sqlite ${text}`, `sqlite ${Number(text) & 0xff}`] : []
}

function signsOfSentence(message: unknown): string[] {
  if (typeof message !== 'string') return []
  return sentences.flatMap(([words, sign]) => {
    const [found, part = ''] = words.exec(message) ?? []
    if (found === undefined) return []
    return sign === '' ? [part, ...signsOfNumber(part)] : [sign]
  })
}

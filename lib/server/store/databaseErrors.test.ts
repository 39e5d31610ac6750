import { expect, it } from 'vitest'
import { StpaError } from '@/lib/stpa/errors'
import { errorResponse } from '../route'
import { refusalOf } from './databaseErrors'

const withCode = (code: string, message = 'x') => Object.assign(new Error(message), { code })
/** What Prisma makes of a driver's error. */
const prisma = (cause: object, code = 'P2039') =>
  Object.assign(new Error('Invalid invocation'), { code, meta: { driverAdapterError: { name: 'X', cause } } })
const sqlite = (code: number) => prisma({ kind: 'sqlite', originalCode: String(code), extendedCode: code })
const postgres = (code: string) => prisma({ kind: 'postgres', originalCode: code, severity: 'FATAL' })

it.each<[string, unknown, string | undefined]>([
  ['a full disk on SQLite', sqlite(13), 'noRoom'],
  ['a full disk on SQLite, as its driver says it', Object.assign(withCode('SQLITE_FULL'), { rawCode: 13 }), 'noRoom'],
  ['a full disk on PostgreSQL', postgres('53100'), 'noRoom'],
  ['a full disk under a temporary file', withCode('ENOSPC'), 'noRoom'],
  ['a read-only file', sqlite(8), 'readOnly'],
  ['a file that went while it was read only', sqlite(1032), 'damaged'],
  ['a standby that takes no writes', postgres('25006'), 'readOnly'],
  ['a read-only file system', withCode('EROFS'), 'readOnly'],
  ['a damaged page', sqlite(267), 'damaged'],
  ['a file that is no database', sqlite(26), 'damaged'],
  ['tables of another version', withCode('P2021'), 'damaged'],
  ['a lock that is held', sqlite(517), 'busy'],
  ['a statement that took too long', postgres('57014'), 'busy'],
  ['too many connections', prisma({ kind: 'TooManyConnections', originalCode: '53300' }, 'P2037'), 'busy'],
  ['a transaction that waited too long', withCode('P2028'), 'busy'],
  ['a server that is not there', withCode('P1001'), 'unavailable'],
  ['a server that is ended', postgres('57P01'), 'unavailable'],
  ['a server that begins', postgres('57P03'), 'unavailable'],
  ['a wrong password', prisma({ kind: 'AuthenticationFailed', originalCode: '28P01' }, 'P1000'), 'unavailable'],
  ['a broken connection of a class of its own', postgres('08006'), 'unavailable'],
  ['a cut connection, in words alone', new Error('Connection terminated unexpectedly'), 'unavailable'],
  [
    'a dead connection, in words alone',
    new Error('Client has encountered a connection error and is not queryable'),
    'unavailable',
  ],
  [
    'a file that cannot be opened, in words alone',
    new Error('ConnectionFailed("Unable to open connection to local database /x.db: 14")'),
    'unavailable',
  ],
  ['a reset inside of another error', new Error('failed', { cause: withCode('ECONNRESET') }), 'unavailable'],
  [
    'a text that somebody typed',
    new Error('Argument text: "the disk is full, SQLITE_FULL, ECONNREFUSED, P1001" is wrong'),
    undefined,
  ],
  ['a code that is none of these', withCode('ERR_INVALID_ARG_TYPE'), undefined],
  ['a wrong statement', sqlite(1), undefined],
  ['a key that is there already', withCode('P2002'), undefined],
  ['a plain bug', new TypeError('x is undefined'), undefined],
  ['nothing', undefined, undefined],
])('%s is told as what it is', (_, error, code) => {
  expect(refusalOf(error)?.code).toBe(code)
})

it('the answer says when to ask again, what happened and what to do; the log has the words of the driver', async () => {
  const lines: unknown[][] = []
  const log = (...words: unknown[]) => lines.push(words)
  const request = new Request('http://localhost/api/analyses', { method: 'POST' })
  const full = errorResponse(request, withCode('SQLITE_FULL', 'source\nof Prisma\nENOSPC: no room'), log)
  expect(full.status).toBe(500)
  const answer = errorResponse(request, Object.assign(withCode('X', 'source\ndisk is full'), { rawCode: 13 }), log)
  expect([answer.status, answer.headers.get('retry-after'), (await answer.json()).error]).toEqual([
    507,
    '10',
    { code: 'noRoom', message: expect.stringMatching(/disk is full.*Make room/), detail: {} },
  ])
  expect(lines[1]).toEqual([expect.stringMatching(/^POST \/api\/analyses: The disk is full.*\(disk is full\)$/)])
  const refused = errorResponse(request, new StpaError('conflict', 'x'), log)
  expect([refused.status, refused.headers.get('retry-after'), lines.length]).toEqual([409, null, 2])
})

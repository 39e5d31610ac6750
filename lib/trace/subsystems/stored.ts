import { z } from 'zod'
import { StpaError } from '@/lib/stpa/errors'
import { architectures, type GeneratedTables } from './model'

/** Format of the files below tables/; it rises when a column changes its meaning. */
const version = z.literal(1)

const text = z.string().max(1_000)
const count = z
  .int()
  .min(0)
  .max(2 ** 32)
const most = 100_000

const provenance = z.object({
  version,
  kernel: text,
  source: text,
  date: text,
  inputs: z.array(z.tuple([text, z.string().regex(/^[0-9a-f]{64}$/)])).max(most),
})
const rowsOf = <T extends z.ZodType>(row: T) => z.object({ version, rows: z.array(row).max(most) })
const files = rowsOf(z.array(text).min(1).max(50)).extend({ unconfirmed: z.array(text).max(most) })

const shapes = {
  provenance,
  calls: rowsOf(z.tuple([z.enum(architectures), count, text, text, text, text, count])),
  ioctls: rowsOf(z.tuple([z.int().min(0).max(255), count, count, text, text, z.boolean()])),
  devices: rowsOf(z.tuple([z.enum(['char', 'block']), count, count, count, text])),
  files,
} as const

export type TableName = keyof typeof shapes

/** The files of a set of tables, in the order in which they are written. */
export const tableNames = ['provenance', 'calls', 'ioctls', 'devices', 'files'] as const satisfies TableName[]

/** Contents of the five files, as JSON gives them. */
export type StoredTables = Readonly<Record<TableName, unknown>>

/**
 * Tables as they were written.
 * @throws StpaError unreadable, with the file and the place in it, when they are of another form
 */
export function readTables(stored: StoredTables): GeneratedTables {
  const { kernel, source, date, inputs } = parsed('provenance', shapes.provenance, stored)
  const read = parsed('files', shapes.files, stored)
  return {
    provenance: { kernel, source, date, inputs: inputs.map(([path, sha256]) => ({ path, sha256 })) },
    calls: parsed('calls', shapes.calls, stored).rows.map(([arch, number, abi, name, entry, file, line]) => ({
      arch,
      number,
      abi,
      name,
      entry,
      file,
      line,
    })),
    ioctls: parsed('ioctls', shapes.ioctls, stored).rows.map(([type, from, to, header, file, isConflict]) => ({
      type,
      from,
      to,
      header,
      file,
      isConflict,
    })),
    devices: parsed('devices', shapes.devices, stored).rows.map(([kind, major, minorFrom, minorTo, node]) => ({
      kind,
      major,
      minorFrom,
      minorTo,
      node,
    })),
    sections: new Map(read.rows.map(([file = '', ...sections]) => [file, sections])),
    unconfirmed: read.unconfirmed,
  }
}

function parsed<T extends z.ZodType>(name: TableName, shape: T, stored: StoredTables): z.output<T> {
  const result = shape.safeParse(stored[name])
  if (result.success) return result.data
  const [issue] = result.error.issues
  const message = `${name}.json is no table of this program: ${issue?.path.join('.') || 'all of it'}: ${issue?.message}. Make it with stpa tables generate.`
  throw new StpaError('unreadable', message, { place: { file: `${name}.json` } })
}

/** Tables as files, one row a line: compact, and a change of one row is a change of one line. */
export function writeTables(tables: GeneratedTables): { name: string; text: string }[] {
  const { kernel, source, date, inputs } = tables.provenance
  const listed = inputs.map(({ path, sha256 }) => [path, sha256])
  const calls = tables.calls.map((row) => [row.arch, row.number, row.abi, row.name, row.entry, row.file, row.line])
  const ioctls = tables.ioctls.map((row) => [row.type, row.from, row.to, row.header, row.file, row.isConflict])
  const devices = tables.devices.map((row) => [row.kind, row.major, row.minorFrom, row.minorTo, row.node])
  const sections = [...tables.sections].map(([file, names]) => [file, ...names])
  const texts: Readonly<Record<TableName, string>> = {
    provenance: linedJson({ version: 1, kernel, source, date }, 'inputs', listed),
    calls: linedJson({ version: 1 }, 'rows', calls),
    ioctls: linedJson({ version: 1 }, 'rows', ioctls),
    devices: linedJson({ version: 1 }, 'rows', devices),
    files: linedJson({ version: 1, unconfirmed: tables.unconfirmed }, 'rows', sections),
  }
  return tableNames.map((name) => ({ name: `${name}.json`, text: texts[name] }))
}

/** JSON with each member of the head, and each row of the one list, on a line of its own. */
function linedJson(head: object, list: string, rows: readonly unknown[]): string {
  const members = Object.entries(head).map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)},\n`)
  const lines = rows.map((row) => JSON.stringify(row)).join(',\n')
  return `{\n${members.join('')}${JSON.stringify(list)}: [\n${lines}\n]\n}\n`
}

import { namedEdit } from '@/lib/edits'
import { readSource } from '@/lib/node/files'
import { StpaError } from '@/lib/stpa/errors'
import { exportAnalysis } from '@/lib/stpa/formats/importSources'
import type { Analysis } from '@/lib/stpa/model'
import { apply } from '@/lib/stpa/operations/apply'
import { joined, readInputs } from '../inputs'
import { tell, troubleText, write } from '../output'
import { argumentsOf, UsageError } from '../usage'

/** An edit that was asked for, and where: for what is said when it is refused. */
type Asked = { readonly name: string; readonly told: Readonly<Record<string, unknown>>; readonly where: string }

export async function run(args: string[]): Promise<number> {
  const { values, positionals } = argumentsOf('edit', args, {
    from: { type: 'string' },
    output: { type: 'string', short: 'o' },
    'dry-run': { type: 'boolean' },
  })
  const [input, ...rest] = positionals
  if (input === undefined) throw new UsageError('Name the analysis to edit. See stpa edit --help.')
  const asked = values.from === undefined ? [askedHere(rest)] : askedIn(values.from, rest)
  const read = readInputs([input])
  const lines: string[] = []
  const analysis = asked.reduce((before, each) => {
    const after = edited(before, each)
    lines.push(...after.said)
    return after.analysis
  }, read.analysis)
  const written = exportAnalysis(analysis, 'native')
  if (!values['dry-run']) write(values.output, written.text)
  tell(`${troubleText(joined(read.report, written.report))}${lines.map((line) => `${line}\n`).join('')}`)
  return 0
}

function askedHere([name, ...parts]: readonly string[]): Asked {
  if (name === undefined) throw new UsageError('Say which edit, or --from FILE with one a line. See stpa edit --help.')
  const told = Object.fromEntries(
    parts.map((part) => {
      const at = part.indexOf('=')
      if (at < 1) throw new UsageError(`${part}: write an argument of an edit as NAME=VALUE.`)
      return [part.slice(0, at), argumentOf(part.slice(at + 1))]
    }),
  )
  return { name, told, where: '' }
}

/** What looks like JSON of several parts, or a word of it, is that; all else is text as it stands there. */
function argumentOf(text: string): unknown {
  if (!/^(?:[[{"].*|true|false|null)$/s.test(text)) return text
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** One edit a line: `{"edit": "rename", "item": "H-1", "key": "H-9"}`. */
function askedIn(path: string, rest: readonly string[]): Asked[] {
  if (rest.length > 0) throw new UsageError(`--from FILE says which edits: ${rest.join(' ')} is one too many.`)
  const lines = readSource(path).text.split('\n')
  return lines.flatMap((line, index) => (line.trim() === '' ? [] : [askedOnLine(line, `${path}:${index + 1}`)]))
}

function askedOnLine(line: string, where: string): Asked {
  const told = objectIn(line)
  if (!told || typeof told.edit !== 'string')
    throw new UsageError(`${where}: write {"edit": NAME, …} on each line, as JSON.`)
  const { edit, ...rest } = told
  return { name: edit, told: rest, where: `${where}: ` }
}

function objectIn(line: string): (Record<string, unknown> & { edit?: unknown }) | undefined {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined
  } catch {
    return undefined
  }
}

function edited(before: Analysis, { name, told, where }: Asked): { analysis: Analysis; said: readonly string[] } {
  try {
    const { operations, uid } = namedEdit(name).edit(before, told)
    const { analysis } = apply(before, operations)
    const made = uid === undefined ? undefined : analysis.items.get(uid)
    return { analysis, said: made ? [`created: ${made.kind} ${made.key}`] : [`edited: ${name}`] }
  } catch (error) {
    if (error instanceof StpaError && where !== '') throw new StpaError(error.code, `${where}${error.message}`)
    throw error
  }
}

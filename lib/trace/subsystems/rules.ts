import { parse as parseCsv } from 'csv-parse/sync'
import { isSeq, LineCounter, parseDocument } from 'yaml'
import { z } from 'zod'
import { matchesAny } from '@/lib/kernel/walk/patterns'
import { StpaError } from '@/lib/stpa/errors'
import type { PathRule } from './reviewed/rule'

/** At most so many rules of one file, and characters of it. */
const most = 1_000
const longest = 1_000_000

const list = z.union([z.array(z.string()), z.string().transform((text) => text.split(';'))])
const shape = z.strictObject({
  name: z.string().max(100).optional(),
  pattern: z.string().min(1).max(1_000),
  file: z.string().max(300).default(''),
  sections: list
    .transform((sections) => sections.map((section) => section.trim()).filter((section) => section !== ''))
    .optional(),
  basis: z.string().min(1, 'say why').max(1_000),
})

type Entry = { readonly line: number; readonly value: unknown }

/**
 * Rules of a user: a list in JSON or YAML, or CSV with a head; columns `pattern` (RE2, found anywhere in the name of the
 * resource or in `char 240:0`), `file`, `sections` (`;` between them), `basis` (why), `name`. The first that matches counts.
 * @throws StpaError unreadable, badRequest or tooLarge, with the line
 */
export function readPathRules(file: string, text: string): PathRule[] {
  if (text.length > longest) throw refusal('tooLarge', file, 1, `it has more than ${longest} characters`)
  if (text.trim() === '') return []
  const entries = /^\uFEFF?\s*[[#-]/.test(text) ? listed(file, text) : rows(file, text)
  if (entries.length > most) throw refusal('tooLarge', file, 1, `it has more than ${most} rules`)
  return entries.map(({ line, value }) => ruleOf(file, line, value))
}

function ruleOf(file: string, line: number, value: unknown): PathRule {
  const result = shape.safeParse(value)
  if (!result.success) {
    const [issue] = result.error.issues
    throw refusal('unreadable', file, line, `${issue?.path.join('.') || 'the rule'}: ${issue?.message}`)
  }
  const { name = `${file}:${line}`, pattern, basis, sections } = result.data
  try {
    matchesAny([pattern])
  } catch (error) {
    throw refusal('badRequest', file, line, error instanceof Error ? error.message : 'its pattern cannot be read')
  }
  const rule = { name, pattern, file: result.data.file, basis }
  return sections && sections.length > 0 ? { ...rule, sections } : rule
}

function listed(file: string, text: string): Entry[] {
  try {
    return listIn(file, text)
  } catch (error) {
    if (error instanceof StpaError) throw error
    // The parser is recursive, and follows only so many aliases.
    const reason = error instanceof RangeError ? 'it is nested too deeply' : 'its aliases cannot be followed'
    throw refusal('unreadable', file, 1, reason)
  }
}

function listIn(file: string, text: string): Entry[] {
  const lineCounter = new LineCounter()
  const document = parseDocument(text, { lineCounter, prettyErrors: false })
  const [error] = document.errors
  if (error) throw refusal('unreadable', file, lineCounter.linePos(error.pos[0]).line, error.message)
  if (!isSeq(document.contents)) throw refusal('unreadable', file, 1, 'it is no list of rules')
  // A node's `range` is there after parsing; items that are no nodes stand for nothing.
  const nodes = document.contents.items as { range?: [number, number, number]; toJS(of: typeof document): unknown }[]
  return nodes.map((node) => ({ line: lineCounter.linePos(node.range?.[0] ?? 0).line, value: node.toJS(document) }))
}

function rows(file: string, text: string): Entry[] {
  try {
    const options = { columns: true, bom: true, skip_empty_lines: true, trim: true, info: true } as const
    // With `columns` and `info` each record is an object of texts by column, beside the line on which it ends.
    const records = parseCsv(text, options) as unknown as { record: Record<string, string>; info: { lines: number } }[]
    return records.map(({ record, info }) => ({ line: info.lines, value: filled(record) }))
  } catch (error) {
    const line = error instanceof Error && 'lines' in error ? Number(error.lines) : 1
    throw refusal('unreadable', file, line, error instanceof Error ? error.message : 'it is no CSV')
  }
}

/** Without cells that are empty: they say nothing. */
const filled = (record: Readonly<Record<string, string>>): unknown =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== ''))

const refusal = (code: 'unreadable' | 'badRequest' | 'tooLarge', file: string, line: number, why: string): StpaError =>
  new StpaError(
    code,
    `${file}:${line} is no rule for resources: ${why}. A rule has pattern, file, sections and basis.`,
    {
      place: { file, line },
    },
  )

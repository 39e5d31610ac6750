import { type RecordsDigest, readRecords } from '@/lib/evidence/digest'
import { fieldCounts } from '@/lib/evidence/model'
import { StpaError } from '@/lib/stpa/errors'
import type { Item } from '@/lib/stpa/model'
import { countedOutcome } from '@/lib/stpa/verification/evidence'
import type { Case } from './cases'
import { Unsound } from './oracles'

/** Formats that do not tell that they were cut at the end of a line (docs/evidence-results.md, Files that were cut). */
const silent: ReadonlySet<string> = new Set(['ltp', 'paxtest', 'stressNgLog', 'tap'])

/** A whole pass: what the file would show as evidence, with nothing left out. */
function isPassed({ counts, report }: RecordsDigest): boolean {
  const flags = Object.fromEntries(report.flags.map(({ code, line }) => [code, `line ${line}`]))
  const fields = { ...fieldCounts(counts), flags }
  return countedOutcome({ kind: 'evidence', fields } as unknown as Item) === 'passed' // all that it asks for
}

/**
 * A verdict is never better than its words: what was cut, or has a word that is not known, is no whole pass, and a result
 * that is read here without the program's readers is never passed over.
 * @throws Unsound
 */
export function assertSound(bytes: Uint8Array, digest: RecordsDigest, { original, change }: Case): void {
  if (!isPassed(digest)) return
  const text = Buffer.from(bytes).toString('utf8')
  const worst = worstWord(text, digest.format)
  if (worst !== undefined) throw new Unsound(`it passed, and says ${JSON.stringify(worst)}`)
  if (change !== 'cut' && change !== 'word') return
  const before = digestOf(original)
  if (!before) return
  const passes = `${digest.counts.pass} of ${before.counts.pass} pass`
  if (!isPassed(before) && change === 'word') throw new Unsound(`an unknown word made it a pass: ${passes}`)
  const isEndOfLine = text.endsWith('\n') && silent.has(digest.format)
  if (change === 'cut' && digest.records.length < before.records.length && !isEndOfLine)
    throw new Unsound(`cut, and a whole pass: ${passes}, ends ${JSON.stringify(text.slice(-40))}`)
}

const digests = new Map<Uint8Array, RecordsDigest | undefined>()

function digestOf(original: Uint8Array): RecordsDigest | undefined {
  if (!digests.has(original)) digests.set(original, readOrNothing(original))
  return digests.get(original)
}

function readOrNothing(bytes: Uint8Array): RecordsDigest | undefined {
  try {
    return readRecords('fuzz', bytes).digest
  } catch (error) {
    if (error instanceof StpaError) return undefined
    throw error
  }
}

/** Lines that no reader may take for a pass, whatever stands around them; of JSON, results of a whole value. */
const worstLines: Readonly<Record<string, RegExp>> = {
  ltp: /^[\w./-]{1,80}\.c:\d{1,6}: T(?:FAIL|BROK): /m,
  stressNgLog: /^stress-ng: (?:fail|error): {1,4}\[\d{1,6}\] \S/m,
  paxtest: /^[A-Z][\w ()]{40}: Vulnerable$/m,
}

function worstWord(text: string, format: string): string | undefined {
  if (format === 'tap') return text.includes('---') ? undefined : /^not ok \d{1,6}(?: - \w{1,40})?$/m.exec(text)?.[0]
  if (format === 'junit') return /<!|CDATA/.test(text) ? undefined : /<(?:failure|error)\/>/.exec(text)?.[0]
  if (format === 'ltpJson' || format === 'openqa') return worstIn(parsed(text), format)
  return worstLines[format]?.exec(text)?.[0]
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

type Loose = { readonly [name: string]: unknown } | undefined

function worstIn(root: unknown, format: string): string | undefined {
  const list = (value: unknown): Loose[] => (Array.isArray(value) ? value : [])
  const outer = root as Loose // each member is looked at before it is used
  const said =
    format === 'ltpJson'
      ? list(outer?.results).map((result) => result?.status)
      : list((outer?.job as Loose)?.testresults).map((module) => module?.result)
  return said.find((word): word is string => typeof word === 'string' && /^(?:fail(?:ed)?|brok(?:en)?)$/.test(word))
}

import { placeIn } from '../../places'
import type { Reading } from '../../reading'
import { Verdict } from '../../results/verdict'
import { BegunTests } from './begun'
import { DetailBlock } from './block'
import { Levels } from './levels'
import { type TapLine, tapLine } from './lines'
import { oldResult, type TapName, type TapResult, tapName, tapResult } from './results'
import { type Totals, totalsIn } from './totals'

/** Where a result stands, and which one it is there. */
type Placed = { readonly column: number; readonly number: number | undefined }

/** A line that looks like a result and stands deeper than the `---` above it: one of the details, or none of them. */
type Held = { readonly found: TapLine; readonly text: string; readonly line: number }

/** At most so many lines wait for the end of a block. */
const heldLimit = 200

/** At most so many comment lines are kept for the result that they stand before. */
const commentLimit = 60

const noResult = 'It was begun and has no result: it crashed, hung, or its line was lost.'

const joined = (one: string, other: string): string => (one === '' || other === '' ? one + other : `${one}\n${other}`)

/** Reads TAP 12 to 14, KTAP 1 and what the runner and the harness of kselftest make of it, line by line. */
export class TapReader {
  #line = 0
  #version = ''
  #isSelftest = false
  /** Inside a test of kselftest up to Linux 5.0, whose lines are not told apart from those of the runner. */
  #isInOldTest = false
  readonly #levels: Levels
  #comments: { line: number; text: string }[] = []
  readonly #begun = new BegunTests()
  /** Records whose parent has not come yet: its result line stands behind those of its parts. */
  #orphans: { index: number; column: number }[] = []
  #block:
    | { readonly details: DetailBlock; readonly of: number; readonly line: number; readonly column: number }
    | undefined
  #held: Held[] = []
  #last = -1

  constructor(private readonly reading: Reading) {
    this.#levels = new Levels(reading)
  }

  line(text: string): void {
    this.#line++
    this.#read(tapLine(text), text)
  }

  #read(found: TapLine, text: string): void {
    if (!this.#block || this.#endsBlock(found, text)) this.#take(found)
  }

  end(): void {
    while (this.#block) this.#closeBlock()
    this.#loseFrom(0)
    this.#levels.closeFrom(0)
    this.#forgetComments()
    // Up to Linux 5.1 the runner of kselftest announced nothing.
    if (!this.#isSelftest && this.#levels.unplanned > 0) this.reading.flag('noPlan', this.#levels.unplanned)
    this.reading.fact('tool', this.#isSelftest ? 'kselftest' : this.#version || 'TAP')
  }

  #take(found: TapLine): void {
    const { kind } = found
    if (kind === 'oldTest') return this.#oldTest(found.text)
    if (kind === 'oldResult') return this.#oldResult(found)
    const column = found.column + (this.#isInOldTest ? 2 : 0)
    if (kind === 'result') return this.#result({ ...found, column }, tapResult(found.isOk, found.text))
    if (kind === 'version') return this.#begin(column, found.text)
    if (kind === 'plan') return this.#plan({ ...found, column })
    if (kind === 'comment') return this.#comment(column, found.text)
    if (kind === 'blockStart') return this.#openBlock(found.column)
    if (kind === 'bail')
      return void this.reading.record({
        case: 'Bail out!',
        verdict: Verdict.of('tap', 'Bail out!'),
        message: found.text,
        line: this.#line,
      })
    if (kind !== 'unknown') return
    if (this.#isInOldTest) this.#keepComment(found.text)
    else if (found.text.startsWith('<LAVA_')) this.reading.left(this.#line, 'signals of LAVA')
    else this.reading.unknown(this.#line, found.text)
  }

  #begin(column: number, version: string): void {
    this.#loseFrom(column)
    this.#levels.version(column)
    this.#version ||= version
  }

  #plan({ column, planned, reason }: Extract<TapLine, { kind: 'plan' }>): void {
    this.#begun.stands(column)
    this.#levels.plan(column, planned, this.#line)
    if (planned > 0) return
    // "1..0 # SKIP reason": of a part, it explains the result of the whole that follows.
    const message = reason === '' ? 'Nothing ran.' : reason
    if (column > 0) this.#comments.push({ line: this.#line, text: message })
    else this.reading.record({ case: 'all tests', verdict: Verdict.of('tap', '1..0'), message, line: this.#line })
  }

  #oldTest(name: string): void {
    this.#selftest(name, 0)
    this.#isInOldTest = true
  }

  #oldResult({ ok, number, text }: Extract<TapLine, { kind: 'oldResult' }>): void {
    this.#isInOldTest = false
    this.#isSelftest = true
    this.#result({ column: 0, number }, oldResult(ok, text))
  }

  #result({ column, number }: Placed, { name, verdict, message }: TapResult): void {
    this.#levels.result(column, number, verdict.status, this.#line)
    this.#begun.stands(column)
    this.#begun.ended(name, column)
    this.#loseFrom(column + 1)
    const told = this.#commentsFor(verdict)
    const parts = tapName(name === '' ? `test ${number ?? ''}`.trim() : name)
    this.#last = this.reading.record({
      // Each by its name: a spread here costs as much as all the rest.
      suite: parts.suite,
      case: parts.case,
      target: parts.target,
      verdict,
      message: joined(message, told),
      place: verdict.isPass ? '' : placeIn(joined(message, told).slice(0, 4_000)),
      line: this.#line,
    })
    this.#adopt(parts, column)
    if (this.#last >= 0 && column > 0) this.#orphans.push({ index: this.#last, column })
  }

  /** Results that stand deeper than this one, and came since its neighbour, or since the line where it began, are parts of it. */
  #adopt(parent: TapName, column: number, since = 0, from = column + 1): void {
    const adopted: number[] = []
    for (let orphan = this.#orphans.at(-1); orphan && orphan.column >= from; orphan = this.#orphans.at(-1)) {
      const record = this.reading.recordAt(orphan.index)
      if (record && record.line < since) break
      this.#orphans.pop()
      if (!record) continue
      const suite = [parent.suite, parent.case, record.suite].filter((part) => part !== '').join(' > ')
      this.reading.amend(orphan.index, { suite, ...(parent.target === '' ? {} : { target: parent.target }) })
      adopted.push(orphan.index)
    }
    if (column > 0) for (const index of adopted.reverse()) this.#orphans.push({ index, column })
  }

  #comment(column: number, text: string): void {
    const [, subtest] = /^Subtest: (.+)$/.exec(text) ?? []
    const run = /^RUN\s/.test(text)
      ? text
          .slice(3)
          .trim()
          .replace(/ \.\.\.$/, '')
      : undefined
    const totals = totalsIn(text)
    if (/^selftests: \S+: \S/.test(text)) this.#selftest(text, column)
    else if (subtest !== undefined) this.#beginTest(subtest, column, true)
    else if (run !== undefined) this.#beginTest(run, column)
    else if (totals) this.#totals(column, totals)
    else if (text !== '' && !/^(OK|FAIL)\s+\S+$/.test(text)) this.#keepComment(text)
  }

  #totals(column: number, totals: Totals): void {
    this.#isSelftest ||= totals.counts.xpass !== undefined // so only kselftest sums up
    this.#levels.totals(column, totals, this.#line)
  }

  #keepComment(text: string): void {
    this.#comments.push({ line: this.#line, text })
    if (this.#comments.length <= commentLimit) return
    const dropped = this.#comments.shift()
    if (dropped) this.reading.left(dropped.line, 'comment lines')
  }

  /** The runner begins a test: those before it that have no result will get none. */
  #selftest(name: string, column: number): void {
    this.#isSelftest = true
    this.#loseFrom(column)
    this.#levels.closeFrom(column + 1)
    this.#forgetComments()
    this.#beginTest(name, column)
  }

  #beginTest(name: string, column: number, isSubtest = false): void {
    if (isSubtest) this.#loseFrom(column, true)
    const before = this.#begun.begin(name, column, this.#line, isSubtest)
    if (before !== undefined) this.#lost(name, before, column, column + 1)
  }

  #loseFrom(from: number, onlySubtests = false): void {
    for (const { name, line, column, hasOwnColumn } of this.#begun.takeFrom(from, onlySubtests))
      if (hasOwnColumn) this.#lost(name, line, this.#levels.outer(column), column)
      else this.#lost(name, line, column, column + 1)
  }

  /** @param from column from which on its parts stand */
  #lost(name: string, line: number, column: number, from: number): void {
    this.reading.flag('noResult', line)
    const parts = tapName(name)
    const index = this.reading.record({ ...parts, verdict: Verdict.of('tap', 'begun'), message: noResult, line })
    this.#adopt(parts, column, line, from)
    if (index >= 0 && column > 0) this.#orphans.push({ index, column })
  }

  /** What was said before a result tells why it is no pass; before a pass it is only counted. */
  #commentsFor({ isPass }: Verdict): string {
    if (isPass) this.#forgetComments()
    if (this.#comments.length === 0) return ''
    const text = this.#comments.map((comment) => comment.text).join('\n')
    this.#comments = []
    return text
  }

  #forgetComments(): void {
    if (this.#comments.length === 0) return
    for (const { line } of this.#comments) this.reading.left(line, 'comment lines')
    this.#comments = []
  }

  #openBlock(column: number): void {
    if (this.#last < 0) this.reading.unknown(this.#line, '---')
    else this.#block = { details: new DetailBlock(), of: this.#last, line: this.#line, column }
  }

  /** True when the line is to be read on its own: results and plans end a block that was not closed. */
  #endsBlock(found: TapLine, text: string): boolean {
    const inner = text.replace(/^(?:# )+/, '')
    if (inner.trim() === '...') {
      for (const held of this.#held) this.#block?.details.add(held.text)
      this.#held = []
      this.#closeBlock()
      return false
    }
    const isOther = found.kind === 'result' || found.kind === 'plan' || found.kind === 'version'
    const mayBeQuoted = isOther ? found.column > (this.#block?.column ?? 0) : this.#held.length > 0
    if (mayBeQuoted && this.#held.length < heldLimit) {
      this.#held.push({ found, text: inner, line: this.#line })
      return false
    }
    if (!isOther && !mayBeQuoted) {
      this.#block?.details.add(inner)
      return false
    }
    const message = 'a block of details has no end: it ends before the next result.'
    this.reading.repaired(this.#block?.line ?? this.#line, message)
    this.#closeBlock()
    return true
  }

  #closeBlock(): void {
    if (!this.#block) return
    const { details, of, line } = this.#block
    this.#block = undefined
    const { duration, place, message } = details.read()
    for (let count = 0; count < details.dropped; count++) this.reading.left(line, 'lines of details')
    const before = this.reading.recordAt(of)
    this.reading.amend(of, {
      ...(duration === undefined ? {} : { duration }),
      ...(place === '' ? {} : { place }),
      message: joined(before?.message ?? '', message),
    })
    this.#readHeld()
  }

  /** The block had no end: what waited for it is none of its details. */
  #readHeld(): void {
    const [held, line] = [this.#held, this.#line]
    this.#held = []
    for (const each of held) {
      this.#line = each.line
      this.#read(each.found, each.text)
    }
    this.#line = line
  }
}

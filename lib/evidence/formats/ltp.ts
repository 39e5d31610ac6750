import { eachLine } from '../lines'
import { ltpExitWord, ltpVerdict } from '../ltpTests'
import { type EvidenceStatus, noStatuses } from '../model'
import type { Reading } from '../reading'
import { Verdict } from '../results/verdict'
import { readUname } from '../uname'
import type { EvidenceFormat } from './types'

/** Of a result, known or not: with a T any word is one. */
const word = '(PASS|FAIL|BROK|CONF|WARN|INFO|DEBUG|RETR|SKIP|(?<=T)[A-Z]{1,12})'

/** `access01.c:262: TPASS: text`; before 2020 without the T. */
const newLine = new RegExp(`^([\\w./+-]{1,200}\\.(?:c|h|sh|py|pl)):(\\d{1,9}): T?${word}: ?(.*)$`)
/** `abort01     1  TPASS  :  text`; tests in shell: `cpuhotplug02 1 TPASS: text`. */
const oldLine = new RegExp(`^([\\w./+-]{1,200})\\s+(\\d{1,9})\\s+T${word}\\s*:\\s*(.*)$`, 's')
/** `abort01     PASS       0` of the table that runltp -l writes. */
const tableLine = /^([\w./+-]{1,200})\s+([A-Z]{2,12})\s+(\d{1,9})\s*$/
const complete = /^(?:### )?TEST (\S{1,200}) (\w{1,40}) >>> (-?\d{1,9})/
const summary = /^(passed|failed|broken|skipped|warnings)\s+(\d{1,9})\s*$/
/** Lines of ltp-pan and runltp that hold nothing of their own. */
const frame =
  /^(<<<test_output>>>|<<<execution_status>>>|stime=|cmdline=|contacts=|analysis=|cutime=|incrementing stop|Testcase\s+Result|-{5,}(?: +-{3,}){0,9}\s*$|={5,}$|Test Start Time:|Summary:$)/

const countNames: Readonly<Record<string, EvidenceStatus>> = {
  passed: 'pass',
  failed: 'fail',
  broken: 'error',
  skipped: 'skip',
  warnings: 'unknown',
}

class LtpReader {
  #number = 0
  /** The test that runs: its name where the log gives it, the results since it began, and their counts. */
  #test = ''
  #begun = 0
  #counts: Partial<Record<EvidenceStatus, number>> = {}
  /** A summary was met: the next result is of another test. */
  #isSummed = false
  #last = -1
  #isHint = false
  /** What ltp-pan says where it could not begin the test; its exit code is then none of the test's. */
  #notBegun = ''
  /** Rows of the table of runltp. */
  #rows = noStatuses()
  /** Something was begun that its writer ends with sums: a test of the library of 2016 and later, the table of runltp. */
  #owesSums = false

  constructor(private readonly reading: Reading) {}

  line(line: string, number: number): void {
    this.#number = number
    if (line.trim() === '') return
    if (this.#result(line) || this.#frame(line) || this.#continued(line)) return
    this.reading.unknown(number, line)
  }

  end(): void {
    if (this.#begun > 0 && this.#test !== '') this.#lost()
    if (this.#owesSums) this.reading.flag('truncated', this.#number)
  }

  #result(line: string): boolean {
    const found = newLine.exec(line)
    const old = found ? null : oldLine.exec(line)
    const [, file = '', at = '', told = '', text = ''] = found ?? old ?? []
    if (told === '') return this.#tableRow(line)
    this.#isHint = false
    if (told === 'INFO' || told === 'DEBUG') return this.#information(text)
    if (found && /\.[ch]:/.test(line)) this.#owesSums = true
    const name = this.#test || (old ? file : file.replace(/^.*\//, '').replace(/\.\w+$/, ''))
    this.#record(name, ltpVerdict(told), told, text, found ? `${file}:${at}` : '')
    return true
  }

  #record(suite: string, verdict: Verdict, told: string, text: string, place: string): void {
    if (this.#isSummed) this.#counts = {}
    this.#isSummed = false
    this.#counts[verdict.status] = (this.#counts[verdict.status] ?? 0) + 1
    const message = verdict.isPass ? '' : `T${told}: ${text}`
    const record = { suite, case: text.trim() || `T${told}`, verdict, message, place, line: this.#number }
    this.#last = this.reading.record({ ...record, target: suite })
  }

  #information(text: string): true {
    const [, kernel] = /^Tested kernel: (.*)$/.exec(text) ?? []
    const [, version] = /^LTP version: (.*)$/.exec(text) ?? []
    if (kernel !== undefined) readUname(this.reading, kernel)
    if (version !== undefined) this.reading.fact('tool', `LTP ${version}`)
    this.reading.left(this.#number, 'TINFO and TDEBUG lines')
    return true
  }

  #tableRow(line: string): boolean {
    const [, name, told, code] = tableLine.exec(line) ?? []
    if (name === undefined || told === undefined) return false
    // The word and the exit code speak: the worse counts.
    const verdict = ltpVerdict(told).orWorse(Verdict.of('ltpExit', ltpExitWord(Number(code))))
    this.#rows[verdict.status]++
    const message = verdict.isPass ? '' : `${told}, exit ${code}`
    this.#last = this.reading.record({ suite: 'LTP', case: name, verdict, message, line: this.#number })
    return true
  }

  #frame(line: string): boolean {
    const [, ended, how = '', code] = complete.exec(line) ?? []
    if (line.startsWith('Test Start Time:')) this.#rows = noStatuses()
    if (/^Testcase\s+Result/.test(line)) this.#owesSums = true
    if (ended !== undefined && how === 'COMPLETE') return this.#end(ended, Number(code))
    if (ended !== undefined) return this.#end(ended, -1, `${how}, exit ${code}`)
    if (/^<<<test_start>>>/.test(line)) return this.#start('', this.#number)
    const [, tag] = /^tag=(\S{1,200})/.exec(line) ?? []
    if (tag !== undefined) return this.#start(tag, this.#begun || this.#number)
    const [, initiation] = /^initiation_status="(.*)"/.exec(line) ?? []
    if (initiation !== undefined) return this.#initiated(initiation)
    const [, what, all] = /^Total (Tests|Failures|Skipped Tests): (\d{1,9})\s*$/.exec(line) ?? []
    if (what !== undefined) return this.#compareRows(what, Number(all))
    const [, type, exit] = /^duration=\d+ termination_type=(\w+) termination_id=(-?\d{1,9})/.exec(line) ?? []
    if (type !== undefined) return this.#ended(type, exit ?? '')
    if (/^<<<test_end>>>/.test(line)) return this.#start('', 0)
    const [, name, count] = summary.exec(line) ?? []
    if (name !== undefined) return this.#compare(name, Number(count))
    const [, fact, value] = /^(Kernel Version|Machine Architecture|Hostname): (.*)$/.exec(line) ?? []
    if (fact === 'Kernel Version') this.reading.fact('kernel', value ?? '')
    if (fact === 'Machine Architecture') this.reading.fact('architecture', value ?? '')
    if (fact === 'Hostname') this.reading.fact('machine', value ?? '')
    return fact !== undefined || frame.test(line)
  }

  #initiated(status: string): true {
    this.#notBegun = status === 'ok' ? '' : status
    return true
  }

  #ended(how: string, exit: string): true {
    if (this.#notBegun !== '') return this.#end(this.#test, -1, this.#notBegun)
    return this.#end(this.#test, how === 'exited' ? Number(exit) : -1, `${how} ${exit}`)
  }

  #start(tag: string, line: number): true {
    if (this.#begun > 0 && this.#test !== '' && tag === '') this.#lost()
    this.#forget()
    this.#test = tag
    this.#begun = line
    return true
  }

  #forget(): true {
    this.#test = ''
    this.#begun = 0
    this.#counts = {}
    this.#notBegun = ''
    this.#owesSums = false
    return true
  }

  #lost(): void {
    this.reading.flag('noResult', this.#begun)
    const message = 'It was begun and has no end: it crashed, hung, or the log was cut.'
    const verdict = Verdict.of('ltp', 'begun')
    this.reading.record({ suite: 'LTP', case: this.#test, verdict, message, line: this.#begun })
  }

  /** How a test ended is a record of its own only where its lines do not already say so. */
  #end(name: string, code: number, how = `exit ${code}`): true {
    const verdict = Verdict.of('ltpExit', ltpExitWord(code))
    const isTold = verdict.isPass ? Object.keys(this.#counts).length > 0 : (this.#counts[verdict.status] ?? 0) > 0
    if (!isTold) {
      const message = verdict.isPass ? '' : how
      this.#last = this.reading.record({
        suite: 'LTP',
        case: name || 'a test without a name',
        verdict,
        message,
        line: this.#number,
      })
    }
    return this.#forget()
  }

  #compare(name: string, told: number): true {
    this.#isSummed = true
    this.#owesSums = false
    return this.#compareCounts(told, this.#counts[countNames[name] ?? 'unknown'] ?? 0, name)
  }

  /** Below the table of runltp: whatever neither passed nor was skipped is a failure there. */
  #compareRows(what: string, told: number): true {
    this.#owesSums = false
    const all = Object.values(this.#rows).reduce((sum, count) => sum + count, 0)
    const { pass, skip } = this.#rows
    if (what === 'Tests') return this.#compareCounts(told, all, 'tests')
    if (what === 'Skipped Tests') return this.#compareCounts(told, skip, 'skipped tests')
    return this.#compareCounts(told, all - pass - skip, 'failures')
  }

  #compareCounts(told: number, seen: number, what: string): true {
    if (told === seen) return true
    this.reading.flag('countsDiffer', this.#number)
    this.reading.repaired(this.#number, `the summary tells of ${told} ${what}, ${seen} seen.`)
    return true
  }

  /** Hints, and second lines of old messages, belong to the result before them. */
  #continued(line: string): boolean {
    if (/^HINT: /.test(line)) this.#isHint = true
    const belongs = /^TEST_ERRNO=/.test(line) || (this.#isHint && /^(HINT: |https?:\/\/)/.test(line))
    const record = belongs ? this.reading.recordAt(this.#last) : undefined
    if (!record) return false
    this.reading.amend(this.#last, { message: record.message === '' ? line : `${record.message}\n${line}` })
    return true
  }
}

/** Logs of the Linux Test Project: what its tests print, with or without the frames of runltp and ltp-pan. */
export const ltp: EvidenceFormat = {
  name: 'ltp',
  title: 'LTP log',
  recognise: ({ lines }) =>
    lines.some(
      (line) => newLine.test(line) || oldLine.test(line) || complete.test(line) || /^<<<test_start>>>/.test(line),
    ) || lines.filter((line) => tableLine.test(line) && /\s(PASS|FAIL|CONF|BROK|WARN|SKIP)\s/.test(line)).length > 1,
  read(text, reading) {
    const reader = new LtpReader(reading)
    eachLine(text, reading, (line, number) => reader.line(line, number))
    reader.end()
    reading.fact('tool', 'LTP')
  },
}

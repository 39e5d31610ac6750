import { eachLine } from '../lines'
import type { Reading } from '../reading'
import { Verdict } from '../results/verdict'
import type { EvidenceFormat } from './types'

/** `stress-ng: 23:25:48.41 info:  [1338] text`; the time only with --timestamp. */
const prefix = /^stress-ng: (?:(?:\d\d:){2}\d\d(?:\.\d+)? )?(\w{1,20}): *\[(\d{1,9})\] (.*)$/
/** `pipe   295049   2.00   0.20   0.98   147463.27   250812.88 …` */
const metric = /^([\w-]{1,60})\s+(\d[\d.]*)\s+(\d[\d.]*)\s+(\d[\d.]*)\s+(\d[\d.]*)\s+([\d.]+)\s+([\d.]+)(.*)$/s
const measured = /^([\w-]{1,60})\s{2,}(\d[\d.]*\s+\S.*)$/
const verdict = /^(passed|failed|skipped): \d+(?:: (.*))?$/
const completed = /^(un)?successful run completed in (.*)$/

/** Levels of messages that tell no result; fail, error, and one that is not known, tell one. */
const levels: ReadonlySet<string> = new Set(['info', 'warn', 'metrc', 'debug', 'note'])

type Stressor = {
  readonly line: number
  verdict: Verdict | undefined
  duration: number | undefined
  said: string[]
}

/** At most so many messages of one stressor are kept. */
const saidLimit = 100

class StressLog {
  #line = 0
  #begun = 0
  /** A run has completed: what comes next, if nothing is dispatched, still belongs to it. */
  #isDone = false
  /** The run says of its stressors which passed, failed and were skipped (0.15.07 and later). */
  #isSummed = false
  #stressors = new Map<string, Stressor>()
  #warnings: string[] = []
  /** What is said of the run, and of no stressor that was dispatched. */
  #ofRun: Verdict[] = []

  constructor(private readonly reading: Reading) {}

  line(text: string, line: number): void {
    this.#line = line
    const [, level, , message = ''] = prefix.exec(text) ?? []
    if (level === undefined) {
      if (text.trim() !== '') this.reading.unknown(line, text)
      return
    }
    if (!this.#isDone || message.startsWith('dispatching hogs:')) this.#begun ||= line
    this.#message(level, message.trim())
  }

  end(): void {
    if (this.#begun === 0) return
    this.reading.flag('truncated', this.#line)
    this.#finish('begun', 'The log has no line that the run completed.', '')
  }

  #message(level: string, text: string): void {
    const done = completed.exec(text)
    if (done) return this.#finish(`${done[1] ?? ''}successful run completed`, text, done[2] ?? '')
    const [, hogs] = /^dispatching hogs: (.*)$/.exec(text) ?? []
    if (hogs !== undefined) for (const [, name] of hogs.matchAll(/\d ([\w-]+)/g)) this.#stressor(name ?? '')
    else if (!levels.has(level)) this.#failed(level, text)
    else if (!this.#verdict(text) && !this.#metric(text)) this.#other(level, text)
  }

  #stressor(name: string): Stressor {
    const known = this.#stressors.get(name) ?? { line: this.#line, verdict: undefined, duration: undefined, said: [] }
    this.#stressors.set(name, known)
    return known
  }

  #say(stressor: Stressor, text: string): void {
    if (stressor.said.length < saidLimit) stressor.said.push(text)
    else this.reading.left(this.#line, 'messages of a stressor')
  }

  /** The stressor that a failure names; the run's own when it names none that was dispatched. */
  #failed(level: string, text: string): void {
    const names = text.matchAll(/[\w-]+/g)
    for (const [word] of names) {
      const stressor = this.#stressors.get(word.replace(/^stress-ng-/, ''))
      if (!stressor) continue
      this.#says(stressor, level)
      this.#say(stressor, `${level}: ${text}`)
      return
    }
    const verdict = Verdict.of('stressNg', level)
    if (this.#begun > 0) {
      this.#ofRun.push(verdict)
      return this.#warn(`${level}: ${text}`)
    }
    this.reading.record({ suite: 'stress-ng', case: 'run', verdict, message: `${level}: ${text}`, line: this.#line })
  }

  #says(stressor: Stressor, word: string): void {
    const said = Verdict.of('stressNg', word)
    stressor.verdict = stressor.verdict?.orWorse(said) ?? said
  }

  /** `passed: 4: cpu (4)`: counts of instances, since 0.15.07. */
  #verdict(text: string): boolean {
    const [, word, named = ''] = verdict.exec(text) ?? []
    if (word === undefined) return false
    this.#isSummed = true
    for (const [, name = '', count] of named.matchAll(/([\w-]{1,60}) \((\d{1,9})\)/g)) {
      const stressor = this.#stressor(name)
      this.#say(stressor, `${word}: ${count} of its instances`)
      this.#says(stressor, word)
    }
    return true
  }

  #metric(text: string): boolean {
    const [, name, operations, real, user, system, ...rates] = metric.exec(text) ?? []
    const known = name === undefined ? undefined : this.#stressors.get(name)
    if (known) {
      known.duration = Number(real)
      const times = `${user} s in user space, ${system} s in the kernel`
      this.#say(known, `${operations} bogo operations, ${times}, ${rates.slice(0, 2).join(' and ')} per second`)
      return true
    }
    const [, of, value] = measured.exec(text) ?? []
    const stressor = of === undefined ? undefined : this.#stressors.get(of)
    if (stressor && value !== undefined) this.#say(stressor, value)
    return stressor !== undefined
  }

  #other(level: string, text: string): void {
    const [, skipped] = /^(?:skipping )?([\w-]+)(?: stressor)? (?:will be skipped|skipped)/.exec(text) ?? []
    const [, untrusted] = /^metrics untrustworthy: (\d+)/.exec(text) ?? []
    if (skipped !== undefined) {
      const stressor = this.#stressor(skipped)
      this.#says(stressor, 'skipped')
      this.#say(stressor, text)
    } else if (level === 'warn' || (untrusted !== undefined && untrusted !== '0')) this.#warn(text)
    else this.reading.left(this.#line, 'lines of information')
  }

  #warn(text: string): void {
    if (this.#warnings.length < saidLimit) this.#warnings.push(text)
    else this.reading.left(this.#line, 'warnings')
  }

  /** A stressor that nothing is said of shares the run's success, but not its failure: that may be another's. */
  #finish(ended: string, text: string, took: string): void {
    const isShared = ended === 'successful run completed' && !this.#isSummed
    const untold = Verdict.of('stressNg', isShared ? 'dispatched, successful run completed' : 'dispatched')
    const verdicts: Verdict[] = []
    for (const [name, { line, verdict = untold, duration, said }] of this.#stressors) {
      verdicts.push(verdict)
      const common = { suite: 'stress-ng', case: name, verdict, message: said.join('\n'), line }
      this.reading.record({ ...common, ...(duration === undefined ? {} : { duration }), target: `stressor:${name}` })
    }
    const verdict = this.#verdictOf(ended, verdicts)
    const [, minutes, seconds] = /^(?:(\d+) mins?, )?(\d+(?:\.\d+)?) ?s/.exec(took) ?? []
    const duration = seconds === undefined ? {} : { duration: Number(minutes ?? 0) * 60 + Number(seconds) }
    const nothing = verdict.status === 'skip' ? 'Nothing passed, and nothing failed.' : ''
    const message = [verdict.isPass ? '' : text, nothing, ...this.#warnings].filter(Boolean).join('\n')
    this.reading.record({ suite: 'stress-ng', case: 'run', verdict, message, line: this.#line, ...duration })
    this.#begun = 0
    this.#isDone = true
    this.#isSummed = false
    this.#stressors = new Map()
    this.#warnings = []
    this.#ofRun = []
  }

  /** A run that calls itself successful passed something, and nothing of it failed. */
  #verdictOf(ended: string, verdicts: readonly Verdict[]): Verdict {
    if (ended !== 'successful run completed') return Verdict.of('stressNg', ended)
    const passed = verdicts.some(({ isPass }) => isPass)
    const run = Verdict.of('stressNg', passed ? ended : `${ended}, nothing passed`)
    const broken = [...this.#ofRun, ...verdicts.filter(({ status }) => status === 'fail' || status === 'error')]
    if (broken.length === 0) return run
    this.reading.flag('contradiction', this.#line)
    return Verdict.worst(run, ...broken)
  }
}

/** The log of stress-ng: the only place where it says whether a run passed. */
export const stressNgLog: EvidenceFormat = {
  name: 'stressNgLog',
  title: 'stress-ng log',
  recognise: ({ lines }) => lines.some((line) => prefix.test(line)),
  read(text, reading) {
    const log = new StressLog(reading)
    eachLine(text, reading, (line, number) => log.line(line, number))
    log.end()
    reading.fact('tool', 'stress-ng')
  },
}

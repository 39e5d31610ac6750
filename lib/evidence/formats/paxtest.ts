import { eachLine } from '../lines'
import type { Reading } from '../reading'
import { Verdict } from '../results/verdict'
import { readUname } from '../uname'
import type { EvidenceFormat } from './types'

/** Names are padded to this width; then comes the colon. */
const nameWidth = 41

/** The word of a result: a measurement of randomness is one, whatever its figures are. */
function wordOf(result: string): string {
  if (/^No randomi[sz]ation/i.test(result)) return 'No randomization'
  return /^\d{1,3}(\.\d{1,3})? (quality )?bits/.test(result) ? 'bits' : result
}

function readTest(reading: Reading, name: string, result: string, line: number, isCutShort: boolean): void {
  const verdict = Verdict.of('paxtest', wordOf(result))
  const died = isCutShort ? 'It died before its result: the next test stands in the same line.' : 'It has no result.'
  if (verdict.status === 'unknown' && verdict.undefinedWord === '') reading.flag('noVerdict', line)
  reading.record({ suite: 'paxtest', case: name, verdict, message: result === '' ? died : result, line })
}

/** `name : result`; a test that dies leaves its name before that of the next one. False when it is no such line. */
function readTests(reading: Reading, text: string, line: number): boolean {
  let rest = text
  while (rest.charAt(nameWidth) === ':') {
    const name = rest.slice(0, nameWidth).trimEnd()
    const result = rest.slice(nameWidth + 1).trimStart()
    const isJoined = result.charAt(nameWidth) === ':' && !result.slice(0, nameWidth).includes(':')
    if (isJoined) {
      reading.flag('joinedLines', line)
      reading.repaired(line, `two results in one line: "${name}" has none of its own.`)
    }
    readTest(reading, name, isJoined ? '' : result.trimEnd(), line, isJoined)
    if (!isJoined) return true
    rest = result
  }
  // A name of another width than the program's own: what it says counts all the same.
  const [, name, result = ''] = /^(\S[^:]{0,100}?) {1,60}: (.{0,1000})$/s.exec(rest) ?? []
  if (name === undefined) return false
  readTest(reading, name, result.trim(), line, false)
  return true
}

class PaxtestReader {
  #isInTests = false
  #expects = ''
  #lines = 0

  constructor(private readonly reading: Reading) {}

  line(text: string, line: number): void {
    this.#lines = line
    if (this.#isInTests) {
      if (!readTests(this.reading, text, line) && text.trim() !== '') this.reading.unknown(line, text)
      return
    }
    this.#header(text.trim(), line)
  }

  end(): void {
    if (!this.#isInTests) this.reading.flag('truncated', this.#lines)
  }

  #header(text: string, line: number): void {
    const expects = this.#expects
    this.#expects = ''
    const [, description] = /^Description:\s*(\S.*)$/s.exec(text) ?? []
    if (/^Test results:$/.test(text)) this.#isInTests = true
    else if (/^(Mode|Kernel):/.test(text)) this.#expects = text.slice(0, text.indexOf(':'))
    else if (expects === 'Kernel') readUname(this.reading, text)
    else if (expects === 'Mode') this.reading.fact('tool', `PaXtest, mode ${text}`)
    else if (description !== undefined) this.reading.fact('subject', description)
    else if (
      text !== '' &&
      !/^(PaXtest - |Released under|Rel\w+ information:|Distributor ID:|Release:|Codename:)/.test(text)
    )
      this.reading.unknown(line, text)
  }
}

/** The log of paxtest: which attempts at running or finding code in memory the kernel stops. */
export const paxtest: EvidenceFormat = {
  name: 'paxtest',
  title: 'paxtest log',
  recognise: ({ lines }) => lines.some((line) => line.startsWith('PaXtest - ')),
  read(text, reading) {
    const reader = new PaxtestReader(reading)
    eachLine(text, reading, (line, number) => reader.line(line, number))
    reader.end()
    reading.fact('tool', 'PaXtest')
  },
}

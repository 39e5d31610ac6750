import { wholeOf } from '@/lib/text/number'
import { isBlank, LineReader } from '../lineReader'
import type { TraceFormat } from '../model'

/** `     usecs               : count     distribution`; the unit is the tool's, or the argument's name. */
const head = /^\s{0,20}(\S.{0,60}?)\s{1,40}: count {1,20}distribution\s*$/
/** `         2 -> 3          : 12       |****      |`, and of a linear one `         2          : 12       |***|`. */
const bucket = /^\s{0,20}(\d{1,20}(?: {1,20}-> {1,20}\d{1,20})?)\s{1,40}: (\S{1,20})\s{1,20}\|[* +]{0,60}\|\s*$/

/** Reads the histograms of bcc's tools (biolatency, runqlat, funclatency, argdist -H): how many there are in each range. */
class BccHistogramReader extends LineReader {
  #title = ''
  #unit: string | undefined

  protected read(text: string): boolean {
    const line = text.slice(0, 400)
    const unit = head.exec(line)?.[1]
    if (unit !== undefined) this.#unit = unit
    if (unit !== undefined || isBlank(line)) return true
    const [, range, digits] = bucket.exec(line) ?? []
    if (range !== undefined && this.#unit !== undefined) return this.#bucket(range, this.#unit, digits ?? '')
    if (/^(?:Tracing |Detaching|\^C|Hit Ctrl|\d\d:\d\d:\d\d|\[\d\d:\d\d:\d\d\]|avg = )/.test(line)) return true
    // Above a histogram stands whose it is: `disk = 'sda'`, a probe, a pid.
    this.#unit = undefined
    this.#title = line.trim()
    return /^(?:[\w ]{1,30} = |[pru]?:[^:]{0,100}:|Function = |flags = )/.test(line)
  }

  #bucket(range: string, unit: string, digits: string): boolean {
    const calls = wholeOf(digits)
    if (calls === undefined) this.flags.add('badNumbers', this.number)
    const name = `${range.replace(/\s{2,}/g, ' ')} ${unit}`
    const nothing = { errors: undefined, seconds: undefined }
    this.sink.count?.({ line: this.number, table: this.#title, name, calls, ...nothing })
    return true
  }
}

export const bccHistogram: TraceFormat = {
  name: 'bccHistogram',
  title: 'bcc biolatency, runqlat, funclatency, argdist -H: histograms',
  recognise: (lines) => lines.some((line) => head.test(line.slice(0, 200))),
  read: (sink) => new BccHistogramReader(sink),
}

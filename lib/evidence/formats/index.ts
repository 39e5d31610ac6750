import { StpaError } from '@/lib/stpa/errors'
import { foreignMessage, foreignOf } from '@/lib/text/foreign'
import { LogPrefix } from '@/lib/text/prefix'
import type { Evidence } from '../model'
import { Reading } from '../reading'
import { decodeEvidence } from '../text'
import { cyclonedx } from './cyclonedx'
import { gcov } from './gcov'
import { gcovJson } from './gcovJson'
import { junit } from './junit'
import { kernelConfig } from './kernelConfig'
import { cyclictest } from './latency/cyclictest'
import { cyclictestJson } from './latency/cyclictestJson'
import { rtlaHist } from './latency/rtlaHist'
import { rtlaTop } from './latency/rtlaTop'
import { lcov } from './lcov'
import { llvmCov } from './llvmCov'
import { ltp } from './ltp'
import { ltpJson } from './ltpJson'
import { openqa } from './openqa'
import { paxtest } from './paxtest'
import { spdx2 } from './spdx2'
import { spdx3 } from './spdx3'
import { stressNgLog } from './stressNgLog'
import { stressNgYaml } from './stressNgYaml'
import { tap } from './tap'
import type { EvidenceFormat } from './types'

/** The formats: one file or folder and one line each. The first that recognises a text reads it. */
export const evidenceFormats: readonly EvidenceFormat[] = [
  junit,
  spdx3,
  spdx2,
  cyclonedx,
  ltpJson,
  openqa,
  gcovJson,
  llvmCov,
  cyclictestJson,
  cyclictest,
  rtlaHist,
  rtlaTop,
  paxtest,
  stressNgYaml,
  stressNgLog,
  gcov,
  lcov,
  tap,
  ltp,
  kernelConfig,
]

/** So much of a file is looked at. */
const headLength = 64_000

export const findEvidenceFormat = (name: string): EvidenceFormat | undefined =>
  evidenceFormats.find((format) => format.name === name)

/** The format of a text that begins so; undefined when none takes it. */
export function recogniseEvidence(head: string, name: string): EvidenceFormat | undefined {
  const text = head.slice(0, headLength)
  const prefixed = text.split('\n').map((line) => line.slice(0, 2_000))
  const prefix = new LogPrefix(prefixed)
  const lines = prefixed.map((line) => prefix.strip(line))
  return evidenceFormats.find((format) => format.recognise({ name, text, lines }))
}

/**
 * Reads one file of evidence: bytes, or a text that is decoded already. Without a format it is recognised by content.
 * @throws StpaError tooLarge; unknownFormat, with the formats that there are; unreadable, with file and line
 */
export function readEvidence(name: string, content: Uint8Array | string, format?: EvidenceFormat): Evidence {
  const decoded = decodeEvidence(name, content)
  const { text } = decoded
  const found = format ?? recogniseEvidence(text, name) ?? recogniseByEnd(text, name)
  if (!found) throw unknown(name, text)
  const reading = new Reading(name)
  found.read(text, reading)
  return reading.finish(found.name, decoded)
}

/** Some writers of JSON put what names the format last, and a console may print much before the first result. */
const recogniseByEnd = (text: string, name: string): EvidenceFormat | undefined =>
  text.length > headLength ? recogniseEvidence(text.slice(0, 1) + text.slice(1 - headLength), name) : undefined

function unknown(name: string, text: string): StpaError {
  const foreign = foreignOf({ bytes: new Uint8Array(0), lines: text.slice(0, headLength).split('\n', 200) })
  if (foreign) return new StpaError('unknownFormat', foreignMessage(name, foreign), { place: { file: name } })
  const titles = evidenceFormats.map((format) => `${format.title} [${format.name}]`).join(', ')
  const message = `${name}: no format of evidence recognises it. There are: ${titles}. If it is one of them, say which.`
  return new StpaError('unknownFormat', message, { place: { file: name } })
}

import type { EvidenceFormat } from '../types'
import { readSpdxJson } from './json'
import { readSpdxTagValue } from './tagValue'

const isJson = (text: string): boolean => /^\s*\{/.test(text)

/** SPDX 2.x in JSON and as tag-value. Files, snippets and other relations than "needs" are counted, not kept. */
export const spdx2: EvidenceFormat = {
  name: 'spdx2',
  title: 'SPDX 2.3 (JSON, tag-value)',
  recognise: ({ text, lines }) =>
    isJson(text)
      ? /"spdxVersion"\s*:\s*"SPDX-2\./.test(text)
      : lines.some((line) => line.length < 200 && /^SPDXVersion:\s*SPDX-2\.\d/.test(line)),
  read: (text, reading) => (isJson(text) ? readSpdxJson(text, reading) : readSpdxTagValue(text, reading)),
}

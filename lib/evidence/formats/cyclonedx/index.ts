import type { EvidenceFormat } from '../types'
import { readCyclonedxJson } from './json'
import { readCyclonedxXml } from './xml'

const isXml = (text: string): boolean => /^\s*</.test(text)

/** CycloneDX, any version. A service is a component; vulnerabilities and the like are counted, not kept. */
export const cyclonedx: EvidenceFormat = {
  name: 'cyclonedx',
  title: 'CycloneDX (JSON, XML)',
  recognise: ({ text }) =>
    isXml(text)
      ? /<(?:\w{1,20}:)?bom\s/.test(text) && text.includes('http://cyclonedx.org/schema/bom/')
      : /^\s*\{/.test(text) && /"bomFormat"\s*:\s*"CycloneDX"/.test(text),
  read: (text, reading) => (isXml(text) ? readCyclonedxXml(text, reading) : readCyclonedxJson(text, reading)),
}

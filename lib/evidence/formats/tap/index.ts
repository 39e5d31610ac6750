import { isOfProve } from '@/lib/text/foreign'
import { eachLine } from '../../lines'
import type { EvidenceFormat } from '../types'
import { tapLine } from './lines'
import { TapReader } from './reader'

/** TAP and KTAP, with or without a version line: kselftest leaves it out, and so do tests that are run by hand. */
export const tap: EvidenceFormat = {
  name: 'tap',
  title: 'TAP 12 to 14, KTAP 1, KUnit, kselftest',
  recognise({ lines }) {
    if (isOfProve({ bytes: new Uint8Array(0), lines })) return false
    const found = lines.map(tapLine)
    if (found.some(({ kind }) => kind === 'version' || kind === 'oldResult')) return true
    const first = found.find(({ kind }) => kind !== 'empty' && kind !== 'comment')
    if (first?.kind === 'plan' && first.planned === 0 && first.column === 0) return true // 1..0 # SKIP: that is all of it
    const results = found.filter((line) => line.kind === 'result' && line.number !== undefined)
    return results.length > 1 || (results.length > 0 && found.some(({ kind }) => kind === 'plan'))
  },
  read(text, reading) {
    const reader = new TapReader(reading)
    eachLine(text, reading, (line) => reader.line(line))
    reader.end()
  },
}

import { createHash, randomBytes } from 'node:crypto'
import { closeSync, fstatSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { StpaError } from '@/lib/stpa/errors'
import { decodeText } from '@/lib/stpa/formats/decode'
import type { SourceText } from '@/lib/stpa/formats/types'
import type { ReportLine } from '@/lib/stpa/model'

/** At most this many bytes of one input. */
export const sizeLimit = 16_000_000

export type ReadSource = SourceText & { readonly repairs: readonly ReportLine[]; readonly bytes: Uint8Array }

/** Bytes of an input as a decoded source with its hash. @throws StpaError tooLarge, unreadable */
export function sourceOf(name: string, bytes: Uint8Array): ReadSource {
  if (bytes.length > sizeLimit) {
    const message = `${name} has ${(bytes.length / 1e6).toFixed(1)} MB; at most ${sizeLimit / 1e6} MB are read. Split it.`
    throw new StpaError('tooLarge', message, { place: { file: name } })
  }
  const { text, repairs } = decodeText(name, bytes)
  return { name, text, repairs, bytes, hash: createHash('sha256').update(bytes).digest('hex') }
}

/** Reads a file, or standard input for `-`. A file over the limit is refused before it is read. */
export function readSource(path: string): ReadSource {
  if (path === '-') return sourceOf('stdin', readFileSync(0))
  const file = openSync(path, 'r')
  try {
    const stat = fstatSync(file)
    if (stat.isDirectory()) throw new StpaError('unreadable', `${path} is a folder.`, { place: { file: path } })
    if (stat.size > sizeLimit) {
      const message = `${path} has ${(stat.size / 1e6).toFixed(1)} MB; at most ${sizeLimit / 1e6} MB are read. Split it.`
      throw new StpaError('tooLarge', message, { place: { file: path } })
    }
    return sourceOf(path, readFileSync(file))
  } finally {
    closeSync(file)
  }
}

/** Writes a whole file or nothing: beside it first, then renamed. */
export function writeWhole(path: string, content: string | Uint8Array): void {
  const beside = `${path}.${randomBytes(4).toString('hex')}.tmp`
  try {
    writeFileSync(beside, content)
    renameSync(beside, path)
  } catch (error) {
    rmSync(beside, { force: true })
    throw error
  }
}

/** A fresh uid: 60 bits, short enough to stand in a file. */
export function newUid(): string {
  return randomBytes(8).toString('hex').slice(0, 15)
}

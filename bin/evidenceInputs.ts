import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs'
import { evidenceFormats, findEvidenceFormat, readEvidence } from '@/lib/evidence/formats'
import { type Evidence, evidenceLimits } from '@/lib/evidence/model'
import { isGzip, unpacked } from '@/lib/node/gzip'
import { StpaError } from '@/lib/stpa/errors'
import { describeFailure } from './failures'
import { UsageError } from './usage'

/** Files that were read, and those that could not be, each with the reason. */
export type EvidenceInputs = {
  readonly read: readonly Evidence[]
  readonly refused: readonly { readonly file: string; readonly message: string }[]
}

/** Reads each file; one that cannot be read does not keep the others from it. `as` names the format of all. */
export function readEvidenceFiles(paths: readonly string[], as: string | undefined): EvidenceInputs {
  if (paths.length === 0) throw new UsageError('Name at least one file of evidence.')
  if (paths.includes('-')) throw new UsageError('Standard input (-) is not read: name a file.')
  const format = as === undefined ? undefined : findEvidenceFormat(as)
  if (as !== undefined && !format)
    throw new UsageError(`--as ${as}: use ${evidenceFormats.map(({ name }) => name).join(', ')}.`)
  const read: Evidence[] = []
  const refused: { file: string; message: string }[] = []
  for (const path of paths) {
    try {
      read.push(readEvidence(path, plain(path, bytesOf(path)), format))
    } catch (error) {
      refused.push({ file: path, message: describeFailure(error) })
    }
  }
  return { read, refused }
}

/** The bytes of a file that is one, and not larger than is read. */
function bytesOf(path: string): Uint8Array {
  const file = openSync(path, 'r')
  try {
    const stat = fstatSync(file)
    if (stat.isDirectory()) throw new StpaError('unreadable', `${path} is a folder.`, { place: { file: path } })
    if (!stat.isFile()) throw new StpaError('unreadable', `${path} is no file.`, { place: { file: path } })
    if (stat.size > evidenceLimits.size) throw tooLarge(path, `has ${(stat.size / 1e6).toFixed(1)} MB`)
    return readFileSync(file)
  } finally {
    closeSync(file)
  }
}

const tooLarge = (path: string, what: string): StpaError =>
  new StpaError('tooLarge', `${path} ${what}; at most ${evidenceLimits.size / 1e6} MB are read. Split it.`, {
    place: { file: path },
  })

/** `/proc/config.gz` and what gcov writes are packed. */
const plain = (path: string, bytes: Uint8Array): Uint8Array =>
  isGzip(bytes) ? unpacked(path, bytes, evidenceLimits.size) : bytes

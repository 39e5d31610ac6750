import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { Seed } from './cases'
import { databaseSeeds } from './databases'
import { gzipSeeds } from './gzip'
import { madeSeeds } from './readers'

/** Larger samples would only make each case slow. */
const largest = 60_000

/** Real inputs and earlier faults, where they are there: folder → the reader that they are for. */
const shared: readonly (readonly [folder: string, name: RegExp, reader: string])[] = [
  ['stpa', /\.(yml|dot)$/, 'analysis'],
  ['exchange/stpatools', /\.ya?ml$/, 'analysis'],
  ['ks-nav/small', /^out\./, 'kernelPicture'],
  ['ks-nav/small', /\.db$/, 'database'],
  ['ks-nav/graph-tools', /\.dot$/, 'kernelPicture'],
  ['ks-nav/lfscs', /\.(dot|subs)$/, 'kernelPicture'],
  ['traces', /./, 'trace'],
  ['evidence', /./, 'evidence'],
  ['faults/field', /\.strace$|perf|ltrace|funcgraph/, 'trace'],
  ['faults/field', /junit|tap|log|spdx|info|cyclonedx/, 'evidence'],
  ['faults/field', /\.(dot|ya?ml)$/, 'analysis'],
  ['faults/field', /maintainers/, 'maintainers'],
  ['faults/hostile', /\.strace$/, 'trace'],
  ['faults/hostile', /\.g$/, 'graphFile'],
  ['faults/hostile', /kernel|cubic|formula\.dot/, 'kernelPicture'],
  ['faults/hostile', /\.ya?ml$|brackets\.dot/, 'analysis'],
  ['faults/hostile', /maint/, 'maintainers'],
]

/**
 * The project's own samples, for all readers or one; with real ones where they are wanted and a folder of them stands
 * beside the repository.
 */
export function seedsOf(ownOnly: boolean, only: string | undefined): { seeds: Seed[]; places: string } {
  const own = readdirSync('fuzz/seeds').flatMap((reader) => filesIn(join('fuzz/seeds', reader), /./, reader))
  const made = Object.entries({ ...madeSeeds, database: databaseSeeds(), gzip: gzipSeeds() }).flatMap(([reader, all]) =>
    all.map((bytes, index): Seed => ({ reader, name: `made ${index + 1}`, bytes })),
  )
  const isThere = !ownOnly && existsSync('../shared/data')
  const real = isThere
    ? shared.flatMap(([folder, name, reader]) => filesIn(join('../shared/data', folder), name, reader))
    : []
  const seeds = [...own, ...made, ...real].filter(({ reader }) => only === undefined || reader === only)
  return { seeds, places: isThere ? 'own and ../shared' : 'own' }
}

function filesIn(folder: string, wanted: RegExp, reader: string): Seed[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => wanted.test(name) && name !== 'INDEX.tsv' && statSync(join(folder, name)).isFile())
    .sort()
    .map((name) => ({
      reader,
      name: join(folder, name),
      bytes: new Uint8Array(unpacked(readFileSync(join(folder, name)))),
    }))
    .filter(({ bytes }) => bytes.length <= largest)
}

function unpacked(bytes: Uint8Array): Uint8Array {
  try {
    return bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes, { maxOutputLength: 1_000_000 }) : bytes
  } catch {
    return bytes // larger, or damaged: as it is
  }
}

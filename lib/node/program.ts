import type { BasisEntry } from '@/lib/stpa/report/basis'

/** Digest of what reads evidence; '' when it is run from its sources. */
export const readerName = (): string => process.env.STPA_READER ?? ''

/**
 * Which program this is. scripts/build.mjs puts the version and the digest of what it was built from in their places;
 * run from its sources, it has none.
 */
export function programEntry(): BasisEntry {
  const digest = process.env.STPA_SOURCES ?? ''
  const note = digest === '' ? 'run from its sources' : 'digest of the sources that it was built from'
  return { what: 'program', name: `STPA Workbench ${process.env.STPA_VERSION ?? ''}`.trim(), digest, note }
}

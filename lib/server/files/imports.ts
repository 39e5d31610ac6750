import type { z } from 'zod'
import type { ImportedFiles, ImportRequest, Upload } from '@/lib/node/importFiles'
import type { Asker } from '@/lib/node/turns'
import type { Author, ImportOutcome, importOptions } from '@/lib/stpa/api'
import { StpaError } from '@/lib/stpa/errors'
import { createAnalysis } from '../analyses'
import { bodyLimits } from '../bodyLimits'
import { commitProposal } from '../commit'
import type { Proposal } from '../door/proposal'
import { loadBody } from '../read'
import type { Body } from '../store/cache'
import type { Store } from '../store/store'

const fileLimit = 100

/**
 * Reads files into a new analysis or into one that is there: as one change, with its originals, or as a dry run that
 * writes nothing. The id of a new one is made from `name`, else from the id in its file
 * (so that an edit of that file is known as one of it), else from its title.
 * @throws StpaError noAuthor (a dry run needs none), tooLarge, tooSlow, unreadable, unknownFormat, conflict
 */
export async function importUploads(
  store: Store,
  author: Author | undefined,
  files: readonly Upload[],
  options: z.output<typeof importOptions>,
  name?: string,
  asker: Asker = author ? { who: author.id } : {},
): Promise<ImportOutcome> {
  assertBounds(files)
  if (!author && !options.dryRun) throw noAuthor()
  const base = options.analysis === undefined ? undefined : await loadBody(store, options.analysis)
  const { match, legend, takeTheirs } = options
  const request: ImportRequest = {
    files,
    base: base ? base.bytes.toString() : null,
    settings: { match, legend, takeTheirs },
  }
  const imported = await store.runTask('import', request, asker)
  if (!author || options.dryRun) return { ...imported.outcome, analysis: null, revision: null }
  const written = base
    ? await importInto(store, author, base, imported)
    : await importNew(store, author, imported, name)
  return { ...imported.outcome, analysis: written.id, revision: written.revision }
}

export function noAuthor(): StpaError {
  return new StpaError('noAuthor', 'Say who you are first: every change carries the name of its author.')
}

function assertBounds(files: readonly Upload[]): void {
  if (files.length === 0) throw new StpaError('badRequest', 'Choose at least one file.')
  if (files.length > fileLimit) throw new StpaError('tooLarge', `At most ${fileLimit} files at once. Split the import.`)
  const total = files.reduce((sum, file) => sum + file.bytes.length, 0)
  if (total > bodyLimits.files) {
    const message = `The files have ${(total / 1e6).toFixed(1)} MB; at most ${bodyLimits.files / 1e6} MB at once. Split the import.`
    throw new StpaError('tooLarge', message)
  }
}

function proposalOf({ operations, originals }: ImportedFiles): Proposal {
  const names = originals.map((original) => original.name).join(', ')
  return { operations, originals, action: 'import', reason: `Imported ${names}`.slice(0, 2_000) }
}

async function importNew(
  store: Store,
  author: Author,
  imported: ImportedFiles,
  name = imported.id ?? imported.outcome.title,
): Promise<{ id: string; revision: number }> {
  return createAnalysis(store, author, name, { ...proposalOf(imported), counters: imported.counters })
}

/** Files that bring nothing new make no change. */
async function importInto(store: Store, author: Author, base: Body, imported: ImportedFiles) {
  if (imported.operations.length === 0) return { id: base.id, revision: base.revision }
  const { revision } = await commitProposal(store, base.id, author, proposalOf(imported))
  return { id: base.id, revision }
}

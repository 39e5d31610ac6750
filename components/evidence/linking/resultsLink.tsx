'use client'

import Link from 'next/link'
import { useMemo, useState } from 'react'
import { EmptyState } from '@/components/ui/emptyState'
import { useAnalysis } from '@/lib/client/analysis'
import { recordedResults, recordResults } from '@/lib/evidence/linking/recordResults'
import { nameOf, proposeResults } from '@/lib/evidence/linking/results'
import { countStatuses, type EvidenceRecord, evidenceStatuses } from '@/lib/evidence/model'
import { itemsOf } from '@/lib/stpa/graph'
import type { Item } from '@/lib/stpa/model'
import { LineLink } from '../useView'
import { type Added, AddResults } from './addResults'
import { LinkHead } from './linkHead'
import { type Proposal, ReviewList } from './reviewList'
import { type LinkedFile, useRecording } from './useRecording'
import { useTicked } from './useTicked'

/** Results taken for those of a case: proposed, or put together by a person. */
type Candidate = {
  readonly testCase: Item
  readonly records: readonly EvidenceRecord[]
  readonly reason: string
  readonly isCertain: boolean
}

/** Results of tests for verification cases. */
export function ResultsLink(file: LinkedFile) {
  const analysis = useAnalysis()
  const { records } = file.digest
  const [added, setAdded] = useState<readonly Added[]>([])
  const proposed = useMemo(() => proposeResults(analysis, records), [analysis, records])
  const candidates = useMemo((): Candidate[] => {
    const own = added.flatMap(({ testCase: uid, records: places }): Candidate[] => {
      const testCase = analysis.items.get(uid)
      const chosen = places.flatMap((at) => records[at] ?? [])
      return testCase ? [{ testCase, records: chosen, reason: 'chosen by a person', isCertain: true }] : []
    })
    const others = proposed.filter(({ testCase }) => !added.some((each) => each.testCase === testCase.uid))
    return [...own, ...others.map((each) => ({ ...each, records: each.records.flatMap((at) => records[at] ?? []) }))]
  }, [analysis, records, proposed, added])
  const cases = itemsOf(analysis, 'testCase')
  if (cases.length === 0) return <Nothing base={`/analyses/${analysis.id}/items`} />
  if (records.length === 0) return <p className="p-5 text-soft">There is no result in this file to link.</p>
  const add = (next: Added) => setAdded([next, ...added.filter(({ testCase }) => testCase !== next.testCase)])
  return (
    <div className="h-full overflow-y-auto px-3 py-2">
      <Review file={file} candidates={candidates} />
      <AddResults cases={cases} records={records} onAdd={add} />
    </div>
  )
}

function Review({ file, candidates }: { file: LinkedFile; candidates: readonly Candidate[] }) {
  const analysis = useAnalysis()
  const { card, digest, evidence } = file
  const proposals = useMemo(
    () =>
      candidates.map(({ testCase, records, reason, isCertain }): Proposal => {
        const recorded = recordedResults(analysis, evidence, { testCase, records })
        return { id: testCase.uid, item: testCase, what: <Results records={records} />, reason, isCertain, recorded }
      }),
    [analysis, candidates, evidence],
  )
  const { ticked, toggle } = useTicked(proposals)
  const recorder = useRecording(file)
  const { recording } = recorder
  const operations = useMemo(() => {
    const chosen = candidates.filter(({ testCase }) => ticked.has(testCase.uid))
    const context = chosen.length > 0 ? recording() : undefined
    return context ? recordResults(context, chosen, digest.records.length) : []
  }, [candidates, ticked, recording, digest])
  return (
    <>
      <LinkHead
        to="cases"
        count={ticked.size}
        {...{ operations, recorder }}
        reason={`Linked results of ${card?.title ?? 'a file'} to verification cases`}
      >
        Results are proposed for verification cases by key, else by place, else by the same words. Each case gets
        evidence with the counts of its own results; only a pass counts as passed.
      </LinkHead>
      {proposals.length > 0 ? (
        <div className="mt-2">
          <ReviewList label="Proposed results" {...{ proposals, ticked }} onToggle={toggle} />
        </div>
      ) : (
        <p className="mt-2 text-soft">
          No result has a key, a place or words of a verification case. Put them together below, or write the key of the
          case (TC-1) into the name of the test.
        </p>
      )}
    </>
  )
}

const mostNamed = 3

function Results({ records }: { records: readonly EvidenceRecord[] }) {
  const counts = countStatuses(records)
  const told = evidenceStatuses.filter((status) => counts[status] > 0).map((status) => `${counts[status]} ${status}`)
  return (
    <>
      <span className="font-medium tabular-nums">{told.join(', ')}</span>
      {records.slice(0, mostNamed).map((record) => (
        <span key={`${record.line} ${record.case}`} className="flex items-baseline justify-between gap-3">
          <span className="min-w-0">{nameOf(record) || '(no name)'}</span>
          <LineLink first={record.line} />
        </span>
      ))}
      {records.length > mostNamed && <span className="block text-soft">… and {records.length - mostNamed} more</span>}
    </>
  )
}

function Nothing({ base }: { base: string }) {
  return (
    <EmptyState
      title="No verification case to link to yet"
      action={
        <Link className="text-accent underline" href={`${base}/testCase`}>
          Write verification cases
        </Link>
      }
    >
      <p>
        A verification case says what is expected and which requirement it verifies. Give it the place where the test is
        kept, or write its key into the name of the test: its results are then found here, and the requirement is
        verified, or fails, by them.
      </p>
    </EmptyState>
  )
}

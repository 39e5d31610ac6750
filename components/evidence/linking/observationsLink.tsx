'use client'

import Link from 'next/link'
import { useMemo, useState } from 'react'
import { EmptyState } from '@/components/ui/emptyState'
import { useAnalysis } from '@/lib/client/analysis'
import type { RecordsDigest } from '@/lib/evidence/digest'
import { coverageByFolder, coverageText, proposeCoverage } from '@/lib/evidence/linking/coverage'
import { componentText, type Observation, proposeComponents } from '@/lib/evidence/linking/materials'
import { recordedObservation, recordObservations } from '@/lib/evidence/linking/recordObservations'
import { itemsOf } from '@/lib/stpa/graph'
import type { Analysis } from '@/lib/stpa/model'
import { AddObservation } from './addObservation'
import { LinkHead } from './linkHead'
import { type Proposal, ReviewList } from './reviewList'
import { type LinkedFile, useRecording } from './useRecording'
import { useTicked } from './useTicked'

const proposalsOf = (analysis: Analysis, { components, coverage }: RecordsDigest): Observation[] =>
  components ? proposeComponents(analysis, components) : proposeCoverage(analysis, coverage ?? [])

/** What a person can choose: components with their version, folders with their coverage. */
const partsOf = ({ components, coverage }: RecordsDigest): string[] =>
  components
    ? components.map(componentText)
    : coverageByFolder(coverage ?? []).map(({ folder, files }) => coverageText(files, folder))

const idOf = ({ element, what }: Observation): string => `${element.uid} ${what}`

/** Components of a bill of materials, or coverage, for the elements that they describe. */
export function ObservationsLink(file: LinkedFile) {
  const analysis = useAnalysis()
  const { digest } = file
  const [added, setAdded] = useState<readonly Observation[]>([])
  const proposed = useMemo(() => proposalsOf(analysis, digest), [analysis, digest])
  const parts = useMemo(() => partsOf(digest), [digest])
  const elements = itemsOf(analysis, 'element')
  if (elements.length === 0) return <Nothing base={`/analyses/${analysis.id}`} />
  const observations = [...added, ...proposed.filter((each) => !added.some((own) => idOf(own) === idOf(each)))]
  const add = (next: Observation) => setAdded([next, ...added.filter((each) => idOf(each) !== idOf(next))])
  return (
    <div className="h-full overflow-y-auto px-3 py-2">
      <Review file={file} observations={observations} />
      <AddObservation
        what={digest.components ? 'component' : 'folder'}
        {...{ elements, parts }}
        onAdd={(element, what) => add({ element, what, reason: 'chosen by a person', isCertain: true })}
      />
      {digest.coverage && <Folders parts={parts} />}
    </div>
  )
}

function Review({ file, observations }: { file: LinkedFile; observations: readonly Observation[] }) {
  const analysis = useAnalysis()
  const { card, digest, evidence } = file
  const proposals = useMemo(
    () =>
      observations.map((each): Proposal => {
        const known = recordedObservation(analysis, evidence, each)
        const { element: item, what, reason, isCertain } = each
        const recorded = known && { evidence: known, isCurrent: true }
        return { id: idOf(each), item, what, reason, isCertain, recorded }
      }),
    [analysis, observations, evidence],
  )
  const { ticked, toggle } = useTicked(proposals)
  const recorder = useRecording(file)
  const { recording } = recorder
  const operations = useMemo(() => {
    const chosen = observations.filter((each) => ticked.has(idOf(each)))
    const context = chosen.length > 0 ? recording() : undefined
    return context ? recordObservations(context, chosen) : []
  }, [observations, ticked, recording])
  const isMaterials = digest.components !== undefined
  return (
    <>
      <LinkHead
        to="elements"
        count={ticked.size}
        {...{ operations, recorder }}
        reason={`Linked ${card?.title ?? 'a file'} to the elements that it describes`}
      >
        {isMaterials
          ? 'Components are proposed for elements by name. The file becomes evidence that observes the element; the reason of the link says the version.'
          : 'Coverage is proposed for elements by the source files of their kernel bindings, else by a folder of their name. It says what a run reached, not that it is right.'}
      </LinkHead>
      {proposals.length > 0 ? (
        <div className="mt-2">
          <ReviewList label="Proposed elements" {...{ proposals, ticked }} onToggle={toggle} />
        </div>
      ) : (
        <p className="mt-2 text-soft">
          {isMaterials
            ? 'No component has the name of an element. Choose them below.'
            : 'No covered file belongs to an element. Choose a folder below, or take subsystems as elements from the kernel’s call graph: their source files are then known.'}
        </p>
      )}
    </>
  )
}

/** So many folders are listed; the others are found by typing. */
const mostFolders = 300

function Folders({ parts }: { parts: readonly string[] }) {
  return (
    <section aria-label="Coverage by folder" className="mt-4">
      <h3 className="mb-1 font-semibold text-[13px]">By folder</h3>
      <ul className="divide-y divide-line rounded border border-line bg-panel tabular-nums">
        {parts.slice(0, mostFolders).map((part) => (
          <li key={part} className="px-2.5 py-1 [overflow-wrap:anywhere]">
            {part}
          </li>
        ))}
      </ul>
      {parts.length > mostFolders && <p className="text-soft">… and {parts.length - mostFolders} more.</p>}
    </section>
  )
}

function Nothing({ base }: { base: string }) {
  return (
    <EmptyState
      title="No elements yet"
      action={
        <Link className="text-accent underline" href={`${base}/structure`}>
          Draw the control structure
        </Link>
      }
    >
      <p>
        Components and covered source files belong to elements of the control structure: which version an element is of,
        and how much of it a run reached.
      </p>
    </EmptyState>
  )
}

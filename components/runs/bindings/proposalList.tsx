'use client'

import { useMemo, useState } from 'react'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/emptyState'
import type { ShownColumn } from '@/components/view/table/figureRow'
import { FigureTable } from '@/components/view/table/figureTable'
import { useMarks } from '@/components/view/table/marks'
import { useAnalysis, useCommit } from '@/lib/client/analysis'
import type { CoveredRuns } from '@/lib/client/coverage'
import { newUid } from '@/lib/edits/newUid'
import { textOf } from '@/lib/stpa/fieldValues'
import type { Analysis } from '@/lib/stpa/model'
import { counted } from '@/lib/text/counts'
import { type Proposal, takeProposal } from '@/lib/trace/binding/propose'
import { ItemName } from '../itemName'
import { useQuickView } from '../useView'
import { ChosenProposal } from './chosenProposal'

const names = ['row'] as const
const keyOf = ({ item, verbs, resource }: Proposal): string => `${item} ${verbs.join(' ')} ${resource}`

/** What runs did that may be an item that is not bound yet, the likeliest first: to review. */
export function ProposalList({ covered, proposals }: { covered: CoveredRuns; proposals: readonly Proposal[] }) {
  const analysis = useAnalysis()
  const commit = useCommit()
  const [{ row }, set] = useQuickView(names)
  const { marked, mark, clear } = useMarks()
  const [shown, setShown] = useState<'best' | 'all'>('best')
  const rows = useMemo(() => (shown === 'best' ? bestOf(proposals) : proposals), [proposals, shown])
  const columns = useMemo(() => columnsOf(analysis, mark), [analysis, mark])
  if (proposals.length === 0)
    return (
      <EmptyState title="Nothing is proposed">
        <p>
          Every interaction is bound, or nothing that the runs did is named like one. Names of interfaces help: say
          under “Name of the interface” which device, file or ioctl it is. A binding can be made by hand, too.
        </p>
      </EmptyState>
    )
  const chosen = rows.find((proposal) => keyOf(proposal) === row)
  const chosenMarks = proposals.filter((proposal) => marked.has(keyOf(proposal)))
  const takeMarked = () => {
    clear()
    const operations = chosenMarks.flatMap((proposal) => takeProposal(proposal, newUid))
    void commit(operations, `${counted(chosenMarks.length, 'binding')} taken as drafts`)
  }
  return (
    <div className="flex min-h-0 flex-1 border-line border-t">
      <FigureTable
        label="Proposals"
        {...{ rows, columns, keyOf }}
        chosen={row}
        onChoose={(key) => set({ row: key })}
        tools={
          <>
            <Button aria-pressed={shown === 'all'} onClick={() => setShown(shown === 'all' ? 'best' : 'all')}>
              {shown === 'all' ? 'The best of each item' : `All ${proposals.length}`}
            </Button>
            {chosenMarks.length > 0 && <Button onClick={takeMarked}>Take {chosenMarks.length} as drafts</Button>}
          </>
        }
      />
      {chosen && <ChosenProposal covered={covered} proposal={chosen} onTaken={() => set({ row: '' })} />}
    </div>
  )
}

function bestOf(proposals: readonly Proposal[]): readonly Proposal[] {
  const seen = new Set<string>()
  return proposals.filter(({ item }) => !seen.has(item) && seen.add(item))
}

function columnsOf(analysis: Analysis, mark: ReturnType<typeof useMarks>['mark']): ShownColumn<Proposal>[] {
  const nameOf = ({ item }: Proposal) => {
    const found = analysis.items.get(item)
    return found ? textOf(found) : ''
  }
  return [
    {
      name: 'mark',
      title: '',
      width: '2.2rem',
      value: () => '',
      show: (proposal) => (
        <span onClick={(event) => event.stopPropagation()}>
          {mark(keyOf(proposal), `${proposal.key}, ${proposal.verbs[0]} of ${proposal.resource}`)}
        </span>
      ),
    },
    {
      name: 'item',
      title: 'Item',
      width: 'minmax(10rem,1.5fr)',
      value: (proposal) => `${proposal.key} ${nameOf(proposal)}`,
      show: ({ item }) => <ItemName uid={item} />,
    },
    {
      name: 'verbs',
      title: 'Calls',
      width: 'minmax(7rem,1.1fr)',
      value: ({ verbs }) => verbs.join(', '),
      isCode: true,
    },
    {
      name: 'resource',
      title: 'Resource',
      width: 'minmax(8rem,1.3fr)',
      value: ({ resource }) => resource,
      isCode: true,
    },
    { name: 'count', title: 'Calls seen', width: '6rem', value: ({ count }) => count },
    {
      name: 'score',
      title: 'Points',
      width: '5rem',
      value: ({ score }) => score,
      help: 'Compares proposals; it is no probability',
    },
    { name: 'also', title: 'Also for', width: 'minmax(4rem,0.7fr)', value: ({ alsoFor }) => alsoFor.join(', ') },
  ]
}

'use client'

import Link from 'next/link'
import { useCallback, useDeferredValue, useMemo, useState } from 'react'
import { EmptyState } from '@/components/ui/emptyState'
import { FigureGrid } from '@/components/view/table/figureGrid'
import type { TreeOf } from '@/components/view/table/figureRow'
import { nextSorting, type Sorting, searchable, shownRows } from '@/components/view/table/figures'
import { useAnalysis, useCommit } from '@/lib/client/analysis'
import { useSelection } from '@/lib/client/selection'
import { ageLimitOf } from '@/lib/stpa/verification/evidence'
import { confirmEvidence, type VerificationState } from '@/lib/stpa/verification/verification'
import { ClaimBar } from './claimBar'
import { type ClaimRow, claimRows, opened, type PlacedRow } from './claimRows'
import { columns, columnsWith } from './columns'

/** What is shown of each claim of the analysis, from goals to requirements, and the evidence behind it. */
export function VerificationScreen() {
  const analysis = useAnalysis()
  const all = useMemo(() => claimRows(analysis), [analysis])
  return (
    <div className="flex h-full flex-col">
      <div className="px-5 pt-4">
        <h2 className="font-semibold text-[17px]">Verification</h2>
        <p className="max-w-4xl text-soft">
          What is shown of each goal, hazard, constraint, requirement and assumption of use, by the evidence that is
          linked to it. Only a pass counts; evidence that is older than {ageLimitOf(analysis)} days, of another kernel,
          or older than the wording it is about, is stale.
        </p>
      </div>
      {all.length === 0 ? <Nothing base={`/analyses/${analysis.id}`} /> : <Claims all={all} />}
    </div>
  )
}

function Claims({ all }: { all: readonly ClaimRow[] }) {
  const analysis = useAnalysis()
  const commit = useCommit()
  const [, select] = useSelection()
  const [state, setState] = useState<VerificationState>()
  const [kind, setKind] = useState('')
  const [words, setWords] = useState('')
  const [sorting, setSorting] = useState<Sorting>()
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set())
  const [at, setAt] = useState('')
  const wanted = useDeferredValue(words)
  const ofKind = useMemo(() => (kind === '' ? all : all.filter(({ item }) => item.kind === kind)), [all, kind])
  const ofState = useMemo(() => (state ? ofKind.filter((row) => row.state === state) : ofKind), [ofKind, state])
  const index = useMemo(() => searchable(ofState, columns), [ofState])
  const shown = useMemo(() => shownRows(index, columns, wanted, sorting), [index, wanted, sorting])
  const rows = useMemo(() => opened(shown, open), [shown, open])
  const tree = useMemo(() => treeOf(open, setOpen), [open])
  const confirm = useCallback(
    ({ confirmable, item }: ClaimRow) => {
      const operations = confirmable.flatMap((link) => [...confirmEvidence(analysis, link)])
      void commit(operations, `Confirmed that evidence still shows what ${item.key} says`)
    },
    [analysis, commit],
  )
  const shownColumns = useMemo(() => columnsWith(confirm), [confirm])
  return (
    <>
      <ClaimBar
        {...{ all, ofKind, shown, state, kind, words }}
        onState={setState}
        onKind={setKind}
        onWords={setWords}
        isOpen={open.size > 0}
        onOpenAll={() => setOpen(open.size > 0 ? new Set() : new Set(shown.map(({ id }) => id)))}
      />
      <FigureGrid
        label="Claims"
        {...{ rows, columns: shownColumns, keyOf, tree, markOf, sorting }}
        chosen={at}
        onChoose={setAt}
        onOpen={({ item }) => select(item.uid)}
        keys={{ c: confirm }}
        onSort={(column) => setSorting(nextSorting(sorting, column, rows))}
      />
    </>
  )
}

const keyOf = ({ id }: PlacedRow): string => id
const markOf = ({ level }: PlacedRow) => (level > 0 ? 'inner' : undefined)

function treeOf(open: ReadonlySet<string>, setOpen: (open: ReadonlySet<string>) => void): TreeOf<PlacedRow> {
  return {
    level: ({ level }) => level,
    isOpen: ({ id, isParent }) => (isParent ? open.has(id) : undefined),
    toggle: ({ id }) => {
      const next = new Set(open)
      if (!next.delete(id)) next.add(id)
      setOpen(next)
    },
  }
}

function Nothing({ base }: { base: string }) {
  const link = (kind: string, text: string) => (
    <Link className="text-accent underline" href={`${base}/items/${kind}`}>
      {text}
    </Link>
  )
  return (
    <EmptyState title="Nothing to verify yet">
      <p>
        Safety goals, hazards, constraints, {link('requirement', 'requirements')} and{' '}
        {link('assumptionOfUse', 'assumptions of use')} stand here with what is shown of them.
      </p>
      <p className="mt-2">
        A {link('testCase', 'verification case')} verifies a requirement; a file of{' '}
        <Link className="text-accent underline" href={`${base}/evidence`}>
          evidence
        </Link>{' '}
        (test results, a kernel configuration, a trace) is its result, or is about a requirement directly. Whether a
        requirement holds follows from them, and from the requirements whether a hazard is answered.
      </p>
    </EmptyState>
  )
}

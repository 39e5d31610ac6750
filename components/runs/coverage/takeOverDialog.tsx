'use client'

import { useCallback, useMemo, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { useAnalysis, useCommit } from '@/lib/client/analysis'
import type { CoveredRun, CoveredRuns } from '@/lib/client/coverage'
import { useSliced } from '@/lib/client/sliced'
import { textOf } from '@/lib/stpa/fieldValues'
import type { Analysis, Uid } from '@/lib/stpa/model'
import { counted } from '@/lib/text/counts'
import { type TakeOver, takeOver } from '@/lib/trace/coverage/takeOver'

/** What runs show becomes links of the analysis, which its checks and its report read. */
export function TakeOverButton({ covered }: { covered: CoveredRuns }) {
  const analysis = useAnalysis()
  const [isOpen, setOpen] = useState(false)
  const changeIn = useCallback((run: CoveredRun) => changeOf(analysis, run), [analysis])
  const { results, isDone } = useSliced(covered.runs, changeIn)
  const changes = useMemo(() => results.flatMap((change) => change ?? []), [results])
  const count = changes.reduce((sum, { made, takenBack }) => sum + made.length + takenBack.length, 0)
  return (
    <>
      <Button
        disabled={count === 0 || covered.reading > 0 || !isDone}
        title="What the runs show, as links of their evidence: checks and reports read them"
        onClick={() => setOpen(true)}
      >
        {count === 0 ? 'Taken over' : `Take over ${counted(count, 'link')} …`}
      </Button>
      {isOpen && <TakeOverDialog changes={changes} onClose={() => setOpen(false)} />}
    </>
  )
}

type RunChange = TakeOver & { readonly run: Uid; readonly title: string }

function changeOf(analysis: Analysis, { item, evidence, coverage, run }: CoveredRun): RunChange | undefined {
  if (!evidence || !coverage || coverage.calls === 0) return undefined
  const change = takeOver(analysis, coverage, evidence.uid, item.uid)
  return change.operations.length > 0 ? { ...change, run: item.uid, title: run.title } : undefined
}

function TakeOverDialog({ changes, onClose }: { changes: readonly RunChange[]; onClose: () => void }) {
  const commit = useCommit()
  const take = () => {
    onClose()
    void commit(
      changes.flatMap(({ operations }) => operations),
      'What runs show, taken over',
    )
  }
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title="Take over what the runs show"
      description="Evidence observes the items that were exercised, and bindings were observed in the run; the reason of each link says how. Links that a trace does not bear out are taken back."
    >
      {changes.slice(0, mostRuns).map((change) => (
        <RunLinks key={change.run} change={change} />
      ))}
      {changes.length > mostRuns && <p className="mb-3">and {counted(changes.length - mostRuns, 'more run')}</p>}
      <Button look="main" onClick={take}>
        Take over
      </Button>
    </Dialog>
  )
}

/** More is said in a number: a dialog is to be read. */
const mostRuns = 20
const mostLinks = 12

function RunLinks({ change: { title, made, takenBack } }: { change: RunChange }) {
  const links = [
    ...takenBack.map((link) => ({ ...link, words: 'taken back' })),
    ...made.map((link) => ({ ...link, words: link.rationale ?? '' })),
  ]
  return (
    <section className="mb-3">
      <h3 className="font-medium">{title}</h3>
      <ul className="text-[13px]">
        {links.slice(0, mostLinks).map(({ from, name, to, words }) => (
          <LinkRow key={`${from} ${name} ${to}`} {...{ from, name, to, words }} />
        ))}
        {links.length > mostLinks && (
          <li className="text-soft">and {counted(links.length - mostLinks, 'more link')}</li>
        )}
      </ul>
    </section>
  )
}

const verbs: Readonly<Record<string, string>> = { observes: 'observes', observedIn: 'was observed in' }

function LinkRow({ from, name, to, words }: { from: Uid; name: string; to: Uid; words: string }) {
  const { items } = useAnalysis()
  const [one, other] = [items.get(from), items.get(to)]
  return (
    <li className="[overflow-wrap:anywhere]">
      <span className="font-mono text-[12px]">{one?.key}</span> {verbs[name] ?? name}{' '}
      <span className="font-mono text-[12px]">{other?.key}</span> {other && textOf(other)}{' '}
      <span className="text-soft">{words}</span>
    </li>
  )
}

'use client'

import { useMemo, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { useAnalysis, useCommit } from '@/lib/client/analysis'
import type { CoveredRun, CoveredRuns } from '@/lib/client/coverage'
import { textOf } from '@/lib/stpa/fieldValues'
import type { Analysis, Uid } from '@/lib/stpa/model'
import { takeOver } from '@/lib/trace/coverage/takeOver'
import { counted } from '../states'

/** What runs show becomes links of the analysis, which its checks and its report read. */
export function TakeOverButton({ covered }: { covered: CoveredRuns }) {
  const analysis = useAnalysis()
  const [isOpen, setOpen] = useState(false)
  const changes = useMemo(() => changesOf(analysis, covered.runs), [analysis, covered.runs])
  const count = changes.reduce((sum, { made, takenBack }) => sum + made.length + takenBack.length, 0)
  return (
    <>
      <Button
        disabled={count === 0 || covered.reading > 0}
        title="What the runs show, as links of their evidence: checks and reports read them"
        onClick={() => setOpen(true)}
      >
        {count === 0 ? 'Taken over' : `Take over ${counted(count, 'link')} …`}
      </Button>
      {isOpen && <TakeOverDialog changes={changes} onClose={() => setOpen(false)} />}
    </>
  )
}

type RunChange = ReturnType<typeof takeOver> & { readonly run: Uid; readonly title: string }

function changesOf(analysis: Analysis, runs: readonly CoveredRun[]): RunChange[] {
  return runs.flatMap(({ item, evidence, coverage, run }) => {
    if (!evidence || !coverage || coverage.calls === 0) return []
    const change = takeOver(analysis, coverage, evidence.uid, item.uid)
    return change.operations.length > 0 ? [{ ...change, run: item.uid, title: run.title }] : []
  })
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
      {changes.map((change) => (
        <section key={change.run} className="mb-3">
          <h3 className="font-medium">{change.title}</h3>
          <ul className="max-h-52 overflow-y-auto text-[13px]">
            {change.made.map(({ from, name, to, rationale }) => (
              <LinkRow key={`${from} ${name} ${to}`} from={from} name={name} to={to} words={rationale ?? ''} />
            ))}
            {change.takenBack.map(({ from, name, to }) => (
              <LinkRow key={`${from} ${name} ${to}`} from={from} name={name} to={to} words="taken back" />
            ))}
          </ul>
        </section>
      ))}
      <Button look="main" onClick={take}>
        Take over
      </Button>
    </Dialog>
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

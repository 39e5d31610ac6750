'use client'

import { useMemo, useState } from 'react'
import { Button } from '@/components/ui/button'
import type { ShownColumn } from '@/components/view/table/figureRow'
import { FigureTable } from '@/components/view/table/figureTable'
import type { CoveredRuns } from '@/lib/client/coverage'
import type { Draft } from '@/lib/edits/bindings'
import type { Uid } from '@/lib/stpa/model'
import { counted } from '@/lib/text/counts'
import { BindDialog } from '../bindings/bindDialog'
import { LineLink, MatchedLines } from '../lineLinks'
import { useQuickView } from '../useView'
import type { UnboundStep } from './unbound'

const names = ['row'] as const
const keyOf = ({ key }: UnboundStep): string => key

/** Steps of all runs that no binding knows, each with the way to bind it. */
export function StepTable({ covered, steps }: { covered: CoveredRuns; steps: readonly UnboundStep[] }) {
  const [{ row }, set] = useQuickView(names)
  const [binding, setBinding] = useState<UnboundStep>()
  const hashes = useMemo(
    () => new Map(covered.runs.flatMap(({ item, card }) => (card ? [[item.uid, card.hash] as const] : []))),
    [covered.runs],
  )
  const columns = useMemo(() => columnsOf(hashes), [hashes])
  const chosen = steps.find(({ key }) => key === row)
  return (
    <div className="flex min-h-0 flex-1 border-line border-t">
      <FigureTable
        label="Steps bound to nothing"
        rows={steps}
        {...{ columns, keyOf }}
        chosen={row}
        onChoose={(key) => set({ row: key })}
        onOpen={setBinding}
        markOf={({ errors }) => (errors.length > 0 ? 'error' : undefined)}
      />
      {chosen && <ChosenStep step={chosen} hash={hashes.get(chosen.run) ?? ''} onBind={() => setBinding(chosen)} />}
      {binding && <BindDialog covered={covered} first={draftFor(binding)} onClose={() => setBinding(undefined)} />}
    </div>
  )
}

/** A step that fails each time is bound to its error: that is how a loss scenario shows. */
function draftFor({ verb, resource, errors }: UnboundStep): Partial<Draft> {
  const failed = errors.length > 0 ? { outcome: 'error', errors: errors.join('\n') } : {}
  return { verbs: verb, resource, ...failed }
}

function columnsOf(hashes: ReadonlyMap<Uid, string>): ShownColumn<UnboundStep>[] {
  return [
    { name: 'verb', title: 'Call', width: 'minmax(8rem,0.8fr)', value: ({ verb }) => verb, isCode: true },
    {
      name: 'resource',
      title: 'Resource',
      width: 'minmax(12rem,1.6fr)',
      value: ({ resource }) => resource,
      isCode: true,
    },
    { name: 'phase', title: 'Phase', width: '6rem', value: ({ phase }) => phase },
    { name: 'count', title: 'Calls', width: '5rem', value: ({ count }) => count },
    { name: 'errors', title: 'Errors', width: '7rem', value: ({ errors }) => errors.join(', ') },
    {
      name: 'subsystems',
      title: 'Subsystem',
      width: 'minmax(8rem,1fr)',
      value: ({ subsystems }) => subsystems.join(', '),
    },
    { name: 'runs', title: 'Runs', width: '4.5rem', value: ({ runs }) => runs },
    {
      name: 'line',
      title: 'First',
      width: '6.5rem',
      value: ({ line }) => line,
      show: ({ run, line }) => <LineLink hash={hashes.get(run) ?? ''} first={line} />,
    },
  ]
}

function ChosenStep({ step, hash, onBind }: { step: UnboundStep; hash: string; onBind: () => void }) {
  return (
    <aside
      aria-label="Chosen step"
      className="w-80 shrink-0 overflow-y-auto border-line border-l bg-panel p-3 text-[13px]"
    >
      <h3 className="mb-1 break-all font-mono font-semibold">
        {step.verb} {step.resource}
      </h3>
      <p className="mb-2">
        {counted(step.count, 'call')} in {counted(step.runs, 'run')}
        {step.errors.length > 0 && <span className="text-error">, {step.errors.join(', ')}</span>}
      </p>
      <Button look="main" onClick={onBind}>
        Bind …
      </Button>
      <MatchedLines hash={hash} lines={[step.line]} />
    </aside>
  )
}

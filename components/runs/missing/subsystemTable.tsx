'use client'

import { useMemo, useState } from 'react'
import { KeyLink } from '@/components/item/keyLink'
import { Button } from '@/components/ui/button'
import type { ShownColumn } from '@/components/view/table/figureRow'
import { FigureTable } from '@/components/view/table/figureTable'
import { useMarks } from '@/components/view/table/marks'
import type { CoveredRuns } from '@/lib/client/coverage'
import { counted, number } from '@/lib/text/counts'
import type { SubsystemUse } from '@/lib/trace/coverage/subsystems'
import { ItemName } from '../itemName'
import { useQuickView } from '../useView'
import { LeaveOutDialog } from './leaveOutDialog'
import { TakeObservedDialog } from './takeObservedDialog'

const names = ['row'] as const
const keyOf = ({ subsystem }: SubsystemUse): string => subsystem

const stateWords: Readonly<Record<SubsystemUse['state'], string>> = {
  missing: 'missing',
  inStructure: 'in the structure',
  outOfScope: 'out of scope',
}

type Question = { readonly about: 'take' | 'leave'; readonly subsystems: readonly string[] }

/** Subsystems that runs used: in the structure, out of scope with a reason, or missing. */
export function SubsystemTable({ covered, uses }: { covered: CoveredRuns; uses: readonly SubsystemUse[] }) {
  const [{ row }, set] = useQuickView(names)
  const { marked, mark, clear } = useMarks()
  const [question, ask] = useState<Question>()
  const columns = useMemo(() => columnsOf(mark), [mark])
  const chosen = uses.find(({ subsystem }) => subsystem === row)
  const marks = uses.filter(({ subsystem, state }) => marked.has(subsystem) && state === 'missing').map(keyOf)
  const close = (done: boolean) => {
    ask(undefined)
    if (done) clear()
  }
  return (
    <div className="flex min-h-0 flex-1 border-line border-t">
      <FigureTable
        label="Subsystems"
        rows={uses}
        {...{ columns, keyOf }}
        chosen={row}
        onChoose={(name) => set({ row: name })}
        markOf={({ state }) => (state === 'missing' ? 'marked' : undefined)}
        tools={
          marks.length > 0 && (
            <Button onClick={() => ask({ about: 'take', subsystems: marks })}>Take {marks.length} in …</Button>
          )
        }
      />
      {chosen && (
        <ChosenSubsystem
          use={chosen}
          covered={covered}
          onTake={() => ask({ about: 'take', subsystems: [chosen.subsystem] })}
          onLeave={() => ask({ about: 'leave', subsystems: [chosen.subsystem] })}
        />
      )}
      {question?.about === 'take' && (
        <TakeObservedDialog
          covered={covered}
          subsystems={question.subsystems}
          runs={uses.filter(({ subsystem }) => question.subsystems.includes(subsystem)).flatMap(({ runs }) => runs)}
          onClose={close}
        />
      )}
      {question?.about === 'leave' && <LeaveOutDialog subsystem={question.subsystems[0] ?? ''} onClose={close} />}
    </div>
  )
}

function columnsOf(mark: ReturnType<typeof useMarks>['mark']): ShownColumn<SubsystemUse>[] {
  return [
    {
      name: 'mark',
      title: '',
      width: '2.2rem',
      value: () => '',
      show: ({ subsystem, state }) =>
        state === 'missing' && <span onClick={(event) => event.stopPropagation()}>{mark(subsystem, subsystem)}</span>,
    },
    { name: 'subsystem', title: 'Subsystem', width: 'minmax(12rem,1.6fr)', value: keyOf },
    {
      name: 'state',
      title: 'In the model',
      width: '8.5rem',
      value: ({ state }) => stateWords[state],
      show: ({ state }) => (
        <span className={state === 'missing' ? 'font-medium text-warning' : state === 'inStructure' ? 'text-good' : ''}>
          {state === 'missing' ? '? ' : state === 'inStructure' ? '✓ ' : '– '}
          {stateWords[state]}
        </span>
      ),
    },
    {
      name: 'item',
      title: 'Item',
      width: 'minmax(7rem,1fr)',
      value: ({ item }) => item?.key ?? '',
      show: ({ item, basis }) =>
        item && (
          <>
            <ItemName uid={item.uid} />
            {basis === 'name' && <span className="text-soft"> by its name</span>}
          </>
        ),
    },
    { name: 'calls', title: 'Calls', width: '5rem', value: ({ calls }) => calls },
    {
      name: 'unbound',
      title: 'Unbound',
      width: '5.5rem',
      value: ({ unbound }) => unbound,
      help: 'Calls that no binding knows',
    },
    { name: 'errors', title: 'Errors', width: '5rem', value: ({ errors }) => errors },
    { name: 'runs', title: 'Runs', width: '4.5rem', value: ({ runs }) => runs.length },
  ]
}

type ChosenProps = { use: SubsystemUse; covered: CoveredRuns; onTake: () => void; onLeave: () => void }

function ChosenSubsystem({ use, covered, onTake, onLeave }: ChosenProps) {
  const { subsystem, state, item, calls, unbound, errors, runs, examples } = use
  const titles = runs.map((id) => covered.runs.find((run) => run.item.uid === id)?.run.title ?? id)
  return (
    <aside
      aria-label="Chosen subsystem"
      className="w-80 shrink-0 overflow-y-auto border-line border-l bg-panel p-3 text-[13px]"
    >
      <h3 className="mb-1 font-semibold [overflow-wrap:anywhere]">{subsystem}</h3>
      <p className="mb-2">
        {counted(calls, 'call')}, {number(unbound)} of them bound to nothing, {counted(errors, 'error')}
      </p>
      {item && (
        <p className="mb-2">
          {stateWords[state]}: <KeyLink uid={item.uid} text />
        </p>
      )}
      {state === 'missing' && (
        <div className="mb-3 flex gap-1.5">
          <Button look="main" onClick={onTake}>
            Take in …
          </Button>
          <Button onClick={onLeave}>Out of scope …</Button>
        </div>
      )}
      <h4 className="font-medium text-[12.5px]">What was done</h4>
      <ul className="mb-2 font-mono text-[12.5px]">
        {examples.map((example) => (
          <li key={example} className="break-all">
            {example}
          </li>
        ))}
      </ul>
      <h4 className="font-medium text-[12.5px]">In {counted(runs.length, 'run')}</h4>
      <p className="[overflow-wrap:anywhere]">{titles.slice(0, 20).join(', ')}</p>
    </aside>
  )
}

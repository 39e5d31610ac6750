'use client'

import { KeyLink } from '@/components/item/keyLink'
import { Button } from '@/components/ui/button'
import { asItWas } from '@/lib/edits/flows'
import { counted, number } from '@/lib/text/counts'
import { type ProcessFlow, processTitle } from '@/lib/trace/flow/model'
import { Counts, Facts } from '../details'
import { LineLink } from '../useView'
import type { FlowEditing } from './useEditing'

type Props = { flow: ProcessFlow; editing: FlowEditing; isMachine: boolean }

/** What stands beside a flow while no step is chosen: the process, its plumbing, and what a person took out. */
export function FlowAside({ flow, editing, isMachine }: Props) {
  const { background, cut, isOutputMerged, command, exit, firstLine, lastLine, phases, nodes } = flow
  const calls = background.reduce((sum, row) => sum + row.calls, 0)
  return (
    <>
      <h3 className="mb-2 break-all font-semibold">{processTitle(flow)}</h3>
      <Facts
        facts={[
          ['Command', command],
          ['Exit', exit],
          ['Steps', `${number(nodes.length)} in ${counted(phases.length, 'phase')}`],
          ['Lines', <LineLink key="lines" first={firstLine} last={lastLine} />],
        ]}
      />
      {cut && (
        <p className="mb-3 text-warning">
          {number(cut.calls)} more calls are neither drawn nor compared: there were too many.{' '}
          <LineLink inText first={cut.lines.first} last={cut.lines.last} />
        </p>
      )}
      {isOutputMerged && (
        <p className="mb-3 text-soft">
          It wrote so many different things that its outputs are not told apart by what they say.
        </p>
      )}
      {!isMachine && <Hidden editing={editing} />}
      <p className="mb-2 text-[12.5px] text-soft">
        Choose a step to see its lines; Enter or a double click opens them. Arrows walk, F2 renames.
      </p>
      <Counts
        title={`Plumbing, not drawn: ${number(calls)} calls`}
        counts={background.map(({ name, calls: count, errors, lines }) => ({
          name,
          count,
          extra: (
            <>
              {errors > 0 && <span className="text-error">{counted(errors, 'error')}</span>}
              <LineLink first={lines.first} />
            </>
          ),
        }))}
      />
    </>
  )
}

/** Steps that a person hid, and edits that found no step. */
function Hidden({ editing }: { editing: FlowEditing }) {
  const { edits, edited, keep, run, gone } = editing
  if (!run || (edited.hidden.length === 0 && edited.report.length === 0)) return null
  return (
    <section className="mb-3">
      {edited.hidden.length > 0 && (
        <>
          <h4 className="mb-0.5 font-medium text-[12.5px]">
            Hidden by a person, in <KeyLink uid={run.uid} />
          </h4>
          <ul>
            {edited.hidden.map(({ id, text, error }) => (
              <li key={id} className="flex min-h-8 items-center justify-between gap-2">
                <span className="min-w-0 [overflow-wrap:anywhere]">
                  {text} {error !== '' && <span className="text-error">{error}</span>}
                </span>
                <Button onClick={() => keep(asItWas(edits, [id]), 'A step of a flow shown again')}>Show</Button>
              </li>
            ))}
          </ul>
        </>
      )}
      {edited.report.map(({ message }) => (
        <p key={message} className="text-warning">
          Skipped: {message}.
        </p>
      ))}
      {gone.length > 0 && (
        <Button
          className="mt-1"
          title="The trace was read otherwise when this was edited"
          onClick={() => keep(asItWas(edits, gone), 'Edits of steps that are gone taken out')}
        >
          Forget edits of steps that are gone
        </Button>
      )}
    </section>
  )
}

'use client'

import { useState } from 'react'
import { KeyLink } from '@/components/item/keyLink'
import { Button } from '@/components/ui/button'
import { Field, inputLook } from '@/components/ui/field'
import { secondsText } from '@/components/view/table/figures'
import { asItWas, hide, mergeNext, rename } from '@/lib/edits/flows'
import { number } from '@/lib/text/counts'
import { shownText } from '@/lib/text/visible'
import type { EvidenceCard } from '@/lib/trace/api'
import { countText } from '@/lib/trace/flow/counts'
import type { FlowNode, ProcessFlow } from '@/lib/trace/flow/model'
import { Facts } from '../details'
import { TakeButton } from '../takeDialog'
import { LinePreview } from '../trace/linePreview'
import { LineLink, ViewLink } from '../useView'
import { FlowAside } from './flowAside'
import type { FlowEditing } from './useEditing'

type Props = {
  hash: string
  card: EvidenceCard | undefined
  flow: ProcessFlow
  editing: FlowEditing
  isMachine: boolean
  chosen: string
  onChoose: (id: string) => void
  /** Step whose name is being changed. */
  renaming: string
  setRenaming: (id: string) => void
}

/** The chosen step with its lines and what a person can do with it; else the process and its plumbing. */
export function FlowPanel(props: Props) {
  const { hash, flow, chosen, editing, isMachine } = props
  const node = flow.nodes.find(({ id }) => id === chosen)
  return (
    <aside
      aria-label="Step"
      className="w-80 shrink-0 overflow-y-auto border-line border-t border-l bg-panel p-3 text-[13px]"
    >
      {node ? (
        <>
          <h3 className="mb-2 break-all font-semibold">{shownText(node.text)}</h3>
          <StepFacts node={node} />
          <Edits {...props} node={node} />
          <Inside node={node} />
          <LinePreview hash={hash} first={node.lines.first} last={node.lines.last} />
        </>
      ) : (
        <FlowAside {...{ flow, editing, isMachine }} />
      )}
    </aside>
  )
}

function StepFacts({ node }: { node: FlowNode }) {
  const { phase, verb, resource, error, says, calls, lines, seconds, kind } = node
  return (
    <Facts
      facts={[
        ['Phase', phase],
        ['What', kind === 'step' ? verb : `${kind}: ${verb}`],
        [
          'On',
          resource.kind === 'none' ? (
            ''
          ) : (
            <ViewLink key="on" to={{ tab: 'resources', row: resource.name }}>
              {resource.name}
            </ViewLink>
          ),
        ],
        ['Says', shownText(says)],
        ['Ends with', error && <span className="text-error">{error}</span>],
        ['Times', node.most > 1 ? countText(node) : ''],
        ['Calls', number(calls)],
        ['Time', seconds ? timesText(seconds) : ''],
        ['Where', <LineLink key="lines" first={lines.first} last={lines.last} />],
      ]}
    />
  )
}

const timesText = ({ least, most, sum }: NonNullable<FlowNode['seconds']>): string =>
  least === most ? secondsText(sum) : `${secondsText(sum)} in all, ${secondsText(least)} to ${secondsText(most)}`

/** Rename, merge, hide: kept in the run; the machine's version stays as it is. */
function Edits({ card, editing, isMachine, flow, node, onChoose, renaming, setRenaming }: Props & { node: FlowNode }) {
  const { run, edits, keep, isUnreadable } = editing
  if (!run)
    return (
      <div className="mb-3 text-[12.5px] text-soft">
        <p className="mb-1">Names, merged and hidden steps are kept in a run of the analysis.</p>
        {card && <TakeButton card={card} />}
      </div>
    )
  if (isUnreadable)
    return (
      <p className="mb-3 text-warning">
        The edits of the flow in <KeyLink uid={run.uid} /> are no edits of this program. Empty that field to edit here.
      </p>
    )
  if (isMachine && edits !== undefined && editing.edited.flow !== flow && hasEdits(editing))
    return <p className="mb-3 text-soft">This is the machine’s version. Show the edited one to change it.</p>
  const ids = [node.id, ...(node.kind === 'merged' ? node.children.map(({ id }) => id) : [])]
  const isLast = flow.nodes.at(-1)?.id === node.id
  const isRenamed = edits.renamed.some((other) => other.node === node.id)
  if (renaming === node.id)
    return (
      <RenameForm
        text={node.text}
        onDone={(text) => {
          setRenaming('')
          if (text !== undefined && text !== node.text) keep(rename(edits, node.id, text), 'A step of a flow renamed')
        }}
      />
    )
  return (
    <div className="mb-3 flex flex-wrap gap-1.5">
      <Button title="F2" onClick={() => setRenaming(node.id)}>
        Rename …
      </Button>
      {!isLast && (
        <Button onClick={() => keep(mergeNext(edits, ids.at(-1) ?? node.id), 'Steps of a flow merged')}>
          Merge with next
        </Button>
      )}
      <Button
        onClick={() => {
          onChoose('')
          keep(hide(edits, ids), 'A step of a flow hidden')
        }}
      >
        Hide
      </Button>
      {(isRenamed || node.kind === 'merged') && (
        <Button onClick={() => keep(asItWas(edits, ids), 'Edits of a step taken back')}>As it was</Button>
      )}
    </div>
  )
}

const hasEdits = ({ edits }: FlowEditing): boolean =>
  edits.renamed.length + edits.merged.length + edits.hidden.length > 0

function RenameForm({ text, onDone }: { text: string; onDone: (text: string | undefined) => void }) {
  const [draft, setDraft] = useState(text)
  return (
    <form
      className="mb-3"
      onSubmit={(event) => {
        event.preventDefault()
        onDone(draft.trim() || undefined)
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        onDone(undefined)
      }}
    >
      <Field label="Name of the step">
        {(ids) => (
          <input
            {...ids}
            autoFocus
            className={inputLook}
            maxLength={300}
            value={draft}
            onChange={(event) => setDraft(event.target.value)}
            onFocus={(event) => event.target.select()}
          />
        )}
      </Field>
      <div className="flex gap-1.5">
        <Button type="submit" look="main">
          Rename
        </Button>
        <Button onClick={() => onDone(undefined)}>Cancel</Button>
      </div>
    </form>
  )
}

/** Steps of an episode, of one round of a loop, or what was merged. */
function Inside({ node: { kind, children } }: { node: FlowNode }) {
  if (children.length === 0) return null
  const titles = { loop: 'One round', episode: 'In it', merged: 'Merged of', step: 'In it' } as const
  return (
    <section className="mb-3">
      <h4 className="mb-0.5 font-medium text-[12.5px]">{titles[kind]}</h4>
      <ol className="list-decimal pl-5">
        {children.slice(0, 40).map((child) => (
          <li key={child.id} className="min-h-6 py-0.5 [overflow-wrap:anywhere]">
            {child.most > 1 && `${countText(child)} × `}
            {shownText(child.text)} {child.error !== '' && <span className="text-error">{child.error}</span>}{' '}
            <LineLink first={child.lines.first} />
          </li>
        ))}
      </ol>
      {children.length > 40 && <p className="text-soft">… and {children.length - 40} more.</p>}
    </section>
  )
}

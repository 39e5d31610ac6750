'use client'

import { KeyLink } from '@/components/item/keyLink'
import { useAnalysis } from '@/lib/client/analysis'
import type { FieldDifference, ItemDifference, LinkDifference } from '@/lib/stpa/diff/types'
import { diffWords } from '@/lib/stpa/diff/words'
import { findKind } from '@/lib/stpa/kinds'
import { linkTitle, valueText } from './differences'

const looks = { new: 'bg-safe text-good', changed: 'bg-sunken text-ink', removed: 'bg-hazardous text-error' } as const

/** What became of one item: its key, and each field and link before and after. */
export function ItemChange({ difference }: { difference: ItemDifference }) {
  const { change, uid, kind, key, text, renamed, retyped, moved, fields, links } = difference
  const isThere = useAnalysis().items.has(uid)
  const others = fields.filter((field) => change === 'changed' || field.name !== 'text')
  return (
    <li className="py-1">
      <p>
        <span className={`mr-1.5 rounded px-1.5 text-[11px] ${looks[change]}`}>{change}</span>
        {isThere ? <KeyLink uid={uid} /> : <span className="font-mono text-[12px]">{key || uid}</span>}{' '}
        <span className="text-[12px] text-soft">{findKind(kind)?.title.toLowerCase() ?? 'item'}</span> {text}
      </p>
      <ul className="pl-4 text-[13px]">
        {renamed && <Line label="Key" before={renamed.before} after={renamed.after} />}
        {retyped && (
          <Line
            label="Kind"
            before={findKind(retyped.before)?.title ?? ''}
            after={findKind(retyped.after)?.title ?? ''}
          />
        )}
        {moved && <li className="text-soft">moved to another place</li>}
        {others.map((field) => (
          <FieldLine key={field.name} kind={kind} field={field} />
        ))}
        {links.map((link) => (
          <LinkLine
            key={`${link.change} ${(link.after ?? link.before)?.name} ${(link.after ?? link.before)?.to}`}
            kind={kind}
            link={link}
          />
        ))}
      </ul>
    </li>
  )
}

function FieldLine({ kind, field }: { kind: string; field: FieldDifference }) {
  const { name, label, before, after } = field
  return <Line label={label} before={valueText(kind, name, before)} after={valueText(kind, name, after)} />
}

/** Both texts in one, word by word. */
function Line({ label, before, after }: { label: string; before: string; after: string }) {
  let at = 0
  return (
    <li>
      <span className="text-soft">{label}:</span>{' '}
      {diffWords(before, after).map(({ kind, text }) => {
        const place = at
        at += text.length
        if (kind === 'same') return <span key={place}>{text}</span>
        if (kind === 'new')
          return (
            <ins key={place} className="mr-0.5 bg-safe text-good no-underline">
              {text}
            </ins>
          )
        return (
          <del key={place} className="mr-0.5 bg-hazardous text-error">
            {text}
          </del>
        )
      })}
    </li>
  )
}

const linkWords = { new: 'linked', changed: 'link changed', removed: 'link taken away' } as const

function LinkLine({ kind, link: { change, before, after } }: { kind: string; link: LinkDifference }) {
  const analysis = useAnalysis()
  const link = after ?? before
  if (!link) return null
  return (
    <li>
      <span className={change === 'removed' ? 'text-error' : change === 'new' ? 'text-good' : ''}>
        {linkWords[change]}:
      </span>{' '}
      {linkTitle(kind, link.name)}{' '}
      {analysis.items.has(link.to) ? (
        <KeyLink uid={link.to} />
      ) : (
        <span className="text-soft">an item that is gone</span>
      )}
      {before?.rationale !== after?.rationale && after?.rationale && (
        <span className="text-soft"> ({after.rationale})</span>
      )}
    </li>
  )
}

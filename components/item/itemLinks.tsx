'use client'

import { ArrowDown, ArrowUp, X } from 'lucide-react'
import { useAnalysis, useCommit } from '@/lib/client/analysis'
import { swap, unlink } from '@/lib/edits/links'
import type { LinkDefinition } from '@/lib/stpa/defineKind'
import { graphOf } from '@/lib/stpa/graph'
import { kindOf, kinds, targetKinds } from '@/lib/stpa/kinds'
import type { Item, Link } from '@/lib/stpa/model'
import { KeyLink } from './keyLink'
import { LinkPicker } from './linkPicker'

/** Links from the item, and the links of others to it, each group with its own picker. */
export function ItemLinks({ item }: { item: Item }) {
  const kind = kindOf(item.kind)
  const incoming = kinds.flatMap((other) =>
    Object.entries(other.links)
      .filter(([, link]) => link.to !== 'any' && targetKinds(link).has(item.kind))
      .map(([name, link]) => ({ from: other, name, link })),
  )
  return (
    <div>
      {Object.entries(kind.links).map(([name, link]) => (
        <Outgoing key={name} item={item} name={name} link={link} />
      ))}
      {incoming.map(({ from, name, link }) => (
        <Incoming key={`${from.name} ${name}`} item={item} kind={from.name} name={name} link={link} />
      ))}
    </div>
  )
}

function Group({ title, wanted, children }: { title: string; wanted?: boolean; children: React.ReactNode }) {
  return (
    <section className="mb-3">
      <h3 className="mb-0.5 font-medium text-[12.5px] first-letter:uppercase">
        {title} {wanted && <span className="font-normal text-warning">wanted</span>}
      </h3>
      {children}
    </section>
  )
}

function Outgoing({ item, name, link }: { item: Item; name: string; link: LinkDefinition }) {
  const links = (graphOf(useAnalysis()).outgoing.get(item.uid) ?? []).filter((candidate) => candidate.name === name)
  const commit = useCommit()
  const step = (index: number, by: number) => {
    const [one, other] = [links[index], links[index + by]]
    if (one && other) void commit(swap(one, other))
  }
  return (
    <Group title={link.title} wanted={links.length < link.min}>
      <ul>
        {links.map((entry, index) => (
          <Row key={entry.to} link={entry} shown={entry.to}>
            {link.ordered && links.length > 1 && (
              <>
                <Small label="Earlier" onClick={() => step(index, -1)} icon={<ArrowUp size={12} aria-hidden />} />
                <Small label="Later" onClick={() => step(index, 1)} icon={<ArrowDown size={12} aria-hidden />} />
              </>
            )}
          </Row>
        ))}
      </ul>
      {links.length < link.max && (
        <LinkPicker
          item={item}
          name={name}
          kinds={[...targetKinds(link)]}
          label={`Add: ${link.title}`}
          taken={links.map((entry) => entry.to)}
        />
      )}
    </Group>
  )
}

function Incoming({ item, kind, name, link }: { item: Item; kind: string; name: string; link: LinkDefinition }) {
  const analysis = useAnalysis()
  const links = (graphOf(analysis).incoming.get(item.uid) ?? []).filter(
    (candidate) => candidate.name === name && analysis.items.get(candidate.from)?.kind === kind,
  )
  const title = `${link.inverse}: ${kindOf(kind).plural.toLowerCase()}`
  return (
    <Group title={title}>
      <ul>
        {links.map((entry) => (
          <Row key={entry.from} link={entry} shown={entry.from} />
        ))}
      </ul>
      <LinkPicker
        item={item}
        name={name}
        kinds={[kind]}
        label={`Add: ${title}`}
        taken={links.map((entry) => entry.from)}
        backwards
      />
    </Group>
  )
}

function Row({ link, shown, children }: { link: Link; shown: string; children?: React.ReactNode }) {
  const commit = useCommit()
  return (
    <li className="group flex items-start gap-1 rounded px-1 hover:bg-sunken">
      <span className="min-w-0 flex-1 text-[13px]">
        <KeyLink uid={shown} text />
        {link.rationale && <span className="block text-[12px] text-soft">{link.rationale}</span>}
      </span>
      {children}
      <Small
        label="Take this link away"
        onClick={() => void commit([unlink(link)])}
        icon={<X size={12} aria-hidden />}
      />
    </li>
  )
}

function Small({ label, onClick, icon }: { label: string; onClick: () => void; icon: React.ReactNode }) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      className="mt-0.5 rounded p-0.5 text-soft hover:bg-panel hover:text-ink"
      onClick={onClick}
    >
      {icon}
    </button>
  )
}

'use client'

import Link from 'next/link'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { useAnalysis } from '@/lib/client/analysis'
import { useLines } from '@/lib/client/evidence'
import { number } from '@/lib/text/counts'

/** The file of a run at a line: the evidence screens show it there. */
export const lineHref = (analysis: string, hash: string, first: number, last = first): string =>
  `/analyses/${encodeURIComponent(analysis)}/evidence/${hash}?tab=lines&line=${first}${last > first ? `&to=${last}` : ''}`

type LineLinkProps = { hash: string; first: number; last?: number; words?: string }

/** To a line of a kept trace. */
export function LineLink({ hash, first, last = first, words }: LineLinkProps) {
  const { id } = useAnalysis()
  const text = words ?? (last > first ? `lines ${number(first)}–${number(last)}` : `line ${number(first)}`)
  return (
    <Link
      className="whitespace-nowrap text-accent tabular-nums underline decoration-line underline-offset-2 hover:decoration-accent"
      href={lineHref(id, hash, first, last)}
      prefetch={false}
    >
      {text}
    </Link>
  )
}

/** Lines named at once; the file itself has them all. */
const mostLinks = 12

/** `lines 337, 342, 347 …`, each a link. */
export function LineLinks({ hash, lines }: { hash: string; lines: readonly number[] }) {
  if (lines.length === 0) return null
  return (
    <span className="text-[12.5px]">
      {lines.length === 1 ? 'line ' : 'lines '}
      {lines.slice(0, mostLinks).map((line, at) => (
        <span key={line}>
          {at > 0 && ', '}
          <LineLink hash={hash} first={line} words={number(line)} />
        </span>
      ))}
      {lines.length > mostLinks && ' …'}
    </span>
  )
}

const fewLines = 3
const moreLines = 20

/** What stands in the lines that a binding matches: only that tells whether it is right. */
export function MatchedLines({ hash, lines }: { hash: string; lines: readonly number[] }) {
  const [isLong, setLong] = useState(false)
  if (lines.length === 0) return null
  return (
    <div className="mt-1">
      <ol className="rounded border border-line bg-sunken py-0.5 font-mono text-[12px] leading-[1.1rem]">
        {lines.slice(0, isLong ? moreLines : fewLines).map((line) => (
          <Matched key={line} hash={hash} line={line} />
        ))}
      </ol>
      {lines.length > fewLines && (
        <Button look="quiet" className="mt-0.5" aria-expanded={isLong} onClick={() => setLong(!isLong)}>
          {isLong ? 'Fewer lines' : `More lines (${number(Math.min(lines.length, moreLines))})`}
        </Button>
      )}
    </div>
  )
}

function Matched({ hash, line }: { hash: string; line: number }) {
  const { data, error } = useLines(hash, line, 1)
  const text = data?.lines[0] ?? error?.message ?? '…'
  return (
    <li className="flex gap-2 px-1.5">
      <span className="shrink-0">
        <LineLink hash={hash} first={line} words={number(line)} />
      </span>
      <span className="min-w-0 [overflow-wrap:anywhere]">{text.slice(0, 300)}</span>
    </li>
  )
}

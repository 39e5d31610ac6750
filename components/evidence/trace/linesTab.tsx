'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { inputLook } from '@/components/ui/field'
import { Scroll } from '@/components/view/panel/scroll'
import { useLines, useNodeHits } from '@/lib/client/evidence'
import { number } from '@/lib/text/counts'
import { shownText } from '@/lib/text/visible'
import { Details } from '../details'
import { StepLinks } from '../flow/stepLinks'
import { useView } from '../useView'
import { LineList } from './lineList'

/** More lines than these have no place in one scrolling list of a browser: they are shown in sections. */
const section = 500_000

type Flag = { readonly code: string; readonly line: number }
type Props = { hash: string; total: number; flags: readonly Flag[]; hasFlows: boolean }

/** The kept file, line by line: the lines that another tab speaks of are marked. */
export function LinesTab({ hash, total, flags, hasFlows }: Props) {
  const [view, change] = useView()
  const [asked, setAsked] = useState('')
  const [from, setFrom] = useState(() => beginOf(view.line))
  const [shownLine, setShownLine] = useState(view.line)
  if (shownLine !== view.line) {
    setShownLine(view.line)
    if (view.line > 0) setFrom(beginOf(view.line))
  }
  if (total === 0) return <p className="p-5 text-soft">This file has no lines.</p>
  const to = Math.min(total, from + section - 1)
  const jump = () => {
    const line = Math.min(total, Math.max(1, Math.trunc(Number(asked.replaceAll(/[,\s]/g, '')))))
    if (Number.isNaN(line)) return
    change({ line })
    setFrom(beginOf(line))
  }
  return (
    <div className="flex h-full flex-col">
      <form
        className="flex flex-wrap items-center gap-2 px-3 py-1.5 text-[13px]"
        onSubmit={(event) => {
          event.preventDefault()
          jump()
        }}
      >
        <label className="flex items-center gap-1.5 whitespace-nowrap">
          Line
          <input
            inputMode="numeric"
            className={`${inputLook} max-w-28`}
            value={asked}
            onChange={(event) => setAsked(event.target.value)}
          />
        </label>
        <Button type="submit">Go</Button>
        <span className="text-soft tabular-nums">of {number(total)}</span>
        {total > section && (
          <>
            <Button disabled={from === 1} onClick={() => setFrom(from - section)}>
              Earlier
            </Button>
            <span className="text-soft tabular-nums">
              here {number(from)}–{number(to)}
            </span>
            <Button disabled={to === total} onClick={() => setFrom(from + section)}>
              Later
            </Button>
          </>
        )}
        {view.line > 0 && <Marked />}
      </form>
      <div className="flex min-h-0 flex-1">
        <LineList key={from} hash={hash} from={from} to={to} />
        {view.line > 0 && <ChosenLine hash={hash} line={view.line} flags={flags} hasFlows={hasFlows} />}
      </div>
    </div>
  )
}

const beginOf = (line: number): number => Math.floor(Math.max(0, line - 1) / section) * section + 1

function Marked() {
  const [{ line, to }, change] = useView()
  return (
    <span className="ml-auto flex items-center gap-2 tabular-nums">
      marked: {line === to ? `line ${number(line)}` : `lines ${number(line)}–${number(to)}`}
      <Button onClick={() => change({ line: 0, to: 0 })}>Unmark</Button>
    </span>
  )
}

type ChosenProps = { hash: string; line: number; flags: readonly Flag[]; hasFlows: boolean }

/** The whole of the first marked line, and what else speaks of it. */
function ChosenLine({ hash, line, flags, hasFlows }: ChosenProps) {
  const { data } = useLines(hash, line, 1)
  const { data: hits } = useNodeHits(hash, { line: hasFlows ? line : 0 })
  const own = flags.filter((flag) => flag.line === line)
  return (
    <Details label="Chosen line" title={`Line ${number(line)}`}>
      <Scroll label="The whole line" className="mb-3 max-h-72">
        <p className="whitespace-pre-wrap break-all font-mono text-[12px] [font-variant-ligatures:none]">
          {shownText(data?.lines[0] ?? '')}
        </p>
      </Scroll>
      {own.length > 0 && (
        <p className="mb-3 text-warning">
          First line of: <span className="font-mono text-[12.5px]">{own.map(({ code }) => code).join(', ')}</span>
        </p>
      )}
      <StepLinks hits={hits ?? []} />
    </Details>
  )
}

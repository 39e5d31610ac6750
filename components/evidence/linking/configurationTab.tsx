'use client'

import Link from 'next/link'
import { useMemo, useState } from 'react'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/emptyState'
import { useAnalysis, useCommit } from '@/lib/client/analysis'
import { type CheckedClaim, checkClaims, countClaims } from '@/lib/evidence/linking/configuration'
import { recordConfiguration, recordedClaim } from '@/lib/evidence/linking/recordConfiguration'
import { ConfigurationTable } from './configurationTable'
import { MakingFields } from './makingFields'
import { StateChanges } from './stateChanges'
import { type LinkedFile, useRecording } from './useRecording'

/** A kernel configuration held against every claim of the analysis that asks for options. */
export function ConfigurationTab(file: LinkedFile) {
  const analysis = useAnalysis()
  const { options } = file.digest
  const claims = useMemo(() => checkClaims(analysis, new Map(Object.entries(options ?? {}))), [analysis, options])
  if (claims.length === 0) return <Nothing base={`/analyses/${analysis.id}/items`} />
  return <Held {...file} claims={claims} />
}

type HeldProps = LinkedFile & { claims: readonly CheckedClaim[] }

/** What can be recorded, is not recorded as it is now, and was not left out. */
function useWanted({ claims, evidence }: HeldProps, left: ReadonlySet<string>) {
  const analysis = useAnalysis()
  return useMemo(() => {
    const recorded = new Map(claims.map((claim) => [claim.item.uid, recordedClaim(analysis, evidence, claim)]))
    const recordable = claims.filter(({ isTarget, conclusion }) => isTarget && conclusion !== undefined)
    const open = recordable.filter(({ item }) => !recorded.get(item.uid)?.isCurrent)
    return { recorded, recordable, open, wanted: open.filter(({ item }) => !left.has(item.uid)) }
  }, [analysis, claims, evidence, left])
}

function Held(props: HeldProps) {
  const { claims } = props
  const commit = useCommit()
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const { recorded, recordable, open, wanted } = useWanted(props, left)
  const recorder = useRecording(props)
  const { recording } = recorder
  const operations = useMemo(() => {
    const context = wanted.length > 0 ? recording() : undefined
    return context ? recordConfiguration(context, wanted) : []
  }, [recording, wanted])
  const toggle = (uid: string) => {
    const next = new Set(left)
    if (!next.delete(uid)) next.add(uid)
    setLeft(next)
  }
  const record = () =>
    void commit(operations, `Recorded what ${props.card?.title ?? 'a kernel configuration'} shows of the analysis`)
  return (
    <div className="flex h-full flex-col">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1.5 px-3 pt-2">
        <Counts claims={claims} />
        <Button look="main" className="ml-auto" disabled={operations.length === 0} onClick={record}>
          Record {amountText(wanted.length)} as evidence
        </Button>
      </div>
      <p className="max-w-4xl px-3 pt-1 text-[12.5px] text-soft">
        {open.length === 0 && recordable.length > 0
          ? 'All that can be recorded is recorded as it is now. '
          : 'Recording makes one evidence for each conclusion: what holds, what does not, what is shown in part. '}
        Evidence is about assumptions of use, requirements and assumptions; a constraint is shown through a verification
        case.
      </p>
      <div className="flex flex-wrap items-center gap-x-5 gap-y-1.5 px-3 pt-1.5">
        {open.length > 0 && <MakingFields {...recorder} />}
        <StateChanges operations={operations} />
      </div>
      <ConfigurationTable {...{ claims, recorded, left }} onToggle={toggle} />
    </div>
  )
}

const amountText = (count: number): string => (count === 0 ? '' : count === 1 ? '1 claim' : `${count} claims`)

const words = [
  ['differs', 'not as asked for', 'text-error'],
  ['absent', 'not mentioned', 'text-warning'],
  ['noValue', 'named without a value', 'text-warning'],
  ['holds', 'as asked for', 'text-good'],
] as const

function Counts({ claims }: { claims: readonly CheckedClaim[] }) {
  const counts = countClaims(claims)
  return (
    <p role="status" className="tabular-nums">
      {claims.length} {claims.length === 1 ? 'claim names' : 'claims name'} options:{' '}
      {words
        .filter(([outcome]) => counts[outcome] > 0)
        .map(([outcome, text, look], index) => (
          <span key={outcome}>
            {index > 0 && ', '}
            <span className={look}>
              {counts[outcome]} {text}
            </span>
          </span>
        ))}
    </p>
  )
}

function Nothing({ base }: { base: string }) {
  return (
    <EmptyState title="No claim of this analysis names an option of the kernel">
      <p>
        An{' '}
        <Link className="text-accent underline" href={`${base}/assumptionOfUse`}>
          assumption of use
        </Link>{' '}
        or a{' '}
        <Link className="text-accent underline" href={`${base}/requirement`}>
          requirement
        </Link>{' '}
        that says <code className="font-mono text-[12.5px]">CONFIG_WATCHDOG_NOWAYOUT=y</code>,{' '}
        <code className="font-mono text-[12.5px]">CONFIG_SPI_SPIDEV=y or m</code> or{' '}
        <code className="font-mono text-[12.5px]">CONFIG_DEVMEM is not set</code> is held against this file here, option
        by option, with the line that says so.
      </p>
    </EmptyState>
  )
}

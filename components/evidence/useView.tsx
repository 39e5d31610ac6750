'use client'

import { useCallback } from 'react'
import { AddressLink, type AddressLinkProps } from '@/components/view/address/addressLink'
import { useAddress, useQuickAddress } from '@/components/view/address/useAddress'
import { number } from '@/lib/text/counts'

import { type View, viewCodec } from './view'

export const useView = () => useAddress(viewCodec)

const row = ['row'] as const
const lines = ['line', 'to'] as const

/** The chosen row of the tab. */
export function useRow(): [string, (row: string) => void] {
  const [values, set] = useQuickAddress(viewCodec, row)
  const choose = useCallback((next: string) => set({ row: next }), [set])
  return [values.row, choose]
}

/** The marked lines, the first and the last; 0 for none. */
export function useMarkedLines(): [{ line: number; to: number }, (line: number) => void] {
  const [values, set] = useQuickAddress(viewCodec, lines)
  const mark = useCallback((line: number) => set({ line, to: line }), [set])
  return [values, mark]
}

/** A link to another view of the same file. */
export const ViewLink = (props: AddressLinkProps<View>) => <AddressLink codec={viewCodec} {...props} />

/** To the lines of the file. */
export function LineLink({ first, last = first, inText = false }: { first: number; last?: number; inText?: boolean }) {
  if (first <= 0) return null
  const isOne = last <= first
  return (
    <ViewLink
      to={{ tab: 'lines', line: first, to: Math.max(first, last) }}
      className={`whitespace-nowrap tabular-nums ${inText ? 'underline' : ''}`}
    >
      {isOne ? `line ${number(first)}` : `lines ${number(first)}–${number(last)}`}
    </ViewLink>
  )
}

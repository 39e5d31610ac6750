'use client'

import { usePathname, useSearchParams } from 'next/navigation'
import { type MouseEvent, type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { number } from '@/components/view/table/figures'
import { onTab, type View, viewOf, withView } from './view'

export type Change = (change: Partial<View>, how?: 'push' | 'replace') => void

/** The view is the address: it can be sent, kept and gone back to. */
export function useView(): [View, Change] {
  const parameters = useSearchParams()
  const view = useMemo(() => viewOf(new URLSearchParams(parameters.toString())), [parameters])
  const change = useCallback<Change>((next, how = 'push') => {
    const url = new URL(window.location.href)
    const search = withView(url.searchParams, changed(viewOf(url.searchParams), next)).toString()
    if (search === url.searchParams.toString()) return
    url.search = search
    if (how === 'push') window.history.pushState(null, '', url)
    else window.history.replaceState(null, '', url)
  }, [])
  return [view, change]
}

/** A line alone is not the end of another one's lines. */
function changed(view: View, next: Partial<View>): View {
  const from = next.tab !== undefined && next.tab !== view.tab ? onTab(view, next.tab) : view
  const to = next.line === undefined ? from.to : next.line
  return { ...from, to, ...next }
}

/**
 * A value that the address follows a moment later: browsers refuse to have it changed as fast as arrows can walk.
 * `write` must stay the same.
 */
export function useFollowed(told: string, write: (value: string) => void): [string, (value: string) => void] {
  const [value, setValue] = useState(told)
  const written = useRef(told)
  useEffect(() => {
    if (told !== written.current) setValue(told)
    written.current = told
  }, [told])
  useEffect(() => {
    if (value === written.current) return
    const timer = setTimeout(() => {
      written.current = value
      write(value)
    }, 250)
    return () => clearTimeout(timer)
  }, [value, write])
  return [value, setValue]
}

/** The chosen row of the tab. */
export function useRow(): [string, (row: string) => void] {
  const [{ row }, change] = useView()
  const write = useCallback((next: string) => change({ row: next }, 'replace'), [change])
  return useFollowed(row, write)
}

/** The marked lines, the first and the last; 0 for none. */
export function useMarkedLines(): [{ line: number; to: number }, (line: number) => void] {
  const [view, change] = useView()
  const write = useCallback(
    (next: string) => {
      const [line = 0, to = 0] = next.split('-').map(Number)
      change({ line, to }, 'replace')
    },
    [change],
  )
  const [marked, setMarked] = useFollowed(`${view.line}-${view.to}`, write)
  const [line = 0, to = 0] = marked.split('-').map(Number)
  const mark = useCallback((next: number) => setMarked(`${next}-${next}`), [setMarked])
  return [{ line, to }, mark]
}

type LinkProps = { to: Partial<View>; children: ReactNode; className?: string; label?: string }

/** A link to another view of the same file. */
export function ViewLink({ to, children, className = '', label }: LinkProps) {
  const path = usePathname()
  const parameters = useSearchParams()
  const [view, change] = useView()
  const search = withView(new URLSearchParams(parameters.toString()), changed(view, to))
  const onClick = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    change(to)
  }
  return (
    <a
      href={`${path}?${search}`}
      aria-label={label}
      className={`text-accent hover:underline ${className}`}
      onClick={onClick}
    >
      {children}
    </a>
  )
}

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

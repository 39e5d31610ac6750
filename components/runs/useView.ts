'use client'

import { useSearchParams } from 'next/navigation'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { type View, viewOf, withView } from './view'

export type Change = (change: Partial<View>, how?: 'push' | 'replace') => void

/** The view is the address: it can be sent, kept and gone back to. */
export function useView(): [View, Change] {
  const parameters = useSearchParams()
  const view = useMemo(() => viewOf(new URLSearchParams(parameters.toString())), [parameters])
  const change = useCallback<Change>((next, how = 'push') => {
    const url = new URL(window.location.href)
    const search = withView(url.searchParams, next).toString()
    if (search === url.searchParams.toString()) return
    url.search = search
    if (how === 'push') window.history.pushState(null, '', url)
    else window.history.replaceState(null, '', url)
  }, [])
  return [view, change]
}

/**
 * Some texts of the view that change as fast as somebody types or walks with arrows: shown at once, and written into the
 * address a moment later (browsers refuse to have it changed that fast).
 * @param names the same list each time
 */
export function useQuickView<Name extends 'words' | 'row' | 'run' | 'binding' | 'step'>(
  names: readonly Name[],
): [Readonly<Record<Name, string>>, (next: Partial<Record<Name, string>>) => void] {
  const [view, change] = useView()
  const told = JSON.stringify(names.map((name) => view[name]))
  const [own, setOwn] = useState(told)
  const written = useRef(told)
  useEffect(() => {
    if (told !== written.current) setOwn(told)
    written.current = told
  }, [told])
  // Written above, as texts in the order of the names.
  const values = useMemo(() => valuesOf(names, JSON.parse(own) as string[]), [own, names])
  useEffect(() => {
    if (own === written.current) return
    const timer = setTimeout(() => {
      written.current = own
      change(values, 'replace')
    }, 250)
    return () => clearTimeout(timer)
  }, [own, values, change])
  const set = (next: Partial<Record<Name, string>>) => {
    const merged = { ...values, ...next }
    setOwn(JSON.stringify(names.map((name) => merged[name])))
  }
  return [values, set]
}

// One text for each name.
const valuesOf = <Name extends string>(names: readonly Name[], values: readonly string[]) =>
  Object.fromEntries(names.map((name, at) => [name, values[at] ?? ''])) as Record<Name, string>

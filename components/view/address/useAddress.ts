'use client'

import { useSearchParams } from 'next/navigation'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Codec } from './codec'

export type Change<View> = (change: Partial<View>, how?: 'push' | 'replace') => void

/**
 * The view is the address: it can be sent, kept and gone back to.
 * @param codec the same each time
 */
export function useAddress<View>(codec: Codec<View>): [View, Change<View>] {
  const parameters = useSearchParams()
  const view = useMemo(() => codec.read(new URLSearchParams(parameters.toString())), [parameters, codec])
  const change = useCallback<Change<View>>(
    (next, how = 'push') => {
      const url = new URL(window.location.href)
      const search = codec.write(url.searchParams, codec.changed(codec.read(url.searchParams), next)).toString()
      if (search === url.searchParams.toString()) return
      url.search = search
      if (how === 'push') window.history.pushState(null, '', url)
      else window.history.replaceState(null, '', url)
    },
    [codec],
  )
  return [view, change]
}

/**
 * Parts of a view that change as fast as somebody types or walks with arrows: shown at once, and written into the
 * address a moment later (browsers refuse to have it changed that fast).
 * @param names the same list each time
 */
export function useQuickAddress<View, Name extends keyof View & string>(
  codec: Codec<View>,
  names: readonly Name[],
): [Pick<View, Name>, (next: Partial<Pick<View, Name>>) => void] {
  const [view, change] = useAddress(codec)
  const told = JSON.stringify(names.map((name) => view[name]))
  const [own, setOwn] = useState(told)
  const written = useRef(told)
  useEffect(() => {
    if (told !== written.current) setOwn(told)
    written.current = told
  }, [told])
  const values = useMemo(() => valuesOf<View, Name>(names, own), [own, names])
  useEffect(() => {
    if (own === written.current) return
    const timer = setTimeout(() => {
      written.current = own
      change(valuesOf<View, Name>(names, own), 'replace')
    }, 250)
    return () => clearTimeout(timer)
  }, [own, names, change])
  const set = useCallback(
    (next: Partial<Pick<View, Name>>) =>
      setOwn((before) => {
        const merged = { ...valuesOf<View, Name>(names, before), ...next }
        return JSON.stringify(names.map((name) => merged[name]))
      }),
    [names],
  )
  return [values, set]
}

/** Written above, one value for each name and in their order. */
function valuesOf<View, Name extends keyof View>(
  names: readonly Name[],
  own: string,
): Pick<View, Name> & Partial<View> {
  const values: unknown[] = JSON.parse(own)
  // The names are those of its parts.
  return Object.fromEntries(names.map((name, at) => [name, values[at]])) as Pick<View, Name> & Partial<View>
}

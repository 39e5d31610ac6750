'use client'

import { useCallback, useState } from 'react'
import { plainView, type View } from './shownDiagram'

/** From this many boxes on, a structure with nested boxes opens folded: its first level can be read. */
const foldFrom = 80

/**
 * What is folded, filtered and focused in one structure. Kept in this browser, by analysis and structure; storage that
 * is not there, or holds something else, counts as nothing kept.
 */
export function useView(name: string, opening: { boxes: number; outermost: readonly string[] }) {
  const key = `view ${name}`
  const [view, setShown] = useState<View>(() => kept(key) ?? openingView(opening))
  const setView = useCallback(
    (change: Partial<View>) =>
      setShown((before) => {
        const next = { ...before, ...change }
        keep(key, next)
        return next
      }),
    [key],
  )
  return [view, setView] as const
}

function openingView({ boxes, outermost }: { boxes: number; outermost: readonly string[] }): View {
  return boxes > foldFrom ? { ...plainView, collapsed: outermost } : plainView
}

function kept(key: string): View | undefined {
  try {
    const value: unknown = JSON.parse(window.localStorage.getItem(key) ?? 'null')
    return isView(value) ? { ...value, focus: null } : undefined
  } catch {
    return undefined
  }
}

function isView(value: unknown): value is View {
  if (typeof value !== 'object' || value === null) return false
  const lists = ['hiddenKinds', 'hiddenBoundaries', 'collapsed'] as const
  return lists.every((name) => name in value && Array.isArray((value as Record<string, unknown>)[name])) // checked here
}

function keep(key: string, view: View): void {
  try {
    window.localStorage.setItem(key, JSON.stringify({ ...view, focus: null }))
  } catch {
    // Full or forbidden: the view lasts as long as the page.
  }
}

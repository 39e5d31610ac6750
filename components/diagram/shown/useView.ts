'use client'

import { useCallback, useState } from 'react'
import type { Diagram } from '@/lib/stpa/layout/types'
import type { Uid } from '@/lib/stpa/model'
import { plainView, type View } from './shownDiagram'

/** Above this many boxes a structure opens by its first level, or around its uppermost controller: so it can be read. */
const readable = 80

/**
 * What is folded, filtered and focused in one structure. Kept in this browser, by analysis and structure; storage that
 * is not there, or holds something else, counts as nothing kept. The focus is not kept.
 */
export function useView(name: string, diagram: Diagram) {
  const key = `view ${name}`
  const [view, setShown] = useState<View>(() => {
    const opening = openingView(diagram)
    return { ...(kept(key) ?? opening), focus: opening.focus, reach: opening.reach }
  })
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

export function openingView(diagram: Diagram): View {
  if (diagram.nodes.length <= readable) return plainView
  const holding = new Set(diagram.nodes.flatMap((node) => node.parent ?? []))
  const outermost = diagram.nodes.filter((node) => node.parent === null)
  if (outermost.length <= readable) {
    return { ...plainView, collapsed: outermost.flatMap((node) => (holding.has(node.uid) ? node.uid : [])) }
  }
  return { ...plainView, focus: uppermost(diagram), reach: 2 }
}

/** The controller that controls most, itself or through others, of those that nobody controls. */
function uppermost(diagram: Diagram): Uid | null {
  const controls = new Map<Uid, Uid[]>()
  const controlled = new Set<Uid>()
  for (const { kind, from, to } of diagram.edges) {
    if (kind !== 'controlAction') continue
    controls.set(from, [...(controls.get(from) ?? []), to])
    controlled.add(to)
  }
  let best: { uid: Uid; count: number } | undefined
  for (const { uid } of diagram.nodes) {
    if (controlled.has(uid)) continue
    const reached = new Set([uid])
    for (const next of reached) for (const process of controls.get(next) ?? []) reached.add(process)
    if (!best || reached.size > best.count) best = { uid, count: reached.size }
  }
  return best?.uid ?? null
}

function kept(key: string): View | undefined {
  try {
    const value: unknown = JSON.parse(window.localStorage.getItem(key) ?? 'null')
    return isView(value) ? value : undefined
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

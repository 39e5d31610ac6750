import type { ContextEntry } from '@/components/ui/contextMenu'
import { layOutAgain, turnRound } from '@/lib/edits/drawing'
import { retype } from '@/lib/edits/items'
import { kindOf } from '@/lib/stpa/kinds'
import { interactionKinds } from '@/lib/stpa/kinds/interaction'
import type { Point } from '@/lib/stpa/layout/types'
import { positionId, type Uid } from '@/lib/stpa/model'
import type { Boxes } from './useBoxes'
import type { DiagramModel } from './useDiagram'

/** What the menu was opened on. */
export type Pressed = { on: 'box' | 'arrow'; uid: Uid } | { on: 'ground'; at: Point | null }

export function contextEntries(model: DiagramModel, boxes: Boxes, pressed: Pressed): ContextEntry[] {
  if (pressed.on === 'ground') return groundEntries(model, pressed.at)
  if (pressed.on === 'arrow') return arrowEntries(model, pressed.uid)
  const among = boxes.marked.includes(pressed.uid) ? boxes.marked : [pressed.uid]
  return among.length > 1 ? severalEntries(model, among) : boxEntries(model, pressed.uid)
}

function groundEntries(model: DiagramModel, at: Point | null): ContextEntry[] {
  const { ask, view, setView, shown } = model
  return [
    { label: 'New element here', keys: 'A', onSelect: () => ask({ about: 'box', at, parent: null }) },
    { label: 'Choose the elements shown …', onSelect: () => ask({ about: 'boxes' }) },
    'line',
    {
      label: 'Fold all',
      disabled: shown.parents.size === 0,
      onSelect: () => setView({ collapsed: [...shown.parents] }),
    },
    { label: 'Unfold all', disabled: view.collapsed.length === 0, onSelect: () => setView({ collapsed: [] }) },
    { label: 'Show all boxes', keys: 'Esc', disabled: view.focus === null, onSelect: () => setView({ focus: null }) },
  ]
}

function boxEntries(model: DiagramModel, uid: Uid): ContextEntry[] {
  const { analysis, structure, ask, commit, setView, shown, view } = model
  const isPlaced = analysis.positions.has(positionId({ structure: structure.uid, item: uid }))
  return [
    { label: 'Open in the inspector', keys: 'Enter', onSelect: () => model.select(uid) },
    { label: 'Rename', keys: 'F2', onSelect: () => model.startRename(uid) },
    { label: 'New arrow from here …', keys: 'C', onSelect: () => ask({ about: 'arrow', from: uid, to: null }) },
    { label: 'New element inside', onSelect: () => ask({ about: 'box', at: null, parent: uid }) },
    'line',
    {
      label: view.collapsed.includes(uid) ? 'Unfold' : 'Fold',
      keys: 'X',
      disabled: !shown.parents.has(uid),
      onSelect: () => model.toggle(uid),
    },
    { label: 'Only this and its neighbours', keys: 'N', onSelect: () => setView({ focus: uid }) },
    {
      label: 'Give back to the automatic layout',
      disabled: !isPlaced,
      onSelect: () => void commit(layOutAgain(analysis, structure.uid, [uid]), 'laid out again'),
    },
    'line',
    { label: 'Remove …', keys: 'Del', danger: true, onSelect: () => ask({ about: 'removal', uids: [uid] }) },
  ]
}

function severalEntries(model: DiagramModel, uids: readonly Uid[]): ContextEntry[] {
  const { analysis, structure, ask, commit } = model
  const [from = null, to = null] = uids
  return [
    {
      label: 'New arrow between them …',
      keys: 'C',
      disabled: uids.length !== 2,
      onSelect: () => ask({ about: 'arrow', from, to }),
    },
    {
      label: 'New structure from these …',
      onSelect: () => ask({ about: 'drawing', shown: uids, copyOf: structure.uid }),
    },
    {
      label: 'Give back to the automatic layout',
      onSelect: () => void commit(layOutAgain(analysis, structure.uid, uids), 'laid out again'),
    },
    'line',
    { label: `Remove ${uids.length} …`, keys: 'Del', danger: true, onSelect: () => ask({ about: 'removal', uids }) },
  ]
}

function arrowEntries(model: DiagramModel, uid: Uid): ContextEntry[] {
  const { analysis, ask, commit } = model
  const kind = analysis.items.get(uid)?.kind
  const turned = turnRound(analysis, uid)
  return [
    { label: 'Open in the inspector', keys: 'Enter', onSelect: () => model.select(uid) },
    { label: 'Rename', keys: 'F2', onSelect: () => model.startRename(uid) },
    { label: 'Turn round', disabled: turned.length === 0, onSelect: () => void commit(turned, 'turned round') },
    'line',
    ...interactionKinds
      .filter((other) => other !== kind)
      .map((other) => ({
        label: `Make it ${kindOf(other).title.toLowerCase()}`,
        onSelect: () => void commit(retype(uid, other), 'retyped in the drawing'),
      })),
    'line',
    { label: 'Remove …', keys: 'Del', danger: true, onSelect: () => ask({ about: 'removal', uids: [uid] }) },
  ]
}

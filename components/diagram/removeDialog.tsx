'use client'

import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { removeFromAnalysis, takeOut, widowed } from '@/lib/edits/drawing'
import { withInner } from '@/lib/edits/structures'
import { textOf } from '@/lib/stpa/fieldValues'
import { linkedFrom } from '@/lib/stpa/graph'
import type { Uid } from '@/lib/stpa/model'
import type { DiagramModel } from './useDiagram'

/** Out of this drawing, or out of the analysis: two very different things, so it is always asked. Undo takes back both. */
export function RemoveDialog({
  model,
  uids,
  onClose,
}: {
  model: DiagramModel
  uids: readonly Uid[]
  onClose: () => void
}) {
  const { analysis, structure, commit, select } = model
  const items = uids.flatMap((uid) => analysis.items.get(uid) ?? [])
  const boxes = items.filter((item) => item.kind === 'element').map((item) => item.uid)
  const inner = withInner(analysis, boxes).size - boxes.length
  const arrows = widowed(analysis, boxes)
  const ucas = [...items, ...arrows].flatMap((item) => linkedFrom(analysis, item.uid, 'of', 'unsafeControlAction'))
  const names = items.map((item) => textOf(item) || item.key)
  const carryOut = async (how: 'drawing' | 'analysis') => {
    onClose()
    const operations = how === 'drawing' ? takeOut(analysis, structure.uid, boxes) : removeFromAnalysis(analysis, uids)
    if (await commit(operations, how === 'drawing' ? 'taken out of the drawing' : 'removed in the drawing'))
      select(null)
  }
  const along = [
    inner > 0 ? `${inner} ${inner === 1 ? 'box' : 'boxes'} inside` : '',
    arrows.length > 0 ? `${arrows.length} ${arrows.length === 1 ? 'arrow' : 'arrows'} that would lose an end` : '',
  ].filter(Boolean)
  return (
    <Dialog open onClose={onClose} title={`Remove ${names.length > 3 ? `${names.length} items` : names.join(', ')}`}>
      <ul className="mb-3 list-disc pl-5 text-soft">
        {boxes.length > 0 && <li>Taken out of this drawing, it stays in the analysis and in other drawings.</li>}
        {along.length > 0 && <li>Removed from the analysis, it takes along {along.join(' and ')}.</li>}
        {ucas.length > 0 && (
          <li>
            {ucas.length} unsafe control {ucas.length === 1 ? 'action loses' : 'actions lose'} what it is about.
          </li>
        )}
        <li>Undo brings everything back.</li>
      </ul>
      <div className="flex gap-2">
        {boxes.length > 0 && (
          <Button look="main" onClick={() => void carryOut('drawing')}>
            Take out of this drawing
          </Button>
        )}
        <Button look="danger" onClick={() => void carryOut('analysis')}>
          Remove from the analysis
        </Button>
      </div>
    </Dialog>
  )
}

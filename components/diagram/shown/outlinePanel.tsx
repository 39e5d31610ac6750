import { KeyLink } from '@/components/item/keyLink'
import type { DiagramModel } from '../useDiagram'
import { type OutlineBox, outlineOf } from './outline'

/**
 * The picture in words, in reading order. Shown beside the drawing on request; otherwise only for those who listen to
 * the page, without links, so that the tabulator does not get lost in what cannot be seen.
 */
export function OutlinePanel({ model, isShown }: { model: DiagramModel; isShown: boolean }) {
  const boxes = outlineOf(model.shown.diagram)
  return (
    <section
      aria-label="Outline of the drawing"
      className={isShown ? 'w-80 shrink-0 overflow-y-auto border-line border-l bg-panel p-3 text-[13px]' : 'sr-only'}
    >
      <h2 className="mb-2 font-semibold">Outline</h2>
      <ul>
        {boxes.map((box) => (
          <Entry key={box.uid} box={box} isShown={isShown} />
        ))}
      </ul>
    </section>
  )
}

const depths = ['', 'ml-3', 'ml-6', 'ml-9', 'ml-12'] as const

function Entry({ box, isShown }: { box: OutlineBox; isShown: boolean }) {
  return (
    <li className={`mb-1.5 ${depths[Math.min(box.depth, 4)]}`}>
      {isShown ? <KeyLink uid={box.uid} /> : box.key} <span className="font-medium">{box.text}</span>
      {box.gives.length > 0 && (
        <ul className="ml-3 list-disc pl-3 text-soft marker:text-line">
          {box.gives.map((entry) => (
            <li key={entry.id}>
              {entry.sentence} {isShown && <KeyLink uid={entry.uid} />}
            </li>
          ))}
        </ul>
      )}
    </li>
  )
}

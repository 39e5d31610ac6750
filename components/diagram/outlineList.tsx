'use client'

import { KeyLink } from '@/components/item/keyLink'
import type { Drawing } from '@/lib/stpa/layout/types'

const verbs = { controlAction: 'controls', feedback: 'informs', otherInteraction: 'acts on' } as const

/** The picture in words, for who cannot see it or would rather read. */
export function Outline({ drawing }: { drawing: Drawing }) {
  const names = new Map(drawing.nodes.map((node) => [node.uid, node.text]))
  return (
    <details className="max-h-64 overflow-y-auto border-line border-t bg-panel px-3 py-1.5">
      <summary className="cursor-pointer text-[12.5px]">
        In words: {drawing.nodes.length} elements, {drawing.edges.length} arrows
      </summary>
      <ul className="mt-1">
        {drawing.nodes.map((node) => (
          <li key={node.uid}>
            <KeyLink uid={node.uid} text />
            <ul className="pl-5">
              {drawing.edges
                .filter((edge) => edge.from === node.uid)
                .map((edge) => (
                  <li key={edge.id}>
                    {verbs[edge.kind]} {names.get(edge.to)}: <KeyLink uid={edge.uid} text />
                  </li>
                ))}
            </ul>
          </li>
        ))}
      </ul>
    </details>
  )
}

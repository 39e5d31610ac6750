'use client'

import { HoverCard } from 'radix-ui'
import { useAnalysis } from '@/lib/client/analysis'
import { useSelection } from '@/lib/client/selection'
import { textOf } from '@/lib/stpa/fieldValues'
import { kindOf } from '@/lib/stpa/kinds'
import type { Uid } from '@/lib/stpa/model'
import { shownText } from '@/lib/text/visible'

/** A key that selects its item, with a card that tells what it is. With `text` the item's text follows. */
export function KeyLink({ uid, text = false }: { uid: Uid; text?: boolean }) {
  const item = useAnalysis().items.get(uid)
  const [, select] = useSelection()
  if (!item) return <span className="text-soft">gone</span>
  const href = `?item=${uid}`
  return (
    <HoverCard.Root openDelay={350} closeDelay={80}>
      <HoverCard.Trigger asChild>
        <a
          href={href}
          className="text-accent hover:underline"
          onClick={(event) => {
            if (event.ctrlKey || event.metaKey || event.shiftKey) return
            event.preventDefault()
            event.stopPropagation()
            select(uid)
          }}
        >
          <span className="font-mono text-[12px]">{item.key}</span>
          {text && <span className="ml-1.5 text-ink">{shownText(textOf(item))}</span>}
        </a>
      </HoverCard.Trigger>
      <HoverCard.Portal>
        <HoverCard.Content
          side="bottom"
          align="start"
          sideOffset={4}
          className="z-50 max-w-96 rounded-md border border-line bg-panel p-3 text-[13px] text-ink shadow-lg"
        >
          <p className="text-[12px] text-soft">
            {kindOf(item.kind).title} <span className="font-mono">{item.key}</span>
          </p>
          <p>{shownText(textOf(item)) || 'No text yet.'}</p>
        </HoverCard.Content>
      </HoverCard.Portal>
    </HoverCard.Root>
  )
}

'use client'

import { Plus } from 'lucide-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { Button } from '@/components/ui/button'
import { Menu } from '@/components/ui/menu'
import { removal } from '@/lib/edits/items'
import { textOf } from '@/lib/stpa/fieldValues'
import { itemsOf } from '@/lib/stpa/graph'
import type { DiagramModel } from './useDiagram'

/** The control structures of the analysis, and what can be done with the one on the screen. */
export function StructureTabs({ model }: { model: DiagramModel }) {
  const { analysis, structure, commit, ask, select, startRename, whole } = model
  const router = useRouter()
  const base = `/analyses/${analysis.id}/structure`
  const structures = itemsOf(analysis, 'structure')
  const remove = async () => {
    if (await commit(removal(analysis, [structure.uid]), 'structure removed')) router.push(base)
  }
  return (
    <nav aria-label="Control structures" className="flex items-center gap-1 border-line border-b bg-panel px-2 pt-1">
      <ul className="flex min-w-0 overflow-x-auto">
        {structures.map((item) => (
          <li key={item.uid}>
            <Link
              href={`${base}/${item.uid}`}
              aria-current={item.uid === structure.uid ? 'page' : undefined}
              title={[textOf(item, 'level'), textOf(item, 'question')].filter(Boolean).join(': ') || undefined}
              className={`block max-w-64 truncate rounded-t border-x border-t px-3 py-1 text-[13px] ${item.uid === structure.uid ? 'border-line bg-ground font-medium' : 'border-transparent text-soft hover:bg-sunken'}`}
            >
              <span className="mr-1.5 font-mono text-[11px] text-soft">{item.key}</span>
              {textOf(item) || 'Unnamed'}
            </Link>
          </li>
        ))}
      </ul>
      <Button
        look="quiet"
        aria-label="New structure"
        title="New structure"
        onClick={() => ask({ about: 'drawing', shown: [], copyOf: undefined })}
      >
        <Plus size={14} aria-hidden />
      </Button>
      <div className="ml-auto">
        <Menu
          button={<Button look="quiet">This structure</Button>}
          entries={[
            { label: 'Choose the elements shown …', onSelect: () => ask({ about: 'boxes' }) },
            { label: 'Rename', onSelect: () => startRename(structure.uid) },
            { label: 'Level, question and more', onSelect: () => select(structure.uid) },
            {
              label: 'Duplicate',
              onSelect: () =>
                ask({ about: 'drawing', shown: whole.nodes.map((node) => node.uid), copyOf: structure.uid }),
            },
            'line',
            { label: 'Remove this structure', danger: true, onSelect: () => void remove() },
          ]}
        />
      </div>
    </nav>
  )
}

'use client'

import { Redo2, Search, Undo2 } from 'lucide-react'
import Link from 'next/link'
import { Button } from '@/components/ui/button'
import { Menu } from '@/components/ui/menu'
import { ThemeButton } from '@/components/ui/themeButton'
import { useAnalysis, useUndo } from '@/lib/client/analysis'
import { useAuthor } from '@/lib/client/author'
import { textOf } from '@/lib/stpa/fieldValues'
import { analysisItem } from '@/lib/stpa/graph'
import { shownText } from '@/lib/text/visible'
import { Palette, usePalette } from './palette'
import { SaveStatus } from './saveStatus'

export function Bar() {
  const analysis = useAnalysis()
  const { undo, redo } = useUndo()
  const author = useAuthor()
  const palette = usePalette()
  const item = analysisItem(analysis)
  const download = (format: string) => `/api/analyses/${analysis.id}/export?format=${format}`
  return (
    <header className="bar flex items-center gap-2 border-line border-b bg-panel px-3 py-1.5">
      <Link href="/" className="font-semibold text-accent">
        STPA Workbench
      </Link>
      <span aria-hidden className="text-soft">
        /
      </span>
      <h1 className="min-w-0 flex-1 truncate font-medium">{(item && shownText(textOf(item))) || 'Analysis'}</h1>
      <SaveStatus />
      <Button look="quiet" onClick={undo} aria-label="Undo" title="Undo (Ctrl Z)">
        <Undo2 size={15} aria-hidden />
      </Button>
      <Button look="quiet" onClick={redo} aria-label="Redo" title="Redo (Ctrl Shift Z)">
        <Redo2 size={15} aria-hidden />
      </Button>
      <Button onClick={palette.show} title="Find any item or command (Ctrl K)">
        <Search size={14} aria-hidden /> Find <kbd className="font-mono text-[11px] text-soft">Ctrl K</kbd>
      </Button>
      <Menu
        button={<Button>Export</Button>}
        entries={[
          { label: 'STPA Workbench (.stpa.yaml)', href: download('native') },
          { label: 'stpatools YAML', href: download('stpatools') },
          { label: 'Graphviz DOT', href: download('dot') },
        ]}
      />
      <ThemeButton />
      {author && !author.confirm && <span className="max-w-32 truncate text-[12px] text-soft">{author.name}</span>}
      <Palette {...palette} />
    </header>
  )
}

'use client'

import { Button } from '@/components/ui/button'
import { Menu, type MenuEntry } from '@/components/ui/menu'
import { savePng, saveText } from '@/components/ui/saveFile'
import type { Comparison } from '@/lib/trace/compare/model'
import type { DrawnFlow } from '@/lib/trace/flow/layout'
import type { FlowPicture } from '@/lib/trace/flow/picture'
import { flowSvg } from '@/lib/trace/flow/svg'
import { flowDot, flowMermaid } from '@/lib/trace/flow/write'

type Props = { comparison: Comparison; picture: FlowPicture; drawn: DrawnFlow | undefined }

const name = 'comparison'

/** The comparison as a file: a picture, a text that others draw, or all that was found. */
export function SaveComparison({ comparison, picture, drawn }: Props) {
  const pictures: MenuEntry[] = drawn
    ? [
        { label: 'SVG', onSelect: () => saveText(`${name}.svg`, 'image/svg+xml', flowSvg(drawn)) },
        { label: 'PNG', onSelect: () => void savePng(`${name}.png`, flowSvg(drawn)) },
      ]
    : []
  const json = () => JSON.stringify({ version: 1, ...comparison }, null, 1)
  return (
    <Menu
      button={<Button>Save as</Button>}
      entries={[
        ...pictures,
        { label: 'Graphviz DOT', onSelect: () => saveText(`${name}.dot`, 'text/vnd.graphviz', flowDot(picture)) },
        { label: 'Mermaid', onSelect: () => saveText(`${name}.mmd`, 'text/plain', flowMermaid(picture)) },
        { label: 'JSON', onSelect: () => saveText(`${name}.json`, 'application/json', json()) },
      ]}
    />
  )
}

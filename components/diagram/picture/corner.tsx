'use client'

import { useReactFlow } from '@xyflow/react'
import { Maximize, Minus, Plus } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Popover } from '@/components/ui/popover'
import { Legend } from './legend'

/** What stands in the corner of the picture: its scale, and what its signs mean. */
export function Corner() {
  const flow = useReactFlow()
  return (
    <div className="absolute bottom-2 left-2 z-10 flex items-center gap-1 rounded border border-line bg-panel p-0.5">
      <Button
        look="quiet"
        aria-label="Smaller"
        title="Smaller (−)"
        onClick={() => void flow.zoomOut({ duration: 100 })}
      >
        <Minus size={13} aria-hidden />
      </Button>
      <Button
        look="quiet"
        aria-label="Fit"
        title="Fit (0)"
        onClick={() => void flow.fitView({ padding: 0.04, maxZoom: 1.15, duration: 200 })}
      >
        <Maximize size={13} aria-hidden />
      </Button>
      <Button look="quiet" aria-label="Larger" title="Larger (+)" onClick={() => void flow.zoomIn({ duration: 100 })}>
        <Plus size={13} aria-hidden />
      </Button>
      <Popover label="Legend" button={<Button look="quiet">Legend</Button>}>
        <Legend />
      </Popover>
    </div>
  )
}

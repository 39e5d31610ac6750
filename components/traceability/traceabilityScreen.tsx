'use client'

import { Tabs } from '@/components/ui/tabs'
import { MatrixView } from './matrixView'
import { TreeView } from './treeView'

/** Up and down from the selected item, and any two kinds against each other. */
export function TraceabilityScreen() {
  return (
    <div className="p-5">
      <h2 className="mb-2 font-semibold text-[17px]">Traceability</h2>
      <Tabs
        label="Traceability"
        tabs={[
          { name: 'tree', title: 'Tree', content: () => <TreeView /> },
          { name: 'matrix', title: 'Matrix', content: () => <MatrixView /> },
        ]}
      />
    </div>
  )
}

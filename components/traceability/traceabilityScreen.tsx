'use client'

import { useState } from 'react'
import { KeyLink } from '@/components/item/keyLink'
import { inputLook } from '@/components/ui/field'
import { useAnalysis } from '@/lib/client/analysis'
import { useSelection } from '@/lib/client/selection'
import { itemsOf } from '@/lib/stpa/graph'
import { kindOf, kinds } from '@/lib/stpa/kinds'
import { matrixBetween, type TraceNode, traceOf } from '@/lib/stpa/traceability'

/** Up and down from the selected item, and any two kinds against each other. */
export function TraceabilityScreen() {
  const analysis = useAnalysis()
  const [selected] = useSelection()
  const item = (selected && analysis.items.get(selected)) || itemsOf(analysis, 'hazard')[0]
  return (
    <div className="p-5">
      <h2 className="font-semibold text-[17px]">Traceability</h2>
      {item ? (
        <div className="mt-3 grid grid-cols-2 gap-4">
          <Tree title="Towards losses and goals" root={traceOf(analysis, item.uid, 'up')} />
          <Tree title="Towards requirements and evidence" root={traceOf(analysis, item.uid, 'down')} />
        </div>
      ) : (
        <p className="mt-2 text-soft">Select an item: its way up to losses and down to requirements is shown here.</p>
      )}
      <Matrix />
    </div>
  )
}

function Tree({ title, root }: { title: string; root: TraceNode | undefined }) {
  return (
    <section className="rounded-lg border border-line bg-panel p-3.5">
      <h3 className="mb-1 font-semibold">{title}</h3>
      {root && (
        <>
          <KeyLink uid={root.item.uid} text />
          <Branch node={root} />
        </>
      )}
    </section>
  )
}

function Branch({ node }: { node: TraceNode }) {
  if (node.children.length === 0) return null
  return (
    <ul className="border-line border-l pl-3">
      {node.children.map((child) => (
        <li key={`${child.item.uid} ${child.title}`}>
          <span className="text-[12px] text-soft">{child.title}</span> <KeyLink uid={child.item.uid} text />
          {child.repeated && <span className="text-[12px] text-soft"> (see above)</span>}
          <Branch node={child} />
        </li>
      ))}
    </ul>
  )
}

const shownLimit = 200

function Matrix() {
  const analysis = useAnalysis()
  const [rowKind, setRowKind] = useState('unsafeControlAction')
  const [columnKind, setColumnKind] = useState('hazard')
  const [paths, setPaths] = useState(false)
  const { rows, columns, cells } = matrixBetween(analysis, rowKind, columnKind, { paths })
  return (
    <section className="mt-6">
      <h3 className="font-semibold">Matrix</h3>
      <div className="my-2 flex flex-wrap items-center gap-2">
        <KindChoice label="Rows" value={rowKind} onChange={setRowKind} />
        <span aria-hidden>×</span>
        <KindChoice label="Columns" value={columnKind} onChange={setColumnKind} />
        <label className="inline-flex items-center gap-1">
          <input type="checkbox" checked={paths} onChange={(event) => setPaths(event.target.checked)} /> also where a
          path leads
        </label>
      </div>
      {rows.length > shownLimit && (
        <p className="text-warning">
          The first {shownLimit} of {rows.length} rows are shown; the report holds them all.
        </p>
      )}
      <div className="overflow-x-auto">
        <table className="border-collapse text-[12.5px]">
          <thead>
            <tr>
              <th className="p-1 text-left">{kindOf(rowKind).title}</th>
              {columns.slice(0, shownLimit).map((column) => (
                <th key={column.uid} className="border border-line px-1.5 py-1">
                  <KeyLink uid={column.uid} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, shownLimit).map((row) => (
              <tr key={row.uid}>
                <th className="max-w-96 truncate border border-line px-1.5 py-0.5 text-left font-normal">
                  <KeyLink uid={row.uid} text />
                </th>
                {columns.slice(0, shownLimit).map((column) => {
                  const cell = cells.get(row.uid)?.get(column.uid)
                  return (
                    <td key={column.uid} className="border border-line text-center" title={cell?.titles.join(', ')}>
                      {cell ? (cell.titles.length > 0 ? '●' : '○') : ''}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="mt-1 text-[12px] text-soft">● linked, ○ a path leads there</p>
    </section>
  )
}

function KindChoice({ label, value, onChange }: { label: string; value: string; onChange: (kind: string) => void }) {
  return (
    <select
      aria-label={label}
      className={`${inputLook} max-w-60`}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    >
      {kinds.map((kind) => (
        <option key={kind.name} value={kind.name}>
          {kind.plural}
        </option>
      ))}
    </select>
  )
}

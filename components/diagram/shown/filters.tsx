import { kindOf } from '@/lib/stpa/kinds'
import { interactionKinds } from '@/lib/stpa/kinds/interaction'
import { boundaries } from '@/lib/stpa/kinds/structure/element'
import type { DiagramModel } from '../useDiagram'

const without = <T,>(list: readonly T[], value: T): T[] => list.filter((other) => other !== value)

/** What of the picture is seen; what is hidden stays where it is. */
export function Filters({ model: { view, setView, whole, shown } }: { model: DiagramModel }) {
  return (
    <div className="grid gap-3 text-[13px]">
      <fieldset>
        <legend className="mb-1 font-medium">Arrows</legend>
        {interactionKinds.map((kind) => (
          <Check
            key={kind}
            label={`${kindOf(kind).plural} (${whole.edges.filter((edge) => edge.kind === kind).length})`}
            isOn={!view.hiddenKinds.includes(kind)}
            onChange={(isOn) =>
              setView({ hiddenKinds: isOn ? without(view.hiddenKinds, kind) : [...view.hiddenKinds, kind] })
            }
          />
        ))}
      </fieldset>
      <fieldset>
        <legend className="mb-1 font-medium">Boxes</legend>
        {boundaries.map(({ value, label }) => (
          <Check
            key={value}
            label={`${label} (${whole.nodes.filter((node) => node.boundary === value).length})`}
            isOn={!view.hiddenBoundaries.includes(value)}
            onChange={(isOn) =>
              setView({
                hiddenBoundaries: isOn ? without(view.hiddenBoundaries, value) : [...view.hiddenBoundaries, value],
              })
            }
          />
        ))}
      </fieldset>
      {shown.parents.size > 0 && (
        <fieldset>
          <legend className="mb-1 font-medium">Nested boxes</legend>
          <div className="flex gap-3">
            <button
              type="button"
              className="text-accent underline"
              onClick={() => setView({ collapsed: [...shown.parents] })}
            >
              Fold all
            </button>
            <button type="button" className="text-accent underline" onClick={() => setView({ collapsed: [] })}>
              Unfold all
            </button>
          </div>
        </fieldset>
      )}
    </div>
  )
}

function Check({ label, isOn, onChange }: { label: string; isOn: boolean; onChange: (isOn: boolean) => void }) {
  return (
    <label className="flex items-center gap-2 py-0.5">
      <input type="checkbox" checked={isOn} onChange={(event) => onChange(event.target.checked)} />
      {label}
    </label>
  )
}

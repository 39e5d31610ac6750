import { boundaries, natures } from '@/lib/stpa/kinds/structure/element'
import { useDiagramModel } from '../useDiagram'
import { natureIcons, roleLetters } from './boxNode'
import { CoverageLegend } from './coverageMark'

const lines = [
  ['controlAction', 'Control action: authority, downward'],
  ['feedback', 'Feedback: upward'],
  ['otherInteraction', 'Other interaction'],
] as const

/** What the signs of the drawing mean. */
export function Legend() {
  const { coverage } = useDiagramModel()
  return (
    <div className="grid gap-2 text-[12.5px]">
      <ul className="grid gap-1">
        {lines.map(([kind, text]) => (
          <li key={kind} className="flex items-center gap-2">
            <svg width="44" height="10" aria-hidden>
              <path d="M0 5H42" className="diagram-arrow" data-kind={kind} markerEnd={`url(#head-${kind})`} />
            </svg>
            {text}
          </li>
        ))}
      </ul>
      <ul className="grid gap-1">
        {boundaries.map(({ value, label }) => (
          <li key={value} className="flex items-center gap-2">
            <span className="diagram-swatch diagram-box" data-boundary={value} />
            {label}
          </li>
        ))}
        <li className="flex items-center gap-2">
          <span className="diagram-swatch diagram-box" data-draft />
          Draft, to be confirmed
        </li>
      </ul>
      <ul className="grid grid-cols-2 gap-1">
        {natures.map(({ value, label }) => {
          const Icon = natureIcons[value]
          return (
            <li key={value} className="flex items-center gap-2">
              {Icon && <Icon size={13} aria-hidden />}
              {label}
            </li>
          )
        })}
      </ul>
      <ul className="grid grid-cols-2 gap-1">
        {Object.entries(roleLetters).map(([role, letter]) => (
          <li key={role} className="flex items-center gap-2">
            <span className="diagram-role">{letter}</span>
            {role}
          </li>
        ))}
      </ul>
      {coverage.chosen !== '' && <CoverageLegend />}
      <p className="text-soft">Roles follow from the control actions and feedback that are drawn.</p>
    </div>
  )
}

type WhoseProps = { what: string; claims: readonly string[]; chosen: string; onChoose: (subsystem: string) => void }

/** To which of the subsystems that claim a file, or a function, it is given. */
export function Whose({ what, claims, chosen, onChoose }: WhoseProps) {
  return (
    <select
      aria-label={`Subsystem of ${what}`}
      className="mb-1 ml-1 max-w-full rounded border border-line bg-panel px-1 text-[12px]"
      value={chosen}
      onChange={(event) => onChoose(event.target.value)}
    >
      {claims.map((name) => (
        <option key={name} value={name}>
          {name}
        </option>
      ))}
    </select>
  )
}

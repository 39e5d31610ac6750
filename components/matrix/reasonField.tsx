import { TextField } from '@/components/ui/inputs'

type Props = { label?: string; reason: string; onChange: (reason: string) => void; before: readonly string[] }

/** The reason of a verdict, with those written before: along a row or column they recur. */
export function ReasonField({ label = 'Reason', reason, onChange, before }: Props) {
  const offered = before.filter((other) => other !== reason).slice(0, 4)
  return (
    <>
      <TextField
        label={label}
        help="A candidate that was looked at and rejected is worth as much as one that was kept: say why."
        autoFocus
        rows={3}
        value={reason}
        onChange={onChange}
      />
      {offered.length > 0 && (
        <ul aria-label="Used before" className="mb-3 flex flex-col gap-1">
          {offered.map((text) => (
            <li key={text}>
              <button
                type="button"
                className="line-clamp-2 rounded border border-line px-2 py-0.5 text-left text-[12.5px] text-soft hover:bg-sunken"
                onClick={() => onChange(text)}
              >
                {text}
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

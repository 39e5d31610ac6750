import { type ReactNode, useId } from 'react'

export const inputLook = 'w-full rounded border border-line bg-panel px-2 py-1 text-ink placeholder:text-soft'

/** A label, its control and its help, wired for assistive technology. */
export function Field({
  label,
  help,
  children,
}: {
  label: string
  help?: ReactNode
  children: (ids: { id: string; 'aria-describedby'?: string }) => ReactNode
}) {
  const id = useId()
  return (
    <div className="mb-3">
      <label htmlFor={id} className="mb-0.5 block font-medium text-[12.5px]">
        {label}
      </label>
      {children(help ? { id, 'aria-describedby': `${id}-help` } : { id })}
      {help && (
        <p id={`${id}-help`} className="mt-0.5 text-[12px] text-soft">
          {help}
        </p>
      )}
    </div>
  )
}

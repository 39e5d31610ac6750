/** How far something is that takes a while. */
export function Progress({ label, fraction }: { label: string; fraction: number }) {
  return (
    <p className="mb-2 flex items-center gap-2 text-[13px]">
      <progress aria-label={label} value={fraction} max={1} className="w-64" />
      {label} {Math.round(fraction * 100)} %
    </p>
  )
}

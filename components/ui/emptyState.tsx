import type { ReactNode } from 'react'

/** What stands where nothing is yet: what it would be, what is good, and the next step. */
export function EmptyState({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className="mx-auto my-10 max-w-xl rounded-lg border border-line border-dashed bg-panel p-6">
      <h2 className="font-semibold text-[15px]">{title}</h2>
      <div className="mt-2 text-soft">{children}</div>
      {action && <div className="mt-4 flex gap-2">{action}</div>}
    </div>
  )
}

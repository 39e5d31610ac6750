import type { EvidenceFacts } from '@/lib/evidence/model'

const names = {
  tool: 'Tool',
  subject: 'Of',
  kernel: 'Kernel',
  architecture: 'Architecture',
  machine: 'Machine',
  date: 'Date',
} as const

/** What the file says of its own making. */
export function FactsLine({ facts }: { facts: EvidenceFacts }) {
  const said = Object.entries(names).flatMap(([name, title]) => {
    const value = facts[name as keyof EvidenceFacts] // keys of `names`
    return value === '' ? [] : [{ title, value }]
  })
  if (said.length === 0) return null
  return (
    <dl className="flex flex-wrap gap-x-4 px-3 pt-2 text-[13px]">
      {said.map(({ title, value }) => (
        <div key={title} className="flex min-w-0 gap-1.5">
          <dt className="text-soft">{title}</dt>
          <dd className="min-w-0 [overflow-wrap:anywhere]">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

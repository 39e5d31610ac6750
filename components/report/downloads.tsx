'use client'

import type { DocumentDefinition } from './useDocuments'

const forms = {
  html: { title: 'HTML', about: 'one file, prints well' },
  md: { title: 'Markdown', about: 'for a repository' },
  json: { title: 'JSON', about: 'for tools' },
  csv: { title: 'CSV', about: 'for a spreadsheet' },
} as const

type Props = { formats: DocumentDefinition['formats']; pathOf: (format: string) => string }

/** The document in each of its forms, and open in a tab of its own to be printed. */
export function Downloads({ formats, pathOf }: Props) {
  return (
    <section className="mb-4">
      <h3 className="font-medium text-[12.5px]">Download</h3>
      <ul>
        {formats.map((format) => (
          <li key={format}>
            <a className="text-accent underline" href={pathOf(format)} download>
              {forms[format].title}
            </a>{' '}
            <span className="text-[12px] text-soft">{forms[format].about}</span>
          </li>
        ))}
      </ul>
      {formats.includes('html') && (
        <p className="mt-1">
          <a className="text-accent underline" href={`${pathOf('html')}&preview=1`} target="_blank" rel="noreferrer">
            Open in a tab
          </a>{' '}
          <span className="text-[12px] text-soft">to print or save as PDF</span>
        </p>
      )}
    </section>
  )
}

'use client'

import { useState } from 'react'
import { inputLook } from '@/components/ui/field'
import { useAnalysis } from '@/lib/client/analysis'

const documents = [
  {
    name: 'report',
    title: 'Safety analysis report',
    about:
      'For the assessor: context, goals, hazards, structure, unsafe control actions, scenarios, safety responsibilities per element with Linux first, findings.',
    formats: ['html', 'md', 'json'],
  },
  {
    name: 'aou',
    title: 'Assumptions of use',
    about: 'For the integrator: who must do what, why, and how it is shown, ordered by who must act.',
    formats: ['html', 'md', 'json'],
  },
  {
    name: 'answers',
    title: 'Answer sheet',
    about: 'For the integrator to fill in: one row per assumption of use.',
    formats: ['csv', 'json'],
  },
] as const

/** The documents to hand out, with a preview. */
export function DocumentsScreen() {
  const { id, revision } = useAnalysis()
  const [shown, setShown] = useState<'report' | 'aou'>('report')
  const path = (name: string, format: string) => `/api/analyses/${id}/documents/${name}?format=${format}`
  return (
    <div className="flex h-full flex-col p-5">
      <h2 className="font-semibold text-[17px]">Documents</h2>
      <ul className="my-3 grid grid-cols-3 gap-3">
        {documents.map((document) => (
          <li key={document.name} className="rounded-lg border border-line bg-panel p-3.5">
            <h3 className="font-semibold">{document.title}</h3>
            <p className="mb-2 text-[12.5px] text-soft">{document.about}</p>
            <p className="flex gap-3">
              {document.formats.map((format) => (
                <a key={format} className="text-accent underline" href={path(document.name, format)}>
                  {format.toUpperCase()}
                </a>
              ))}
            </p>
          </li>
        ))}
      </ul>
      <label className="mb-2 flex items-center gap-2">
        Preview
        <select
          className={`${inputLook} max-w-64`}
          value={shown}
          onChange={(event) => setShown(event.target.value === 'aou' ? 'aou' : 'report')}
        >
          <option value="report">Safety analysis report</option>
          <option value="aou">Assumptions of use</option>
        </select>
      </label>
      <iframe
        key={`${shown} ${revision}`}
        title={`Preview: ${shown}`}
        sandbox=""
        src={`${path(shown, 'html')}&preview=1`}
        className="min-h-[60vh] w-full flex-1 rounded border border-line bg-panel"
      />
    </div>
  )
}

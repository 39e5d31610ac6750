'use client'

import { useState } from 'react'
import { useAnalysis } from '@/lib/client/analysis'
import { AnswerPreview } from './answerPreview'
import { ChapterChoice } from './chapterChoice'
import { Downloads } from './downloads'
import { Preview } from './preview'
import { type DocumentName, type Documents, useDocuments } from './useDocuments'

/** The documents to hand out: which, of which chapters, in which form, and how it will look. */
export function DocumentsScreen() {
  const documents = useDocuments()
  const [shown, setShown] = useState<DocumentName>('report')
  if (!documents) {
    return (
      <p role="status" className="p-5 text-soft">
        Loading …
      </p>
    )
  }
  return (
    <div className="flex h-full flex-col p-5">
      <h2 className="mb-2 font-semibold text-[17px]">Documents</h2>
      <DocumentChoice documents={documents} shown={shown} onChange={setShown} />
      <Chosen key={shown} name={shown} documents={documents} />
    </div>
  )
}

type ChoiceProps = { documents: Documents; shown: DocumentName; onChange: (name: DocumentName) => void }

function DocumentChoice({ documents, shown, onChange }: ChoiceProps) {
  // The keys of the registry are its names.
  const names = Object.keys(documents) as DocumentName[]
  return (
    <fieldset>
      <legend className="sr-only">Document</legend>
      <div className="grid grid-cols-[repeat(auto-fit,minmax(14rem,1fr))] gap-3">
        {names.map((name) => (
          <label
            key={name}
            className={`flex cursor-pointer gap-2 rounded-lg border bg-panel p-3 ${name === shown ? 'border-accent' : 'border-line'}`}
          >
            <input
              type="radio"
              name="document"
              className="mt-1"
              checked={name === shown}
              onChange={() => onChange(name)}
            />
            <span>
              <span className="block font-semibold">{documents[name].title}</span>
              <span className="block text-[12.5px] text-soft">{documents[name].summary}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

function Chosen({ name, documents }: { name: DocumentName; documents: Documents }) {
  const { id } = useAnalysis()
  const { title, formats, chapters } = documents[name]
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const chosen = chapters.filter((chapter) => !left.has(chapter.name)).map((chapter) => chapter.name)
  const choice = left.size > 0 ? `&chapters=${chosen.join(',')}` : ''
  const pathOf = (format: string) => `/api/analyses/${id}/documents/${name}?format=${format}${choice}`
  const isEmpty = chapters.length > 0 && chosen.length === 0
  return (
    <div className="mt-3 flex min-h-0 flex-1 gap-4">
      <div className="w-56 shrink-0 overflow-y-auto">
        {isEmpty ? (
          <p className="text-warning">Choose at least one chapter.</p>
        ) : (
          <Downloads formats={formats} pathOf={pathOf} />
        )}
        {chapters.length > 0 && <ChapterChoice chapters={chapters} left={left} onChange={setLeft} />}
      </div>
      {!isEmpty && formats.includes('html') && <Preview key={choice} title={title} path={pathOf('html')} />}
      {name === 'answers' && <AnswerPreview />}
    </div>
  )
}

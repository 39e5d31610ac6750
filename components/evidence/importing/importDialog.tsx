'use client'

import { useState } from 'react'
import { FormDialog } from '@/components/ui/formDialog'
import { ChoiceField } from '@/components/ui/inputs'
import { sizeText } from '@/components/view/table/figures'
import type { ImportRequest } from '@/lib/client/evidence'
import { evidenceUploadLimit, type ReadOptions } from '@/lib/trace/api'
import type { RedactionOptions } from '@/lib/trace/redact'
import { ReadingFields } from './readingFields'
import { RedactionPreview } from './redactionPreview'

type Props = {
  files: readonly File[]
  onClose: () => void
  onImport: (request: ImportRequest) => void
}

const redactions = [
  { name: 'environment', title: 'Environment', help: 'Values of environment variables: strace -v prints them all.' },
  {
    name: 'payloads',
    title: 'Payloads',
    help: 'What is read and written. Bindings that look at a payload find nothing then.',
  },
  { name: 'homes', title: 'Home paths', help: 'Names of users in paths below /home and /Users.' },
] as const

/** How chosen files are to be read, and what is taken out of them before they are kept. */
export function ImportDialog({ files, onClose, onImport }: Props) {
  const [options, setOptions] = useState<Pick<ReadOptions, 'format' | 'arch'>>({ format: '', arch: 'x86-64' })
  const [redaction, setRedaction] = useState<RedactionOptions>({ environment: false, payloads: false, homes: false })
  const [looked, setLooked] = useState(0)
  const tooLarge = files.filter(({ size }) => size > evidenceUploadLimit || size === 0)
  const isRedacted = redaction.environment || redaction.payloads || redaction.homes
  const file = files[looked] ?? files[0]
  return (
    <FormDialog
      wide
      onClose={onClose}
      title={files.length === 1 ? 'Import a file' : `Import ${files.length} files`}
      action="Import"
      isMissing={tooLarge.length > 0}
      onDone={() => onImport({ options, redaction })}
    >
      <ul aria-label="Chosen files" className="mb-3 max-h-28 overflow-y-auto text-[13px]">
        {files.map(({ name, size, lastModified }) => (
          <li key={`${name} ${size} ${lastModified}`} className="flex gap-2">
            <span className="min-w-0 flex-1 truncate" title={name}>
              {name}
            </span>
            <span className="text-soft tabular-nums">{sizeText(size)}</span>
          </li>
        ))}
      </ul>
      {tooLarge.map(({ name, size }) => (
        <p key={name} role="alert" className="mb-2 break-words text-error">
          {name} {size === 0 ? 'is empty' : `is larger than ${sizeText(evidenceUploadLimit)}: compress it, or split it`}
          .
        </p>
      ))}
      <ReadingFields {...options} onChange={(change) => setOptions({ ...options, ...change })} />
      <fieldset className="mb-3">
        <legend className="mb-1 font-medium text-[12.5px]">Take out before it is kept</legend>
        {redactions.map(({ name, title, help }) => (
          <label key={name} className="flex min-h-7 items-center gap-2 text-[13px]">
            <input
              type="checkbox"
              className="size-4 shrink-0"
              checked={redaction[name]}
              onChange={(event) => setRedaction({ ...redaction, [name]: event.target.checked })}
            />
            <span>
              {title} <span className="text-[12px] text-soft">{help}</span>
            </span>
          </label>
        ))}
      </fieldset>
      {isRedacted && files.length > 1 && (
        <ChoiceField
          label="Preview of"
          value={String(looked)}
          onChange={(value) => setLooked(Number(value))}
          options={files.map(({ name }, index) => ({ value: String(index), label: name }))}
        />
      )}
      {isRedacted && file && <RedactionPreview file={file} redaction={redaction} />}
    </FormDialog>
  )
}

'use client'

import { useEffect, useState } from 'react'
import { Scroll } from '@/components/view/panel/scroll'
import { number } from '@/lib/text/counts'

import { shownText } from '@/lib/text/visible'
import type { RedactionOptions } from '@/lib/trace/redact'
import { beginningOf, type Preview, previewOf } from './previewOf'

/** The first lines that redaction changes, made here from the first megabyte: the file itself stays on this machine. */
export function RedactionPreview({ file, redaction }: { file: File; redaction: RedactionOptions }) {
  const preview = usePreview(file, redaction)
  if (typeof preview === 'string')
    return (
      <p role="alert" className="mb-3 text-error">
        {preview}
      </p>
    )
  if (!preview) return <p className="mb-3 text-soft">Looking at {file.name} …</p>
  const looked = `the first ${number(preview.lines)} lines${preview.isPart ? '' : ', which are all'}`
  return (
    <section aria-label="Preview of the redaction" className="mb-3">
      <p className="mb-1 text-[13px]">
        {preview.changed === 0
          ? `Nothing would change in ${looked}.`
          : `${number(preview.changed)} of ${looked}, would change${preview.changed > preview.first.length ? `; the first ${preview.first.length}` : ''}:`}
      </p>
      {preview.first.length > 0 && (
        <Scroll label="Changed lines" className="max-h-56 rounded border border-line bg-sunken">
          <ol className="font-mono text-[12px]">
            {preview.first.map(({ line, before, after }) => (
              <li key={line} className="flex border-line border-b last:border-0">
                <span className="w-12 shrink-0 px-1.5 text-right text-soft">{line}</span>
                <span className="min-w-0 flex-1 break-all px-1.5">
                  <del className="block text-soft">{shownText(before)}</del>
                  <ins className="block no-underline">{shownText(after)}</ins>
                </span>
              </li>
            ))}
          </ol>
        </Scroll>
      )}
    </section>
  )
}

/** undefined while it is made; a text when it cannot be. */
function usePreview(file: File, { environment, payloads, homes }: RedactionOptions): Preview | string | undefined {
  const [preview, setPreview] = useState<Preview | string>()
  useEffect(() => {
    let isWanted = true
    beginningOf(file)
      .then(({ bytes, isPart }) => previewOf(bytes, { environment, payloads, homes }, isPart))
      .catch((error: Error) => `There is no preview of ${file.name}: ${error.message}`)
      .then((made) => isWanted && setPreview(made))
    return () => {
      isWanted = false
    }
  }, [file, environment, payloads, homes])
  return preview
}

'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { useAnalysis } from '@/lib/client/analysis'

/** The document as it would be handed out, in a frame of its own in which nothing runs. */
export function Preview({ path, title }: { path: string; title: string }) {
  const { revision } = useAnalysis()
  const [at, setAt] = useState(revision)
  const [loaded, setLoaded] = useState('')
  const source = `${path}&preview=1&revision=${at}`
  return (
    <section className="flex min-h-0 min-w-0 flex-1 flex-col" aria-label={`Preview: ${title}`}>
      <p className="mb-1 flex min-h-8 items-center gap-3 text-[12.5px] text-soft">
        <span role="status">{loaded === source ? `Revision ${at}` : 'Writing the document …'}</span>
        {at !== revision && <Button onClick={() => setAt(revision)}>Bring up to revision {revision}</Button>}
      </p>
      <iframe
        key={source}
        title={`Preview: ${title}`}
        sandbox=""
        src={source}
        className="min-h-[60vh] w-full flex-1 rounded border border-line bg-panel"
        onLoad={() => setLoaded(source)}
      />
    </section>
  )
}

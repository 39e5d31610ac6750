'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { saveText } from '@/components/ui/saveFile'
import type { RecipeScript } from '@/lib/trace/inject/scripts'

/** A script as text, to copy or to save. */
export function ScriptView({ script: { name, title, needs, fileName, text } }: { script: RecipeScript }) {
  const [told, setTold] = useState('')
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
      setTold('Copied.')
    } catch {
      setTold('The browser does not let it be copied: save it, or mark the text.')
    }
  }
  return (
    <section aria-label={`Script ${fileName}`} className="mb-4">
      <div className="flex flex-wrap items-center gap-1.5">
        <h4 className="min-w-0 flex-1 font-medium [overflow-wrap:anywhere]">
          {name}: {title}
        </h4>
        <Button onClick={() => void copy()}>Copy</Button>
        <Button onClick={() => saveText(fileName, 'text/x-shellscript', text)}>Save {fileName}</Button>
      </div>
      <p className="text-[12px] text-soft">
        Needs {needs.join(', ')}. <span role="status">{told}</span>
      </p>
      <pre
        className="mt-1 max-h-64 overflow-auto rounded border border-line bg-sunken p-2 font-mono text-[12px] leading-4"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
        tabIndex={0}
      >
        {text}
      </pre>
    </section>
  )
}

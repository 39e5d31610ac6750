'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useCallback, useEffect, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { ChoiceField } from '@/components/ui/inputs'
import { useAuthorGate } from '@/lib/client/author'
import { request } from '@/lib/client/request'
import type { AnalysisCard, ImportOptions, ImportOutcome } from '@/lib/stpa/api'
import { ImportResult } from './importResult'
import { LegendChoice } from './legendChoice'

type Choices = Pick<ImportOptions, 'analysis' | 'match' | 'legend' | 'takeTheirs'>

/** Files, a dry run with its report, decisions, then the import: nothing is written before the last button. */
export function ImportDialog({ files: dropped, onClose }: { files: File[]; onClose: () => void }) {
  const client = useQueryClient()
  const router = useRouter()
  const withAuthor = useAuthorGate()
  const [files, setFiles] = useState(dropped)
  const [choices, setChoices] = useState<Choices>({})
  const [outcome, setOutcome] = useState<ImportOutcome>()
  const [error, setError] = useState('')
  const [busy, setBusy] = useState(false)
  const send = useCallback(
    async (dryRun: boolean) => {
      const form = new FormData()
      for (const file of files) form.append('files', file)
      form.append('options', JSON.stringify({ ...choices, dryRun }))
      setBusy(true)
      setError('')
      try {
        return await request<ImportOutcome>('POST', '/api/imports', form)
      } catch (problem) {
        setError(problem instanceof Error ? problem.message : String(problem))
        return undefined
      } finally {
        setBusy(false)
      }
    },
    [files, choices],
  )
  useEffect(() => {
    if (files.length === 0) return
    let stale = false
    void send(true).then((result) => !stale && setOutcome(result))
    return () => {
      stale = true
    }
  }, [files, send])
  const write = async () => {
    if (!(await withAuthor())) return
    const written = await send(false)
    if (!written?.analysis) return
    await client.invalidateQueries({ queryKey: ['analyses'] })
    router.push(`/analyses/${written.analysis}`)
  }
  const cards = client.getQueryData<AnalysisCard[]>(['analyses']) ?? []
  return (
    <Dialog
      open
      onClose={onClose}
      wide
      title="Import"
      description="An analysis of this program, stpatools YAML or Graphviz control structures; several files are merged into one analysis."
    >
      <Field label="Files">
        {(ids) => (
          <input
            {...ids}
            type="file"
            multiple
            accept=".yml,.yaml,.dot,.gv"
            onChange={(event) => setFiles([...(event.target.files ?? [])])}
          />
        )}
      </Field>
      {files.length > 0 && <p className="mb-2 text-soft">{files.map((file) => file.name).join(', ')}</p>}
      <ChoiceField
        label="Into"
        help="Into an analysis that is there already: what changed since its last import is updated, conflicts are shown."
        value={choices.analysis ?? ''}
        onChange={(value) => setChoices({ ...choices, analysis: value || undefined })}
        options={[
          { value: '', label: 'a new analysis' },
          ...cards.map((card) => ({ value: card.id, label: card.title })),
        ]}
      />
      {outcome?.formats.includes('dot') && (
        <LegendChoice
          legend={choices.legend ?? {}}
          unknown={outcome.styles}
          onChange={(legend) => setChoices({ ...choices, legend })}
        />
      )}
      {busy && <p role="status">Reading …</p>}
      {error && (
        <p role="alert" className="mb-2 text-error">
          {error}
        </p>
      )}
      {outcome && !error && <ImportResult outcome={outcome} choices={choices} setChoices={setChoices} />}
      <div className="mt-3 flex gap-2">
        <Button look="main" disabled={!outcome || busy || error !== ''} onClick={() => void write()}>
          Import
        </Button>
        <Button onClick={onClose}>Cancel</Button>
      </div>
    </Dialog>
  )
}

'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { ChoiceField, TextField } from '@/components/ui/inputs'
import { useAuthorGate } from '@/lib/client/author'
import { request } from '@/lib/client/request'
import type { CreateRequest } from '@/lib/stpa/api'

const examples = [
  { name: 'telltale', title: 'Start from the Telltale example', about: 'A warning lamp in a car, drawn by Linux.' },
  {
    name: 'openaps',
    title: 'Start from the OpenAPS example',
    about: 'An artificial pancreas on a small Linux computer.',
  },
]

/** A new analysis: blank, or a copy of the example. */
export function CreateDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const router = useRouter()
  const withAuthor = useAuthorGate()
  const [title, setTitle] = useState('')
  const [profile, setProfile] = useState<'linux' | 'general'>('linux')
  const [error, setError] = useState('')
  const create = async (body: CreateRequest) => {
    if (!(await withAuthor())) return
    try {
      const { id } = await request<{ id: string }>('POST', '/api/analyses', body)
      router.push(`/analyses/${id}`)
    } catch (problem) {
      setError(problem instanceof Error ? problem.message : String(problem))
    }
  }
  return (
    <Dialog open={open} onClose={onClose} title="New analysis">
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (title.trim()) void create({ from: 'blank', title: title.trim(), profile })
        }}
      >
        <TextField
          label="Title"
          help="What is analysed, e.g. Telltale cluster."
          maxLength={400}
          value={title}
          onChange={setTitle}
        />
        <ChoiceField
          label="Profile"
          help="Linux switches the Linux rules on and puts Linux first in the report."
          value={profile}
          onChange={(value) => setProfile(value === 'linux' ? 'linux' : 'general')}
          options={[
            { value: 'linux', label: 'Linux' },
            { value: 'general', label: 'General' },
          ]}
        />
        <div className="flex flex-wrap gap-2">
          <Button type="submit" look="main" disabled={!title.trim()}>
            Create
          </Button>
          {examples.map(({ name, title, about }) => (
            <Button key={name} title={about} onClick={() => void create({ from: 'example', name })}>
              {title}
            </Button>
          ))}
        </div>
      </form>
      {error && (
        <p role="alert" className="mt-2 text-error">
          {error}
        </p>
      )}
    </Dialog>
  )
}

'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { type JobCard, uploadPart } from '@/lib/kernel/api'
import { request } from './request'

export const isUnderWay = ({ state }: JobCard): boolean => ['uploading', 'queued', 'running'].includes(state)

/** Waits that long while a job is under way, and not at all else: for lists that show jobs. */
export const intervalOf = (jobs: readonly JobCard[] | undefined): number | false =>
  jobs?.some(isUnderWay) ? 500 : false

/** Sends a file part by part, then starts its import. `sent` is the fraction that has gone, while it goes. */
export function useUpload<More extends object>(
  path: string,
  listKey: readonly string[],
): { sent: number | undefined; error: string; upload: (file: File, more: More) => Promise<void> } {
  const client = useQueryClient()
  const [sent, setSent] = useState<number>()
  const [error, setError] = useState('')
  const upload = useCallback(
    async (file: File, more: More) => {
      setError('')
      setSent(0)
      try {
        await send(path, file, more, setSent)
      } catch (problem) {
        setError(problem instanceof Error ? problem.message : String(problem))
      } finally {
        setSent(undefined)
        await client.invalidateQueries({ queryKey: listKey })
      }
    },
    [client, path, listKey],
  )
  return { sent, error, upload }
}

/** Sends one file part by part and starts its import. */
export async function send(
  path: string,
  file: File,
  more: object,
  progress: (fraction: number) => void,
): Promise<void> {
  const { id } = await request<JobCard>('POST', path, { name: file.name, size: file.size, ...more })
  const parts = Math.ceil(file.size / uploadPart)
  for (let part = 0; part < parts; part++) {
    const body = file.slice(part * uploadPart, (part + 1) * uploadPart)
    const headers = { 'Content-Type': 'application/octet-stream' }
    const response = await fetch(`/api/jobs/${id}/parts/${part}`, { method: 'PUT', headers, body })
    if (!response.ok) throw new Error(`The upload was refused (${response.status}). Try it again.`)
    progress((part + 1) / parts)
  }
  await request('POST', `/api/jobs/${id}`, { parts })
}

'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { type JobCard, uploadPart } from '@/lib/kernel/api'
import { request, Unreachable } from './request'

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
    await patiently(() => request('PUT', `/api/jobs/${id}/parts/${part}`, body))
    progress((part + 1) / parts)
  }
  await patiently(() => request('POST', `/api/jobs/${id}`, { parts }))
}

/** Milliseconds before each new try of a part or of the start, which count once however often they are sent. */
const pauses = [1_000, 3_000, 10_000, 30_000]

/** Waits out a cut line and a server that cannot take it at present. @throws Unreachable when that lasts */
async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (const pause of pauses) {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error
      await new Promise((resolve) => setTimeout(resolve, Math.max(pause, error.retryAfter)))
    }
  }
  return work()
}

'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { type GraphCard, type JobCard, uploadPart } from '@/lib/kernel/api'
import { decodeGraph } from '@/lib/kernel/file'
import { request, Unreachable } from './request'

/** `servers`: names of the databases that the operator lets be read. */
export type Listed = {
  readonly graphs: readonly GraphCard[]
  readonly jobs: readonly JobCard[]
  readonly servers: readonly string[]
}

export const isUnderWay = ({ state }: JobCard): boolean => ['uploading', 'queued', 'running'].includes(state)

const listKey = ['graphs']

/** The graphs of this workbench and the imports; looked at often while one is under way. */
export function useGraphs() {
  return useQuery({
    queryKey: listKey,
    queryFn: () => request<Listed>('GET', '/api/graphs'),
    refetchInterval: ({ state }) => (state.data?.jobs.some(isUnderWay) ? 500 : false),
  })
}

/** A graph, fetched once: its questions are answered here, in the browser. */
export function useGraph(hash: string) {
  return useQuery({
    queryKey: ['graph', hash],
    queryFn: async () => {
      const response = await fetch(`/api/graphs/${encodeURIComponent(hash)}`).catch(() => {
        throw new Unreachable('The server does not answer.')
      })
      if (!response.ok) throw new Error('There is no such kernel graph. It may have been removed: choose another one.')
      return decodeGraph('graph', new Uint8Array(await response.arrayBuffer()))
    },
    enabled: hash !== '',
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 10 * 60_000,
    retry: false,
    structuralSharing: false, // typed arrays: nothing to compare
  })
}

/** Sends a file part by part, then starts its import; `onto` is the graph that it adds to. `sent` is the fraction that has gone, while it goes. */
export function useUpload(): {
  sent: number | undefined
  error: string
  upload: (file: File, onto?: string) => Promise<void>
} {
  const client = useQueryClient()
  const [sent, setSent] = useState<number>()
  const [error, setError] = useState('')
  const upload = useCallback(
    async (file: File, onto?: string) => {
      setError('')
      setSent(0)
      try {
        await send(file, onto, setSent)
      } catch (problem) {
        setError(problem instanceof Error ? problem.message : String(problem))
      } finally {
        setSent(undefined)
        await client.invalidateQueries({ queryKey: listKey })
      }
    },
    [client],
  )
  return { sent, error, upload }
}

async function send(file: File, onto: string | undefined, progress: (fraction: number) => void): Promise<void> {
  const asked = { name: file.name, size: file.size, ...(onto === undefined ? {} : { onto }) }
  const { id } = await request<JobCard>('POST', '/api/graphs', asked)
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

export function useGraphActions() {
  const client = useQueryClient()
  const after = async (path: string) => {
    await request('DELETE', path)
    await client.invalidateQueries({ queryKey: listKey })
  }
  const readServer = async (server: string) => {
    await request('POST', '/api/graphs', { server })
    await client.invalidateQueries({ queryKey: listKey })
  }
  return {
    readServer,
    remove: (hash: string) => after(`/api/graphs/${hash}`),
    cancel: (job: string) => after(`/api/jobs/${job}`),
  }
}

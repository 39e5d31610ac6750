'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { GraphCard, JobCard } from '@/lib/kernel/api'
import { decodeGraph } from '@/lib/kernel/graph/file'
import { request, Unreachable } from './request'
import { intervalOf, useUpload } from './uploads'

/** `servers`: names of the databases that the operator lets be read. */
export type Listed = {
  readonly graphs: readonly GraphCard[]
  readonly jobs: readonly JobCard[]
  readonly servers: readonly string[]
}

const listKey = ['graphs']

/** The graphs of this workbench and the imports; looked at often while one is under way. */
export function useGraphs() {
  return useQuery({
    queryKey: listKey,
    queryFn: () => request<Listed>('GET', '/api/graphs'),
    refetchInterval: ({ state }) => intervalOf(state.data?.jobs),
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

/** What is asked of an upload: the graph that it adds to, or which kernel of a database. */
export type UploadOptions = { readonly onto?: string; readonly instance?: number }

/** Sends a file and starts its import. */
export const useGraphUpload = () => useUpload<UploadOptions>('/api/graphs', listKey)

export function useGraphActions() {
  const client = useQueryClient()
  const after = async (path: string) => {
    await request('DELETE', path)
    await client.invalidateQueries({ queryKey: listKey })
  }
  const readServer = async (server: string, instance?: number) => {
    await request('POST', '/api/graphs', { server, ...(instance === undefined ? {} : { instance }) })
    await client.invalidateQueries({ queryKey: listKey })
  }
  return {
    readServer,
    remove: (hash: string) => after(`/api/graphs/${hash}`),
    cancel: (job: string) => after(`/api/jobs/${job}`),
  }
}

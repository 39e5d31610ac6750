'use client'

import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import type { RecordsDigest } from '@/lib/evidence/digest'
import type { JobCard } from '@/lib/kernel/api'
import type { EvidenceCard, EvidenceLines, ReadOptions } from '@/lib/trace/api'
import type { ProcessFlow } from '@/lib/trace/flow/model'
import type { RedactionOptions } from '@/lib/trace/redact'
import { askDigest, type NodeHit, type TraceHead } from './digests'
import { request } from './request'
import { intervalOf, send } from './uploads'

export type ListedEvidence = { readonly files: readonly EvidenceCard[]; readonly jobs: readonly JobCard[] }

const listKey = ['evidence']

/** The files of evidence of this workbench and their imports; looked at often while one is under way. */
export function useEvidenceFiles() {
  const client = useQueryClient()
  return useQuery({
    queryKey: listKey,
    queryFn: async () => {
      const listed = await request<ListedEvidence>('GET', '/api/evidence')
      forgetOtherwiseRead(client, listed.files)
      return listed
    },
    refetchInterval: ({ state }) => intervalOf(state.data?.jobs),
  })
}

/** What is shown of a file that somebody read again otherwise is fetched anew. */
function forgetOtherwiseRead(client: QueryClient, files: readonly EvidenceCard[]): void {
  const before = client.getQueryData<ListedEvidence>(listKey)?.files ?? []
  const readings = new Map(before.map(({ hash, reading }) => [hash, reading]))
  for (const { hash, reading } of files)
    if (readings.has(hash) && readings.get(hash) !== reading)
      void client.invalidateQueries({ queryKey: digestKey(hash) })
}

export type ImportRequest = {
  readonly options: Partial<ReadOptions>
  readonly redaction: Partial<RedactionOptions>
}

/** A file on its way: the fraction that has gone, and why it went no further. */
export type SentFile = { readonly name: string; readonly fraction: number; readonly refusal: string }

/** Sends several files, one after the other; each becomes a job of its own. */
export function useEvidenceUpload() {
  const client = useQueryClient()
  const [sent, setSent] = useState<readonly SentFile[]>([])
  const upload = useCallback(
    async (files: readonly File[], more: ImportRequest) => {
      setSent(files.map(({ name }) => ({ name, fraction: 0, refusal: '' })))
      const change = (at: number, part: Partial<SentFile>) =>
        setSent((before) => before.map((file, index) => (index === at ? { ...file, ...part } : file)))
      for (const [index, file] of files.entries()) {
        const sending = send('/api/evidence', file, more, (fraction) => change(index, { fraction }))
        await sending.catch((error: Error) => change(index, { refusal: error.message }))
        await client.invalidateQueries({ queryKey: listKey, exact: true })
      }
      setSent((before) => before.filter(({ refusal }) => refusal !== ''))
    },
    [client],
  )
  return { sent, upload, isSending: sent.some(({ refusal }) => refusal === '') }
}

const digestKey = (hash: string) => ['digest', hash]
const forEver = { staleTime: Number.POSITIVE_INFINITY, retry: false, structuralSharing: false } as const

/** What was read from a file; the flows of a trace are asked for one by one. */
export function useDigest(hash: string) {
  return useQuery({
    queryKey: digestKey(hash),
    queryFn: () => askDigest<TraceHead | RecordsDigest>({ hash, ask: 'head' }),
    enabled: hash !== '',
    ...forEver, // it is large, and changes as a whole
  })
}

/** The flow of one process; `null` when there is none. */
export function useFlow(hash: string, process: number) {
  return useQuery({
    queryKey: [...digestKey(hash), 'flow', process],
    queryFn: async () => (await askDigest<ProcessFlow | undefined>({ hash, ask: 'flow', process })) ?? null,
    enabled: process > 0,
    ...forEver,
  })
}

/** Steps of flows that have to do with a line, or with a resource. */
export function useNodeHits(hash: string, of: { readonly line?: number; readonly resource?: string }) {
  return useQuery({
    queryKey: [...digestKey(hash), 'hits', of],
    queryFn: () => askDigest<NodeHit[]>({ hash, ask: 'hits', ...of }),
    enabled: (of.line ?? 0) > 0 || (of.resource ?? '') !== '',
    ...forEver,
  })
}

/** Lines of the kept file, some hundred at once. */
export function useLines(hash: string, from: number, count: number, isWanted = true) {
  return useQuery({
    queryKey: ['lines', hash, from, count],
    queryFn: () => request<EvidenceLines>('GET', `/api/evidence/${hash}/lines?from=${from}&count=${count}`),
    enabled: hash !== '' && isWanted,
    ...forEver,
  })
}

export function useEvidenceActions() {
  const client = useQueryClient()
  const after = async <T>(answer: Promise<T>): Promise<T> => {
    const result = await answer
    await client.invalidateQueries({ queryKey: listKey, exact: true })
    return result
  }
  return {
    remove: (hash: string) => after(request('DELETE', `/api/evidence/${hash}`)),
    cancel: (job: string) => after(request('DELETE', `/api/jobs/${job}`)),
    /** Reads the kept file again with other options; a job. */
    readAgain: (hash: string, options: Partial<ReadOptions>) =>
      after(request<JobCard>('POST', `/api/evidence/${hash}/read`, options)),
    /** After a file was read again. */
    refresh: (hash: string) => client.invalidateQueries({ queryKey: digestKey(hash) }),
  }
}

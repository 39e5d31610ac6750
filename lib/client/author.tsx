'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { createContext, useContext } from 'react'
import type { AuthorCard } from '@/lib/stpa/api'
import { request } from './request'

export const authorQuery = {
  queryKey: ['author'],
  queryFn: () => request<AuthorCard | null>('GET', '/api/author'),
  staleTime: Number.POSITIVE_INFINITY,
}

/** Resolves true when there is a name, asking for it when there is none; false when the person declines. */
export type AuthorGate = () => Promise<boolean>

export const AuthorGateContext = createContext<AuthorGate>(async () => false)
export const useAuthorGate = (): AuthorGate => useContext(AuthorGateContext)

export function useAuthor(): AuthorCard | null | undefined {
  return useQuery(authorQuery).data
}

export function useSetAuthor(): (name: string) => Promise<AuthorCard> {
  const client = useQueryClient()
  return async (name) => {
    const author = await request<AuthorCard>('PUT', '/api/author', { name })
    client.setQueryData(authorQuery.queryKey, author)
    return author
  }
}

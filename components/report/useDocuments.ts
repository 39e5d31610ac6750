'use client'

import { useQuery } from '@tanstack/react-query'

/** What can be handed out, with its chapters; loaded with the first look at this screen, since it brings the reports along. */
export function useDocuments() {
  return useQuery({
    queryKey: ['documents'],
    queryFn: async () => {
      const { documents } = await import('@/lib/stpa/report')
      return documents
    },
    staleTime: Number.POSITIVE_INFINITY,
  }).data
}

export type Documents = NonNullable<ReturnType<typeof useDocuments>>
export type DocumentName = keyof Documents
export type DocumentDefinition = Documents[DocumentName]

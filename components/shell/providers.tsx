'use client'

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { AuthorDialog } from './authorDialog'
import { RefusalDialog } from './refusalDialog'

/**
 * The server is on this machine, or at the other end of a tunnel: whether the browser knows of a network says nothing of
 * it. By itself, this cache would ask nothing, and say nothing, until the browser has one.
 */
const queries = { networkMode: 'always', refetchOnReconnect: true, refetchOnWindowFocus: false } as const

/** What every page stands in: the cache of the server's answers, the question for a name, the dialog for refusals. */
export function Providers({ children }: { children: ReactNode }) {
  const [client] = useState(() => new QueryClient({ defaultOptions: { queries } }))
  return (
    <QueryClientProvider client={client}>
      <AuthorDialog>
        {children}
        <RefusalDialog />
      </AuthorDialog>
    </QueryClientProvider>
  )
}

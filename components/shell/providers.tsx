'use client'

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { AuthorDialog } from './authorDialog'
import { RefusalDialog } from './refusalDialog'

/** What every page stands in: the cache of the server's answers, the question for a name, the dialog for refusals. */
export function Providers({ children }: { children: ReactNode }) {
  const [client] = useState(() => new QueryClient({ defaultOptions: { queries: { refetchOnWindowFocus: false } } }))
  return (
    <QueryClientProvider client={client}>
      <AuthorDialog>
        {children}
        <RefusalDialog />
      </AuthorDialog>
    </QueryClientProvider>
  )
}

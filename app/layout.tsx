import '@fontsource-variable/inter'
import '@fontsource/jetbrains-mono'
import './globals.css'
import type { Metadata } from 'next'
import { cookies, headers } from 'next/headers'
import type { ReactNode } from 'react'
import { Providers } from '@/components/shell/providers'
import { StyleNonce } from '@/components/ui/styleNonce'

export const metadata: Metadata = {
  title: { default: 'STPA Workbench', template: '%s · STPA Workbench' },
  description: 'System-Theoretic Process Analysis for Linux-based safety systems.',
}

/** Reads the request, so that no page is prerendered: scripts of a prerendered page would have no nonce. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get('x-nonce') ?? ''
  const theme = (await cookies()).get('theme')?.value
  return (
    <html lang="en" data-theme={theme === 'dark' || theme === 'light' ? theme : undefined}>
      <body>
        <StyleNonce nonce={nonce} />
        <Providers>{children}</Providers>
      </body>
    </html>
  )
}

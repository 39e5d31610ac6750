'use client'

import './globals.css'
import PageError from './error'

/** Stands in for the root layout when that fails itself. */
export default function GlobalError(props: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <html lang="en">
      <body>
        <PageError {...props} />
      </body>
    </html>
  )
}

'use client'

export default function PageError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <main className="mx-auto max-w-prose p-8" role="alert">
      <h1 className="text-xl font-semibold">This page failed</h1>
      <p className="mt-2">{error.message}</p>
      {error.digest && <p className="mt-2">The server's log has the details under {error.digest}.</p>}
      <p className="mt-2">What was saved is safe.</p>
      <button type="button" className="mt-4 underline" onClick={reset}>
        Try again
      </button>
    </main>
  )
}

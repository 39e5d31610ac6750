import Link from 'next/link'

export default function NotFound() {
  return (
    <main className="mx-auto max-w-prose p-8">
      <h1 className="text-xl font-semibold">Nothing is at this address</h1>
      <p className="mt-2">The analysis or item may have been removed, or the address may be misspelt.</p>
      <p className="mt-4">
        <Link className="underline" href="/">
          All analyses
        </Link>
      </p>
    </main>
  )
}

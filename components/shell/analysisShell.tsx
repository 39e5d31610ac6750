'use client'

import type { ReactNode } from 'react'
import { Suspense } from 'react'
import { AnalysisProvider } from '@/lib/client/analysis'
import { Bar } from './bar'
import { Inspector } from './inspector/inspector'
import { StepNav } from './stepNav'

/** The frame of one analysis: steps on the left, the work in the middle, what is selected on the right. */
export function AnalysisShell({ id, children }: { id: string; children: ReactNode }) {
  return (
    <Suspense fallback={<Loading />}>
      <AnalysisProvider id={id} loading={<Loading />} failed={(error) => <Failed error={error} />}>
        <Frame>{children}</Frame>
      </AnalysisProvider>
    </Suspense>
  )
}

function Frame({ children }: { children: ReactNode }) {
  return (
    <div className="flex h-dvh flex-col">
      <Bar />
      <div className="flex min-h-0 flex-1">
        <StepNav />
        <main className="min-w-0 flex-1 overflow-auto">{children}</main>
        <Inspector />
      </div>
    </div>
  )
}

function Loading() {
  return (
    <div className="p-10 text-soft" role="status">
      Loading the analysis …
    </div>
  )
}

function Failed({ error }: { error: Error }) {
  return (
    <main className="mx-auto max-w-xl p-10">
      <h1 className="font-semibold text-lg">This analysis cannot be opened</h1>
      <p className="mt-2 text-soft">{error.message}</p>
      <p className="mt-4">
        <a className="text-accent underline" href="/">
          All analyses
        </a>
      </p>
    </main>
  )
}

import type { ReactNode } from 'react'
import { AnalysisShell } from '@/components/shell/analysisShell'

type Props = { params: Promise<{ id: string }>; children: ReactNode }

export default async function AnalysisLayout({ params, children }: Props) {
  const { id } = await params
  return <AnalysisShell id={id}>{children}</AnalysisShell>
}

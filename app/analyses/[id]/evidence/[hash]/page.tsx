import { FileScreen } from '@/components/evidence/fileScreen'

export default async function EvidenceFilePage({ params }: { params: Promise<{ hash: string }> }) {
  const { hash } = await params
  return <FileScreen key={hash} hash={hash} />
}

import { EvidenceScreen } from '@/components/evidence/evidenceScreen'

export default function EvidencePage() {
  return <EvidenceScreen />
}

import { TraceabilityScreen } from '@/components/traceability/traceabilityScreen'

export default function TraceabilityPage() {
  return <TraceabilityScreen />
}

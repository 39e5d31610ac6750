import { FindingsScreen } from '@/components/findings/findingsScreen'

export default function FindingsPage() {
  return <FindingsScreen />
}

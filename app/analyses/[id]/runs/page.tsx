import { RunsScreen } from '@/components/runs/runsScreen'

export default function RunsPage() {
  return <RunsScreen />
}

import { HistoryScreen } from '@/components/history/historyScreen'

export default function HistoryPage() {
  return <HistoryScreen />
}

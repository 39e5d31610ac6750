import { Overview } from '@/components/shell/overview'

export default function OverviewPage() {
  return <Overview />
}

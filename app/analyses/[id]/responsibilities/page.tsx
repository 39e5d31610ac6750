import { ResponsibilitiesScreen } from '@/components/responsibilities/responsibilitiesScreen'

export default function ResponsibilitiesPage() {
  return <ResponsibilitiesScreen />
}

import { DiagramScreen } from '@/components/diagram/diagramScreen'

export default function StructurePage() {
  return <DiagramScreen />
}

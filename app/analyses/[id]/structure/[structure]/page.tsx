import { DiagramScreen } from '@/components/diagram/diagramScreen'

export default async function OneStructurePage({ params }: { params: Promise<{ structure: string }> }) {
  const { structure } = await params
  return <DiagramScreen structure={structure} />
}

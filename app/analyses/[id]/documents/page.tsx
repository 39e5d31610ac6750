import { DocumentsScreen } from '@/components/report/documentsScreen'

export default function DocumentsPage() {
  return <DocumentsScreen />
}

import { MatrixScreen } from '@/components/matrix/matrixScreen'

export default function MatrixPage() {
  return <MatrixScreen />
}

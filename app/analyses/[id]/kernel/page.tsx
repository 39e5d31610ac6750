import { KernelScreen } from '@/components/kernel/kernelScreen'

export default function KernelPage() {
  return <KernelScreen />
}

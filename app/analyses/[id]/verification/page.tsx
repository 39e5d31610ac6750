import { VerificationScreen } from '@/components/verification/verificationScreen'

export default function VerificationPage() {
  return <VerificationScreen />
}

import { Settings } from '@/components/shell/settings'

export default function SettingsPage() {
  return <Settings />
}

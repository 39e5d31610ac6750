import { HomeScreen } from '@/components/home/homeScreen'

export default function HomePage() {
  return <HomeScreen />
}

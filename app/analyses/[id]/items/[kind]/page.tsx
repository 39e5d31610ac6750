import { notFound } from 'next/navigation'
import { ItemTable } from '@/components/item/itemTable'
import { findKind } from '@/lib/stpa/kinds'

export default async function ItemsPage({ params }: { params: Promise<{ kind: string }> }) {
  const { kind } = await params
  if (!findKind(kind)) notFound()
  return <ItemTable key={kind} kindName={kind} />
}

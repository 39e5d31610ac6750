'use client'

import type { Codec } from '@/components/view/address/codec'
import { useAddress } from '@/components/view/address/useAddress'
import { type Exploration, explorationOf, parametersOf } from '@/lib/kernel/exploration'

export type Change = (change: Partial<Exploration>) => void

const codec: Codec<Exploration> = {
  read: explorationOf,
  write: (_, exploration) => parametersOf(exploration),
  changed: (exploration, change) => ({ ...exploration, ...change }),
}

/** The exploration is the address: it can be sent, kept and gone back to. */
export const useExploration = (): [Exploration, Change] => useAddress(codec)

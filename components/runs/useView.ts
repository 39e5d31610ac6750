'use client'

import { useAddress, useQuickAddress } from '@/components/view/address/useAddress'
import { type View, viewCodec } from './view'

export const useView = () => useAddress(viewCodec)

/** Parts that change as fast as somebody types or walks. @param names the same list each time */
export const useQuickView = <Name extends keyof View>(names: readonly Name[]) => useQuickAddress(viewCodec, names)

'use client'

import { usePathname, useSearchParams } from 'next/navigation'
import type { MouseEvent, ReactNode } from 'react'
import type { Codec } from './codec'
import { useAddress } from './useAddress'

export type AddressLinkProps<View> = { to: Partial<View>; children: ReactNode; className?: string; label?: string }

/** A link to another view of what is looked at. */
export function AddressLink<View>({
  codec,
  to,
  children,
  className = '',
  label,
}: AddressLinkProps<View> & { codec: Codec<View> }) {
  const path = usePathname()
  const parameters = useSearchParams()
  const [view, change] = useAddress(codec)
  const search = codec.write(new URLSearchParams(parameters.toString()), codec.changed(view, to))
  const onClick = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    change(to)
  }
  return (
    <a
      href={`${path}?${search}`}
      aria-label={label}
      className={`text-accent hover:underline ${className}`}
      onClick={onClick}
    >
      {children}
    </a>
  )
}

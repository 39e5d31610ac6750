'use client'

import { setNonce } from 'get-nonce'

/** Dialogs add a style element that stops the page behind from scrolling: it needs the nonce of this page. */
export function StyleNonce({ nonce }: { nonce: string }) {
  if (typeof window !== 'undefined') setNonce(nonce)
  return null
}

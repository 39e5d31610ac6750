'use client'

import { MoonStar } from 'lucide-react'
import { Button } from './button'

/** Light or dark, kept in a cookie that the server reads, so that the first picture is already right. */
export function ThemeButton() {
  const toggle = () => {
    const root = document.documentElement
    const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches
    root.dataset.theme = dark ? 'light' : 'dark'
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser; the server reads this
    document.cookie = `theme=${root.dataset.theme}; path=/; max-age=31536000; samesite=strict`
  }
  return (
    <Button look="quiet" onClick={toggle} aria-label="Light or dark" title="Light or dark">
      <MoonStar size={15} aria-hidden />
    </Button>
  )
}

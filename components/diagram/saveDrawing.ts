import { svgOf } from '@/lib/stpa/layout/svg'
import type { Drawing } from '@/lib/stpa/layout/types'

function save(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}

const nameOf = (drawing: Drawing): string =>
  drawing.title.toLowerCase().replace(/[^a-z0-9]+/g, '-') || 'control-structure'

export function saveSvg(drawing: Drawing): void {
  save(new Blob([svgOf(drawing)], { type: 'image/svg+xml' }), `${nameOf(drawing)}.svg`)
}

/** The SVG painted on a canvas, two pixels for one. */
export async function savePng(drawing: Drawing): Promise<void> {
  const url = URL.createObjectURL(new Blob([svgOf(drawing)], { type: 'image/svg+xml' }))
  const image = new Image()
  image.src = url
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = image.width * 2
  canvas.height = image.height * 2
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
  URL.revokeObjectURL(url)
  canvas.toBlob((blob) => blob && save(blob, `${nameOf(drawing)}.png`), 'image/png')
}

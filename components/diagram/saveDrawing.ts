import { savePng as savePicture, saveText } from '@/components/ui/saveFile'
import { svgOf } from '@/lib/stpa/layout/svg'
import type { Drawing } from '@/lib/stpa/layout/types'

const nameOf = (drawing: Drawing): string =>
  drawing.title.toLowerCase().replace(/[^a-z0-9]+/g, '-') || 'control-structure'

export const saveSvg = (drawing: Drawing): void => saveText(`${nameOf(drawing)}.svg`, 'image/svg+xml', svgOf(drawing))

export const savePng = (drawing: Drawing): Promise<void> => savePicture(`${nameOf(drawing)}.png`, svgOf(drawing))

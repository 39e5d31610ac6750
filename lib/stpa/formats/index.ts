import { dot } from './dot'
import { native } from './native'
import { stpatools } from './stpatools'
import type { Format, SourceText } from './types'

/** The formats: one folder and one line each. */
export const formats: readonly Format[] = [native, stpatools, dot]

export function findFormat(name: string): Format | undefined {
  return formats.find((format) => format.name === name)
}

/** The format that a text most likely has; undefined when none takes it. */
export function recogniseFormat(source: SourceText): Format | undefined {
  const ranked = formats
    .filter((format) => format.read)
    .map((format) => ({ format, score: format.recognise(source) }))
    .sort((left, right) => right.score - left.score)
  return ranked[0] && ranked[0].score > 0 ? ranked[0].format : undefined
}

import { createRequire } from 'node:module'

const faces = ['400Regular', '400Regular_Italic', '700Bold']

/** The font of the pictures as TrueType files, whole (also Greek, Cyrillic); [] where its package is not installed. */
export function interFonts(): string[] {
  const { resolve } = createRequire(import.meta.url)
  try {
    return faces.map((face) => resolve(`@expo-google-fonts/inter/${face}/Inter_${face}.ttf`))
  } catch {
    return []
  }
}

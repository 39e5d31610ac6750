export type Tone = 'good' | 'warn' | 'bad' | 'quiet'

const looks: Readonly<Record<Tone, string>> = {
  good: 'text-good',
  warn: 'text-warning',
  bad: 'text-error',
  quiet: 'text-soft',
}

/** How a word is coloured that judges. */
export const toneLook = (tone: Tone): string => looks[tone]

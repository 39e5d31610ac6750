import { StpaError } from '../../errors'

/**
 * What the styles of a DOT source mean. Keys: `edge STYLE`, `edge COLOUR`, `fill COLOUR`, and for lines of no style of their
 * own `arrow back` (dir=back), `arrow up` (to a level above), `arrow none` (no arrowhead).
 */
export type Meaning =
  | 'controlAction'
  | 'feedback'
  | 'otherInteraction'
  | 'ignore'
  | 'systemUnderAnalysis'
  | 'targetSystem'
  | 'environment'
  | 'data'

/**
 * The legend of ELISA's Telltale drawing: solid = control action, dashed = feedback, grey = outside the system under
 * analysis, light blue = a store of data that acts as controller (to be confirmed). Dotted and blue lines are data flow
 * in the drawings of the linux-abstract-control-structure branch. Arrows that point up are feedback where no style says so.
 */
export const defaultLegend: Readonly<Record<string, Meaning>> = {
  'edge solid': 'controlAction',
  'edge dashed': 'feedback',
  'edge dotted': 'otherInteraction',
  'edge blue': 'otherInteraction',
  'edge invis': 'ignore',
  'arrow back': 'feedback',
  'arrow up': 'feedback',
  'arrow none': 'otherInteraction',
  'fill gray': 'targetSystem',
  'fill lightblue': 'data',
}

const meanings = new Set<string>([
  'controlAction',
  'feedback',
  'otherInteraction',
  'ignore',
  'systemUnderAnalysis',
  'targetSystem',
  'environment',
  'data',
])

type Meanings = Readonly<Partial<Record<string, Meaning>>>

/** `chosen` is what the user said; `all` the default with that on top. */
export type Legend = { readonly all: Meanings; readonly chosen: Meanings }

/** The default with a user's choices; @throws StpaError badRequest for a choice that means nothing. */
export function legendOf(choices: Readonly<Record<string, string>> = {}): Legend {
  for (const [style, meaning] of Object.entries(choices)) {
    if (/^(edge|fill|arrow) \S/.test(style) && meanings.has(meaning)) continue
    const message = `Legend: "${style}=${meaning}" means nothing. Write e.g. "edge red=feedback", "arrow back=controlAction" or "fill gray=environment".`
    throw new StpaError('badRequest', message)
  }
  // Each meaning was looked up right above.
  const chosen = choices as Meanings
  return { all: { ...defaultLegend, ...chosen }, chosen }
}

/** Graphviz knows many greys and light blues: gray, grey42, lightgray, gainsboro; lightskyblue, paleturquoise … */
export function colourName(value: string): string {
  const name = value.trim().toLowerCase().replace(/grey/g, 'gray')
  if (/^(light|dark|dim|slate)?gray\d*$|^gainsboro$|^silver$/.test(name)) return 'gray'
  if (/^(light|pale|powder|sky|alice)\w*(blue|cyan|turquoise)\d*$/.test(name)) return 'lightblue'
  return name
}

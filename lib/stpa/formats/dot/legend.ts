/** What the styles of a DOT source mean. Keys: `edge STYLE`, `edge COLOUR`, `fill COLOUR`; the first that fits counts. */
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
 * in the drawings of the linux-abstract-control-structure branch.
 */
export const defaultLegend: Readonly<Record<string, Meaning>> = {
  'edge solid': 'controlAction',
  'edge dashed': 'feedback',
  'edge dotted': 'otherInteraction',
  'edge blue': 'otherInteraction',
  'edge invis': 'ignore',
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

/** The default with a user's choices on top; a choice that means nothing is left out. */
export function legendOf(choices: Readonly<Record<string, string>> = {}): Readonly<Record<string, Meaning>> {
  // Filtered by the closed list right here.
  const chosen = Object.entries(choices).filter(([, meaning]) => meanings.has(meaning)) as [string, Meaning][]
  return { ...defaultLegend, ...Object.fromEntries(chosen) }
}

/** Graphviz knows many greys and light blues: gray, grey42, lightgray, gainsboro; lightskyblue, paleturquoise … */
export function colourName(value: string): string {
  const name = value.trim().toLowerCase().replace(/grey/g, 'gray')
  if (/^(light|dark|dim|slate)?gray\d*$|^gainsboro$|^silver$/.test(name)) return 'gray'
  if (/^(light|pale|powder|sky|alice)\w*(blue|cyan|turquoise)\d*$/.test(name)) return 'lightblue'
  return name
}

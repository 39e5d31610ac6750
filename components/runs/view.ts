const texts = [
  ...['tab', 'list', 'row', 'run', 'words', 'kind', 'state', 'binding', 'process', 'step', 'scenario', 'by', 'least'],
] as const
const lists = ['order', 'traces', 'kinds', 'left'] as const

/** What of the runs is looked at: all that a link to it has to say. Texts are '' and lists are empty where nothing is said. */
export type View = Readonly<Record<(typeof texts)[number], string>> &
  Readonly<Record<(typeof lists)[number], readonly string[]>>

export function viewOf(parameters: URLSearchParams): View {
  const textOf = (name: string) => parameters.get(name) ?? ''
  const listOf = (name: string) => textOf(name).split(' ').filter(Boolean)
  const told: Record<string, unknown> = {}
  for (const name of texts) told[name] = textOf(name)
  for (const name of lists) told[name] = listOf(name)
  return told as View // each name of the two lists is there
}

/** A view as parameters of an address; those of others, such as the selected item, stay. */
export function withView(parameters: URLSearchParams, view: Partial<View>): URLSearchParams {
  const next = new URLSearchParams(parameters)
  const set = (name: string, value: string) => (value === '' ? next.delete(name) : next.set(name, value))
  for (const name of texts) if (view[name] !== undefined) set(name, view[name])
  for (const name of lists) if (view[name] !== undefined) set(name, view[name].join(' '))
  return next
}

/** What another tab begins with: what was chosen and filtered is forgotten; the runs and their order stay. */
export const onTab = (tab: string): Partial<View> => ({
  ...{ tab, list: '', row: '', run: '', words: '', kind: '', state: '', binding: '', step: '' },
})

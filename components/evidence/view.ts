/** What of a file of evidence is looked at: all that a link to it has to say. */
export type View = {
  readonly tab: string
  /** Which list of a tab that has several. */
  readonly list: string
  /** Key of the chosen row, or id of the chosen step. */
  readonly row: string
  /** Number of the process whose flow is shown; 0 for the first. */
  readonly process: number
  /** Lines that are marked; 0 for none. */
  readonly line: number
  readonly to: number
  /** Words that the list is narrowed to. */
  readonly words: string
  /** The flow as it was derived, without a person's edits. */
  readonly isMachine: boolean
}

const numberOf = (text: string | null): number => {
  const number = Number(text)
  return Number.isSafeInteger(number) && number > 0 ? number : 0
}

export function viewOf(parameters: URLSearchParams): View {
  const text = (name: string) => parameters.get(name) ?? ''
  const line = numberOf(parameters.get('line'))
  return {
    ...{ tab: text('tab'), list: text('list'), row: text('row'), words: text('words') },
    process: numberOf(parameters.get('process')),
    line,
    to: Math.max(line, numberOf(parameters.get('to'))),
    isMachine: parameters.get('version') === 'machine',
  }
}

/** A view as parameters of an address; those of others, such as the selected item, stay. */
export function withView(parameters: URLSearchParams, view: View): URLSearchParams {
  const next = new URLSearchParams(parameters)
  const set = (name: string, value: string) => (value === '' ? next.delete(name) : next.set(name, value))
  for (const name of ['tab', 'list', 'row', 'words'] as const) set(name, view[name])
  set('process', view.process > 0 ? String(view.process) : '')
  set('line', view.line > 0 ? String(view.line) : '')
  set('to', view.to > view.line ? String(view.to) : '')
  set('version', view.isMachine ? 'machine' : '')
  return next
}

/** What another tab begins with: nothing is chosen there; marked lines, process and version of the flow stay. */
export const onTab = (view: View, tab: string): View => ({ ...view, tab, list: '', row: '', words: '' })

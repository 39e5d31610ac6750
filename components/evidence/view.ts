import { type Codec, codecOf, count, text } from '@/components/view/address/codec'

/** What of a file of evidence is looked at: all that a link to it has to say. */
export type View = {
  readonly tab: string
  /** Which list of a tab that has several. */
  readonly list: string
  /** Key of the chosen row, or id of the chosen step. */
  readonly row: string
  /** Number of the process whose flow is shown; 0 for the first. */
  readonly process: number
  /** Lines that are marked, the first and the last; 0 for none. */
  readonly line: number
  readonly to: number
  /** Words that the list is narrowed to. */
  readonly words: string
  /** `machine`: the flow as it was derived, without a person's edits. */
  readonly version: string
}

const parts = { tab: text, list: text, row: text, words: text, process: count, line: count, to: count, version: text }
const plain = codecOf<View>(parts, changed)

export const viewCodec: Codec<View> = {
  ...plain,
  read: (parameters) => {
    const view = plain.read(parameters)
    return { ...view, to: Math.max(view.line, view.to) }
  },
  write: (parameters, view) => plain.write(parameters, { ...view, to: view.to > view.line ? view.to : 0 }),
}

/** A line alone is not the end of another one's lines. On another tab nothing is chosen; lines and process stay. */
function changed(view: View, next: Partial<View>): View {
  const isOther = next.tab !== undefined && next.tab !== view.tab
  const from = isOther ? { ...view, list: '', row: '', words: '' } : view
  return { ...from, to: next.line ?? from.to, ...next }
}

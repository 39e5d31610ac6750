import { codecOf, list, text } from '@/components/view/address/codec'

/** What of the runs is looked at: all that a link to it has to say. */
export type View = {
  readonly tab: string
  readonly list: string
  readonly row: string
  readonly run: string
  readonly words: string
  readonly kind: string
  readonly state: string
  readonly binding: string
  readonly process: string
  readonly step: string
  readonly scenario: string
  readonly by: string
  readonly least: string
  readonly order: readonly string[]
  readonly traces: readonly string[]
  readonly kinds: readonly string[]
  readonly left: readonly string[]
}

const chosen = { list: text, row: text, run: text, words: text, kind: text, state: text, binding: text, step: text }
const kept = { process: text, scenario: text, by: text, least: text }

export const viewCodec = codecOf<View>({
  tab: text,
  ...chosen,
  ...kept,
  ...{ order: list, traces: list, kinds: list, left: list },
})

/** What another tab begins with: what was chosen and filtered is forgotten; the runs and their order stay. */
export const onTab = (tab: string): Partial<View> => ({
  ...{ tab, list: '', row: '', run: '', words: '', kind: '', state: '', binding: '', step: '' },
})

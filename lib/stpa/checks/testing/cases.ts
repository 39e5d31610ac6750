import { importSources } from '../../formats/importSources'
import type { Analysis } from '../../model'
import type { Rule } from '../types'

/** A rule shown at work: an analysis that it has something to say about, what it says, and one that it leaves alone. */
export type Case = { readonly hit: string; readonly says: readonly string[]; readonly fine: string }

/** An analysis written as in a native file, without its first line. */
export function analysisOf(yaml: string): Analysis {
  const source = { name: 'case.stpa.yaml', text: `stpa: 1\nid: case\n${yaml}\n`, hash: '0' }
  return importSources(null, [source]).analysis
}

/** What a rule says about an analysis, whatever its switch and the phase of its step. */
export function messagesOf(rule: Rule | undefined, yaml: string): string[] {
  return rule ? [...rule.check(analysisOf(yaml))].map((hit) => hit.message) : ['there is no such rule']
}

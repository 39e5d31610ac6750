import { importSources } from '../../formats/importSources'
import type { Analysis } from '../../model'

/** An analysis from native YAML, without its first line; the same text gives the same analysis. */
export function analysisOf(yaml: string, title = 'Sample'): Analysis {
  const source = { name: 'sample.stpa.yaml', text: `stpa: 1\nid: sample\n${yaml}`, hash: '0'.repeat(64) }
  const { analysis } = importSources(null, [source], { title, id: 'sample' })
  return { ...analysis, revision: 7, revisedAt: '2026-11-23T18:20:00.000Z' }
}

// Parse and check of a generated stpatools analysis against YAML.parse of the same text, in the same process.
//   node scripts/bench.mjs core
import { parse } from 'yaml'
import { check } from '@/lib/stpa/checks'
import { importSources } from '@/lib/stpa/formats/importSources'
import { generatedStpatools } from './generated'

export type Row = { readonly what: string; readonly ours: number; readonly peer: number; readonly goal: string }

const time = (work: () => unknown): number => {
  const start = performance.now()
  work()
  return performance.now() - start
}

function importAndCheck(text: string): void {
  const { analysis } = importSources(null, [{ name: 'generated.yml', text, hash: '' }])
  check(analysis)
}

/**
 * The median of a few pairs, ours and the peer in turn: the machine's speed drifts, the ratio does not. A large text
 * leaves so much behind that each begins on a swept heap: neither pays for the other. (A small one would only lose its
 * warm young generation.)
 */
function pairs(text: string, runs: number): { ours: number; peer: number } {
  const sweep = () => text.length > 10_000_000 && globalThis.gc?.()
  const rows = Array.from({ length: runs }, () => {
    sweep()
    const peer = time(() => parse(text))
    sweep()
    return { peer, ours: time(() => importAndCheck(text)) }
  })
  rows.sort((left, right) => left.ours / left.peer - right.ours / right.peer)
  return rows[Math.floor(rows.length / 2)] ?? { ours: 0, peer: 1 }
}

export function coreRows(): Row[] {
  importAndCheck(generatedStpatools(500)) // compiled once before it is measured
  parse(generatedStpatools(500))
  return [1_000, 10_000, 100_000].map((ucas) => {
    const { ours, peer } = pairs(generatedStpatools(ucas), ucas > 50_000 ? 3 : 7)
    return { what: `read and check ${ucas} UCAs / YAML.parse`, ours, peer, goal: '2.5, not growing' }
  })
}

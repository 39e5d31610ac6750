// Layout of a control structure against bare elkjs with the same graph and options.
import { newElk } from '@/lib/node/elk'
import { layoutDiagram } from '@/lib/stpa/layout'
import { elkGraphOf } from '@/lib/stpa/layout/elkGraph'
import type { Row } from './core.bench'
import { generatedDiagram } from './generated'

export async function layoutRows(): Promise<Row[]> {
  const elk = await newElk()
  const diagram = generatedDiagram(200, 600)
  await layoutDiagram(generatedDiagram(30, 60), elk)
  const rows: { ours: number; peer: number }[] = []
  for (let run = 0; run < 3; run++) {
    const bare = elkGraphOf(diagram).root
    let start = performance.now()
    await elk.layout(bare)
    const peer = performance.now() - start
    start = performance.now()
    await layoutDiagram(diagram, elk)
    rows.push({ peer, ours: performance.now() - start })
  }
  rows.sort((left, right) => left.ours / left.peer - right.ours / right.peer)
  const { ours, peer } = rows[1] ?? { ours: 0, peer: 1 }
  return [{ what: 'layout of 200 elements, 600 arrows / bare elkjs', ours, peer, goal: '1.3' }]
}

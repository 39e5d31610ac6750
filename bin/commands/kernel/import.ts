import { encodeGraphFile } from '@/lib/kernel/graph/file'
import { graphLine } from '@/lib/kernel/imported'
import { writeWhole } from '@/lib/node/files'
import { withAddition } from '@/lib/node/kernel/additions'
import { type Opened, openGraph } from '@/lib/node/kernel/open'
import { sortReport } from '@/lib/stpa/formats/report'
import { reportText, tell } from '../../output'
import { argumentsOf, UsageError } from '../../usage'
import { instanceOf } from './options'

/** Reads a ks-nav database once, so that every question after it is answered at once. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = argumentsOf('kernel import', args, {
    output: { type: 'string', short: 'o' },
    instance: { type: 'string' },
    maintainers: { type: 'string' },
    operations: { type: 'string' },
  })
  const [source, ...others] = positionals
  if (source === undefined || others.length > 0)
    throw new UsageError('Name one source: stpa kernel import SOURCE -o G.')
  if (values.output === undefined) throw new UsageError('-o FILE is missing: where the graph is written.')
  const instance = instanceOf(values.instance)
  const opened = await openGraph(source, instance === undefined ? {} : { instance })
  const { graph, report } = withAdditions(opened, [values.maintainers, values.operations])
  writeWhole(values.output, encodeGraphFile(graph))
  tell(reportText(sortReport([graphLine(graph), ...report])))
  return 0
}

function withAdditions(opened: Opened, files: readonly (string | undefined)[]): Opened {
  let { graph, report } = opened
  for (const file of files) {
    if (file === undefined) continue
    const added = withAddition(graph, file)
    graph = added.graph
    report = [...report, ...added.report]
  }
  return { graph, report }
}

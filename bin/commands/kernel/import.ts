import { encodeGraphFile } from '@/lib/kernel/file'
import { callCount, countOf, functionCount } from '@/lib/kernel/graph'
import { writeWhole } from '@/lib/node/files'
import { withAddition } from '@/lib/node/kernel/additions'
import { type Opened, openGraph } from '@/lib/node/kernel/open'
import { reportText } from '../../output'
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
  const { kernelVersion, note } = graph.provenance
  const counts = `${functionCount(graph)} functions, ${callCount(graph)} calls, ${countOf(graph.files)} files, ${countOf(graph.subsystems)} subsystems`
  const created = { outcome: 'created' as const, message: `Linux ${kernelVersion} (${note}): ${counts}` }
  const of = (outcome: string) => report.filter((line) => line.outcome === outcome)
  process.stderr.write(
    reportText({
      created: [created, ...of('created')],
      repaired: of('repaired'),
      skipped: of('skipped'),
      lost: of('lost'),
    }),
  )
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

import { navText } from '@/lib/kernel/walk/nav'
import { modes } from '@/lib/kernel/walk/request'
import { type TreeRequest, treeOf } from '@/lib/kernel/walk/tree'
import { treeDot, treeJson } from '@/lib/kernel/walk/write'
import { openGraph } from '@/lib/node/kernel/open'
import { troubleOf, write } from '../../output'
import { argumentsOf, oneOf, UsageError } from '../../usage'
import { instanceOf, numberOf } from './options'

/** Which subsystems or functions a symbol reaches, or is reached from. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = argumentsOf('kernel tree', args, {
    symbol: { type: 'string', short: 's' },
    instance: { type: 'string' },
    mode: { type: 'string', default: 'subsystems' },
    depth: { type: 'string', default: '0' },
    'exclude-before': { type: 'string', multiple: true, default: [] },
    'exclude-after': { type: 'string', multiple: true, default: [] },
    'target-subsystem': { type: 'string', multiple: true, default: [] },
    callers: { type: 'boolean', default: false },
    'join-clones': { type: 'boolean', default: false },
    'by-file': { type: 'boolean', default: false },
    'nav-compatible': { type: 'boolean', default: false },
    format: { type: 'string', default: 'dot' },
    output: { type: 'string', short: 'o' },
  })
  const [source, ...others] = positionals
  if (source === undefined || others.length > 0) throw new UsageError('Name one graph: stpa kernel tree G --symbol S.')
  if (values.symbol === undefined) throw new UsageError('--symbol S is missing: the function to begin at.')
  const format = oneOf('format', values.format, ['dot', 'json'])
  const request: TreeRequest = {
    mode: oneOf('mode', values.mode, modes),
    symbol: values.symbol,
    depth: numberOf('depth', values.depth),
    excludeBefore: values['exclude-before'],
    excludeAfter: values['exclude-after'],
    targets: values['target-subsystem'],
    callers: values.callers,
    joinClones: values['join-clones'],
    byFile: values['by-file'],
  }
  if (values['nav-compatible']) assertLikeNav(request, format)
  const instance = instanceOf(values.instance)
  const { graph, report } = await openGraph(source, instance === undefined ? {} : { instance })
  process.stderr.write(troubleOf(report))
  if (values['nav-compatible']) write(values.output, navText(graph, request))
  else {
    const tree = treeOf(graph, request)
    write(values.output, format === 'dot' ? treeDot(graph, tree, request) : treeJson(graph, tree, request))
  }
  return 0
}

function assertLikeNav({ callers, joinClones, byFile }: TreeRequest, format: string): void {
  if (format !== 'dot') throw new UsageError('--nav-compatible prints what nav -j graphOnly prints: DOT only.')
  if (callers || joinClones || byFile)
    throw new UsageError('--nav-compatible knows neither --callers nor --join-clones nor --by-file: nav does not.')
}

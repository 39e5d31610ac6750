import type { CallGraph } from '@/lib/kernel/graph/graph'
import { navText } from '@/lib/kernel/walk/nav'
import { modes } from '@/lib/kernel/walk/request'
import type { TreeRequest } from '@/lib/kernel/walk/starts'
import { treeOf } from '@/lib/kernel/walk/tree'
import { treeDot, treeJson } from '@/lib/kernel/walk/write'
import { StpaError } from '@/lib/stpa/errors'
import { write } from '../../output'
import { argumentsOf, oneOf, UsageError } from '../../usage'
import { assertTables, graphAt } from './graphs'
import { numberOf } from './options'

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
    whose: { type: 'string', multiple: true, default: [] },
    possible: { type: 'string', multiple: true, default: [] },
    'nav-compatible': { type: 'boolean', default: false },
    format: { type: 'string', default: 'dot' },
    output: { type: 'string', short: 'o' },
  })
  const [source, ...others] = positionals
  if (source === undefined || others.length > 0) throw new UsageError('Name one graph: stpa kernel tree G --symbol S.')
  if (values.symbol === undefined) throw new UsageError('--symbol S is missing: the function to begin at.')
  const format = oneOf('format', values.format, ['dot', 'json', 'svg', 'png'])
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
    whose: values.whose,
    possible: values.possible,
  }
  if (values['nav-compatible']) assertLikeNav(request, format)
  const graph = await graphAt(source, values.instance)
  assertTables(graph, values.possible)
  if (values['nav-compatible']) write(values.output, navText(graph, request))
  else write(values.output, await written(graph, request, format), format)
  return 0
}

/** More cannot be read in a picture, and takes long to lay out. */
const mostArrows = 3_000

async function written(graph: CallGraph, request: TreeRequest, format: 'dot' | 'json' | 'svg' | 'png') {
  const tree = treeOf(graph, request)
  if (format === 'dot') return treeDot(graph, tree, request)
  if (format === 'json') return treeJson(graph, tree, request)
  if (tree.edges.length > mostArrows) {
    const message = `${tree.edges.length} arrows are too many for a picture (${mostArrows}): use --depth, --exclude-before or --mode targeted.`
    throw new StpaError('tooLarge', message)
  }
  const [{ layoutTree }, { treeSvg }, { newElk }] = await Promise.all([
    import('@/lib/kernel/drawing/layout'),
    import('@/lib/kernel/drawing/svg'),
    import('@/lib/node/elk'),
  ])
  const svg = treeSvg(await layoutTree(tree, await newElk()))
  return format === 'svg' ? svg : (await import('@/lib/node/png')).pngOf(svg)
}

function assertLikeNav(request: TreeRequest, format: string): void {
  const { callers, joinClones, byFile, whose = [], possible = [] } = request
  if (format !== 'dot') throw new UsageError('--nav-compatible prints what nav -j graphOnly prints: DOT only.')
  if (callers || joinClones || byFile || whose.length + possible.length > 0)
    throw new UsageError(
      '--nav-compatible knows no --callers, --join-clones, --by-file, --whose or --possible: nav does not.',
    )
}

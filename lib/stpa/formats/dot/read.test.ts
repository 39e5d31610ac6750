import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { itemsOf, linked } from '../../graph'
import { interactionKinds } from '../../kinds/interaction'
import type { Analysis } from '../../model'
import { importSources } from '../importSources'

const read = (text: string, legend: Record<string, string> = {}) =>
  importSources(null, [{ name: 'structure.dot', text, hash: '' }], { legend })

/** `controlAction Driver → Brake: apply`, sorted. */
function interactions(analysis: Analysis): string[] {
  const end = (uid: string, name: string) => linked(analysis, uid, name)[0]?.fields.text
  const lines = interactionKinds.flatMap((kind) =>
    itemsOf(analysis, kind).map(
      ({ uid, fields }) => `${kind} ${end(uid, 'source')} → ${end(uid, 'target')}: ${fields.text}`,
    ),
  )
  return lines.sort()
}
const of = (text: string, legend?: Record<string, string>) => interactions(read(text, legend).analysis)
const elements = ({ analysis }: { analysis: Analysis }) => itemsOf(analysis, 'element').map(({ fields }) => fields.text)

describe('a drawing whose arrows go both ways', () => {
  it('has feedback where an arrow points up, each label at its own end, and no invisible node', () => {
    const drawn = read(`digraph S {
      node [shape=box]
      Keeper -> Valve [xlabel="open"]
      Keeper -> Valve [dir=back, headlabel="flow"]
      Keeper -> Lamp [taillabel="switch on", headlabel="burnt out", dir=both]
      Gap [style=invis]
      Keeper -> Gap [style=invis]
    }`)
    expect(interactions(drawn.analysis)).toEqual([
      'controlAction Keeper → Lamp: switch on',
      'controlAction Keeper → Valve: open',
      'feedback Lamp → Keeper: burnt out',
      'feedback Valve → Keeper: flow',
    ])
    expect(elements(drawn)).toEqual(['Keeper', 'Valve', 'Lamp'])
    expect(drawn.report.repaired.map(({ message }) => message)).toEqual(
      expect.arrayContaining(['Gap is invisible: left out.', 'Keeper → Gap is invisible: left out.']),
    )
    expect([drawn.report.skipped, drawn.report.lost]).toEqual([[], []])
  })

  it.each<[string, string[]]>([
    ['label=a headlabel=b', ['controlAction A → B: a', 'feedback B → A: b']],
    ['label=b taillabel=a', ['controlAction A → B: a', 'feedback B → A: b']],
    ['label=a xlabel=b', ['controlAction A → B: a', 'feedback B → A: b']],
    ['label=a', ['controlAction A → B: a', 'feedback B → A: a']],
    ['headlabel=b', ['controlAction A → B: A to B', 'feedback B → A: b']],
    ['taillabel=a arrowhead=none', ['feedback B → A: a']],
    ['taillabel=a arrowtail=none', ['controlAction A → B: a']],
  ])('in one line with %s', (attributes, expected) => {
    expect(of(`digraph { A -> B [dir=both ${attributes}] }`)).toEqual(expected)
  })

  it.each<[string, string, string[]]>([
    ['no arrow', 'digraph { A -> B [dir=none label=x] }', ['otherInteraction A → B: x']],
    ['no arrowhead', 'digraph { A -> B [arrowhead=none label=x] }', ['otherInteraction A → B: x']],
    ['an undirected graph', 'graph { A -- B [label=x] }', ['otherInteraction A → B: x']],
    ['an undirected graph with arrows', 'graph { A -- B [dir=forward label=x] }', ['controlAction A → B: x']],
    ['a cycle', 'digraph { A -> B [label=x] B -> A [label=y] }', ['controlAction A → B: x', 'feedback B → A: y']],
    [
      'an edge without influence on levels',
      'digraph { A -> B -> C [label=x] C -> A [label=y constraint=false] }',
      ['controlAction A → B: x', 'controlAction B → C: x', 'feedback C → A: y'],
    ],
    ['levels that are pinned', 'digraph { B -> A [label=y] {rank=min A} {rank=max B} }', ['feedback B → A: y']],
    [
      'peers',
      'digraph { {rank=same A B} A -> B [label=x] B -> A [label=y] }',
      ['controlAction A → B: x', 'controlAction B → A: y'],
    ],
    [
      'a drawing from below',
      'digraph { rankdir=BT B -> A [label=y] B -> A [label=x dir=back] }',
      ['controlAction A → B: x', 'feedback B → A: y'],
    ],
    ['only one direction, from below', 'digraph { rankdir=BT A -> B [label=x] }', ['controlAction A → B: x']],
  ])('drawn as %s', (_, text, expected) => expect(of(text)).toEqual(expected))

  it('is what its styles say where one of them says feedback', () => {
    const text = 'digraph { A -> B [dir=back label=x] B -> A [style=dashed label=y] }'
    expect(of(text)).toEqual(['controlAction B → A: x', 'feedback B → A: y'])
    expect(of(text, { 'arrow back': 'feedback' })).toEqual(['feedback B → A: x', 'feedback B → A: y'])
  })

  it('is what the legend says', () => {
    const text =
      'digraph { A -> B [label=x color=red] A -> B [label=y dir=back] B -> A [label=z] A -> C [dir=none label=w] }'
    expect(of(text, { 'edge red': 'feedback' })).toEqual([
      'controlAction B → A: y',
      'controlAction B → A: z',
      'feedback A → B: x',
      'otherInteraction A → C: w',
    ])
    expect(of(text, { 'arrow back': 'controlAction', 'arrow up': 'controlAction', 'arrow none': 'ignore' })).toEqual([
      'controlAction A → B: x',
      'controlAction B → A: y',
      'controlAction B → A: z',
    ])
    expect(() => of(text, { 'edge red': 'feedbak' })).toThrow(/"edge red=feedbak" means nothing/)
  })
})

describe('a drawing', () => {
  it('ends compound edges at their clusters', () => {
    const text = `digraph { compound=true
      subgraph cluster_sys { label="System" a; b }
      subgraph cluster_env { label="Around" c }
      a -> c [ltail=cluster_sys lhead=cluster_env label=x]
      a -> c [lhead=cluster_sys label=y] }`
    expect(of(text)).toEqual(['controlAction System → Around: x', 'controlAction a → c: y'])
  })

  it('takes a subgraph for a cluster that says so (Graphviz 2.50)', () => {
    const parts = (marked: string) => elements(read(`digraph { subgraph q { ${marked} label=Box; m } subgraph { n } }`))
    expect([parts('cluster=true;'), parts('')]).toEqual([
      ['Box', 'm', 'n'],
      ['m', 'n'],
    ])
  })

  it('has no element for an invisible cluster, and those inside stand in the next one', () => {
    const drawn = read('digraph { subgraph cluster_a { label=A subgraph cluster_b { style=invis c } } }')
    expect(elements(drawn)).toEqual(['A', 'c'])
    const c = itemsOf(drawn.analysis, 'element').find(({ key }) => key === 'c')
    expect(drawn.analysis.items.get(c?.parent ?? '')?.key).toBe('a')
  })

  it('reads ports, records, HTML, entities and escapes as what they show', () => {
    const drawn = read(
      `digraph {
      a [shape=record label="<p> Pump | {<q> Left | Right}"]
      b [label=<<table><tr><td port="x"><b>Lamp</b><br/>red &amp; green</td></tr></table>>]
      c [label="\\\\N\\\\n[[{ &#8594; &lt;x&gt;"]
      a:p:n -> b:x [label="set &amp; hold\\\\l"]
    }`.replaceAll('\\\\', '\\'),
    )
    expect(elements(drawn)).toEqual(['Pump Left Right', 'Lamp red & green', 'c [[{ → <x>'])
    expect(interactions(drawn.analysis)).toEqual(['controlAction Pump Left Right → Lamp red & green: set & hold'])
  })

  it('names what the legend does not know', () => {
    const { report } = read('digraph { A -> B [color=purple style=tapered label=x] }')
    expect(report.repaired.at(-1)?.message).toMatch(/Not in the legend: edge tapered, edge purple\.$/)
  })

  it('joins no node to a component that only has the key of its name', () => {
    const tables = { name: 't.yml', text: 'Components:\n- {Identifier: A, Text: Alarm}\n', hash: '' }
    const drawing = { name: 'd.dot', text: 'digraph { a [label="Pump"] b [label="Alarm"] a -> b [label=x] }', hash: '' }
    const { analysis } = importSources(null, [tables, drawing])
    expect(itemsOf(analysis, 'element').map(({ fields }) => fields.text)).toEqual(['Alarm', 'Pump'])
  })
})

type Pair = { readonly up: string; readonly down: string; readonly commands: string[]; readonly answers: string[] }

/** Controllers in a tree, each with control actions to those below and feedback from them. */
const structures: fc.Arbitrary<Pair[]> = fc
  .array(fc.record({ above: fc.nat(), commands: fc.integer({ min: 1, max: 2 }), answers: fc.nat({ max: 2 }) }), {
    minLength: 1,
    maxLength: 6,
  })
  .map((nodes) =>
    nodes.map(({ above, commands, answers }, at) => ({
      up: `n${above % (at + 1)}`,
      down: `n${at + 1}`,
      commands: Array.from({ length: commands }, (_, number) => `command ${at} ${number}`),
      answers: Array.from({ length: answers }, (_, number) => `answer ${at} ${number}`),
    })),
  )

const graph = (lines: string[], head = '') => `digraph {\n${head}\n${lines.join('\n')}\n}`
const eachPair = (write: (pair: Pair) => string[], head?: string) => (pairs: Pair[]) =>
  graph(pairs.flatMap(write), head)
const edges = (from: string, to: string, labels: string[], more = '') =>
  labels.map((label) => `${from} -> ${to} [label="${label}" ${more}]`)

/** The ways in which people draw feedback. All of a structure is drawn in one of them. */
const habits: Record<string, (pairs: Pair[]) => string> = {
  dashed: eachPair(({ up, down, commands, answers }) => [
    ...edges(up, down, commands),
    ...edges(down, up, answers, 'style=dashed'),
  ]),
  'dashed, without influence on levels': eachPair(({ up, down, commands, answers }) => [
    ...edges(down, up, answers, 'style="dashed,bold" constraint=false'),
    ...edges(up, down, commands, 'color=red'),
  ]),
  'dir=back': eachPair(({ up, down, commands, answers }) => [
    ...edges(up, down, answers, 'dir=back'),
    ...edges(up, down, commands),
  ]),
  'dir=back and dashed': eachPair(({ up, down, commands, answers }) => [
    ...edges(up, down, commands),
    ...edges(up, down, answers, 'dir=back style=dashed'),
  ]),
  'dir=both': eachPair(({ up, down, commands, answers }) => {
    const both = commands.slice(0, answers.length)
    return [
      ...both.map((label, at) => `${up} -> ${down} [dir=both taillabel="${label}" headlabel="${answers[at]}"]`),
      ...edges(up, down, commands.slice(both.length)),
      ...edges(up, down, answers.slice(both.length), 'dir=back'),
    ]
  }),
  upward: (pairs) =>
    graph([
      ...pairs.flatMap(({ up, down, commands }) => edges(up, down, commands)),
      ...pairs.flatMap(({ up, down, answers }) => edges(down, up, answers)),
    ]),
  'upward, without influence on levels': eachPair(({ up, down, commands, answers }) => [
    ...edges(down, up, answers, 'constraint=false'),
    ...edges(up, down, commands),
  ]),
  'from below': eachPair(
    ({ up, down, commands, answers }) => [...edges(down, up, answers), ...edges(down, up, commands, 'dir=back')],
    'rankdir=BT',
  ),
  sideways: eachPair(
    ({ up, down, commands, answers }) => [...edges(up, down, commands), ...edges(up, down, answers, 'dir=back')],
    'graph [rankdir=LR]',
  ),
  'with ports, HTML and invisible help': eachPair(
    ({ up, down, commands, answers }) => [
      ...commands.map((label) => `${up}:p:s -> ${down} [label=<<b>${label}</b>>]`),
      ...edges(`${down}:q`, up, answers, 'style=dashed'),
      `${up} -> gap [style=invis]; gap -> ${down} [style="dashed,invis"]`,
    ],
    'gap [style=invis label="not there"]; {rank=same n0}',
  ),
}

const expected = (pairs: Pair[]) =>
  pairs
    .flatMap(({ up, down, commands, answers }) => [
      ...commands.map((label) => `controlAction ${up} → ${down}: ${label}`),
      ...answers.map((label) => `feedback ${down} → ${up}: ${label}`),
    ])
    .sort()

describe('a control structure', () => {
  it.each(Object.entries(habits))(
    'drawn with feedback %s is the same',
    (_, draw) => {
      fc.assert(
        fc.property(structures, (pairs) => {
          expect(of(draw(pairs))).toEqual(expected(pairs))
        }),
        { numRuns: 1_000, seed: 11 },
      )
    },
    240_000,
  )
})

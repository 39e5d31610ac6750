import { check, isOn, phaseOf } from '../../checks'
import { findRule, rules } from '../../checks/rules'
import { fieldOf, textOf } from '../../fieldValues'
import { analysisItem, itemsOf, linked, linkedFrom } from '../../graph'
import { guideWordOf, guideWordSets } from '../../guideWords'
import { kindOf, kinds } from '../../kinds'
import { coverageOf, guideWordSetOf, matrixOf } from '../../matrix'
import { dutiesOf, hasDuties } from '../../responsibilities'
import type { Step } from '../../steps'
import { steps } from '../../steps'
import { budgetOf } from '../../timing'
import { traceMatrix } from '../../traceability'
import { type Block, type Cell, heading, type Material, paragraph, ref, refs, table } from '../blocks'
import { kindSections, kindTable } from '../generic'

type Builder = {
  readonly name: string
  readonly title: string
  readonly build: (material: Material) => readonly Block[]
}

const ofStep = (step: Step, leaveOut: readonly string[] = []) =>
  kinds.filter((kind) => kind.step === step && !kind.single && !leaveOut.includes(kind.name))

/** Chapters of the safety analysis report, as kinds.md 5 A orders them. One without content is left out. */
export const reportChapters: readonly Builder[] = [
  { name: 'claim', title: 'Claim and its limits', build: claim },
  { name: 'context', title: 'System context and safety goals', build: context },
  {
    name: 'scope',
    title: 'Risks considered and exclusions from scope',
    build: ({ analysis }) => kindSections(analysis, [kindOf('scopeItem'), kindOf('assumption')]),
  },
  { name: 'method', title: 'Method', build: method },
  {
    name: 'purpose',
    title: 'Losses, hazards and constraints',
    build: ({ analysis }) => kindSections(analysis, ofStep('purpose')),
  },
  { name: 'structure', title: 'Control structure', build: structure },
  { name: 'actions', title: 'Unsafe control actions', build: actions },
  {
    name: 'scenarios',
    title: 'Loss scenarios',
    build: ({ analysis }) => kindSections(analysis, [...ofStep('scenarios'), kindOf('mitigation')]),
  },
  {
    name: 'features',
    title: 'Linux features analysed',
    build: ({ analysis }) => kindTable(analysis, kindOf('feature')),
  },
  { name: 'responsibilities', title: 'Safety responsibilities per element, Linux first', build: responsibilities },
  {
    name: 'assumptionsOfUse',
    title: 'Assumptions of use',
    build: ({ analysis }) => kindTable(analysis, kindOf('assumptionOfUse')),
  },
  { name: 'verification', title: 'Verification', build: verification },
  { name: 'review', title: 'Findings, dismissals and accepted risks', build: review },
  { name: 'traceability', title: 'Annex: traceability', build: traceability },
]

function claim({ analysis }: Material): Block[] {
  const item = analysisItem(analysis)
  const description = item ? textOf(item, 'description') : ''
  const { decided, of } = coverageOf(matrixOf(analysis))
  const counts = check(analysis).counts
  const text = `This report states which hazards of the system were considered, which unsafe control actions and scenarios were found, and who is responsible for preventing them. It holds for the system context below, within its scope, and under the assumptions of use. ${decided} of ${of} combinations of control action and guide word are decided; ${counts.error} errors and ${counts.warning} warnings of the checks are open. It says nothing about what is out of scope, nor about causes that nobody thought of.`
  const outputs = [
    ['System context and safety goals', 'context'],
    ['Risks considered, exclusions', 'scope'],
    ['Safety responsibilities and requirements', 'responsibilities'],
    ['Scenarios that lead to a violation', 'scenarios'],
    ['Linux features analysed', 'features'],
  ].map(([title = '', name = '']): { cells: Cell[] } => ({
    cells: [[title], [`chapter "${reportChapters.find((chapter) => chapter.name === name)?.title}"`]],
  }))
  return [
    ...(description ? [{ type: 'markdown', text: description } as Block] : []),
    paragraph(text),
    heading(3, 'Where to find the five outputs that OSEP expects'),
    table(['Output', 'Where'], outputs),
  ]
}

function context({ analysis }: Material): Block[] {
  const contexts = itemsOf(analysis, 'systemContext').flatMap((item): Block[] => [
    heading(3, `${item.key} ${textOf(item)}`, item.uid),
    ...['systemUnderAnalysis', 'targetSystem', 'purpose', 'boundary', 'operatingConditions', 'description'].flatMap(
      (name): Block[] => {
        const value = textOf(item, name)
        return value
          ? [{ type: 'markdown', text: `**${kindOf('systemContext').allFields[name]?.label}.** ${value}` }]
          : []
      },
    ),
  ])
  return [...contexts, ...kindSections(analysis, [kindOf('stakeholder'), kindOf('safetyGoal')]), ...timing(analysis)]
}

function timing(analysis: Material['analysis']): Block[] {
  const budgets = itemsOf(analysis, 'timingBudget')
  if (budgets.length === 0) return []
  const rows = budgets.map((item) => {
    const { whole, sum, slack, parts } = budgetOf(analysis, item)
    return {
      anchor: item.uid,
      cells: [
        [ref(item)],
        [textOf(item)],
        [whole === undefined ? '' : `${whole} ms`],
        refs(parts),
        [parts.length > 0 ? `${sum} ms` : ''],
        [parts.length > 0 && slack !== undefined ? `${slack} ms` : ''],
        refs([...linked(analysis, item.uid, 'partOf'), ...linked(analysis, item.uid, 'allocatedTo')]),
      ],
    }
  })
  const remarks = budgets.flatMap((item): Block[] =>
    textOf(item, 'rationale') ? [paragraph(ref(item)), { type: 'markdown', text: textOf(item, 'rationale') }] : [],
  )
  return [
    heading(3, 'Timing budgets'),
    table(['Key', 'Name', 'Value', 'Parts', 'Sum', 'Slack', 'Part of, allocated to'], rows),
    ...remarks,
  ]
}

function method({ analysis }: Material): Block[] {
  const words = guideWordSets[guideWordSetOf(analysis)].map((word) => guideWordOf(word)?.label ?? word).join('; ')
  const phases = steps.map((step) => ({ cells: [[step.title], [phaseText(phaseOf(analysis, step.name))]] }))
  const off = rules.filter((rule) => !isOn(analysis, rule)).map((rule) => rule.id)
  return [
    paragraph('System-Theoretic Process Analysis (STPA Handbook, Leveson and Thomas, 2018), with the tables of RAFIA.'),
    paragraph(`Guide words: ${words}.`),
    table(['Step', 'Phase'], phases),
    paragraph(
      `${rules.length - off.length} of ${rules.length} rules are on${off.length > 0 ? `; off: ${off.join(', ')}` : ''}.`,
    ),
  ]
}

const phaseText = (phase: string): string =>
  ({ notStarted: 'not started', inWork: 'in work', complete: 'complete' })[phase] ?? phase

function structure({ analysis, figures }: Material): Block[] {
  const drawn = itemsOf(analysis, 'structure').flatMap((item): Block[] => {
    const svg = figures.get(item.uid)
    const caption = `${item.key} ${textOf(item)}${textOf(item, 'question') ? `: ${textOf(item, 'question')}` : ''}`
    return [
      heading(3, `${item.key} ${textOf(item)}`, item.uid),
      ...(svg ? [{ type: 'figure', svg, caption } as Block] : []),
    ]
  })
  return [...drawn, ...kindSections(analysis, ofStep('structure', ['structure', 'responsibility']))]
}

function actions({ analysis }: Material): Block[] {
  const rows = matrixOf(analysis)
  const words = guideWordSets[guideWordSetOf(analysis)]
  const summary = rows.map((row) => ({
    cells: [
      [ref(row.subject)],
      row.controller ? [ref(row.controller)] : [''],
      ...row.cells.map(
        (cell): Cell => [
          {
            hazardous: `${cell.ucas.length} unsafe`,
            notHazardous: 'not hazardous',
            notApplicable: 'not applicable',
            open: 'open',
          }[cell.state],
        ],
      ),
    ],
  }))
  const rejected = itemsOf(analysis, 'verdict').filter(
    (item) => fieldOf(item, 'verdict') === 'notHazardous' || fieldOf(item, 'verdict') === 'notApplicable',
  )
  const others = itemsOf(analysis, 'verdict').filter((item) => !rejected.includes(item))
  const { decided, of } = coverageOf(rows)
  return [
    ...(rows.length > 0
      ? [
          heading(3, 'Verdicts'),
          paragraph(`${decided} of ${of} cells are decided.`),
          table(['Control action', 'Controller', ...words.map((word) => guideWordOf(word)?.short ?? word)], summary),
        ]
      : []),
    ...kindSections(analysis, [kindOf('condition'), kindOf('unsafeControlAction')]),
    ...(rejected.length > 0
      ? [heading(3, 'Rejected candidates, with their reasons'), ...kindTable(analysis, kindOf('verdict'), rejected)]
      : []),
    ...(others.length > 0 ? [heading(3, 'Other verdicts'), ...kindTable(analysis, kindOf('verdict'), others)] : []),
    ...kindSections(analysis, ofStep('actions', ['condition', 'unsafeControlAction', 'verdict'])),
  ]
}

function responsibilities({ analysis }: Material): Block[] {
  return dutiesOf(analysis)
    .filter(hasDuties)
    .flatMap((duties) => [
      heading(3, `${duties.element.key} ${textOf(duties.element)}`),
      ...section('Responsibilities', analysis, 'responsibility', duties.responsibilities),
      ...section('Controller constraints', analysis, 'controllerConstraint', duties.constraints),
      ...section('Requirements', analysis, 'requirement', duties.requirements),
      ...(duties.assumptionsOfUse.length > 0
        ? [
            heading(4, 'Assumptions of use'),
            { type: 'list', entries: duties.assumptionsOfUse.map((item) => [ref(item), ` ${textOf(item)}`]) } as Block,
          ]
        : []),
    ])
}

function section(
  title: string,
  analysis: Material['analysis'],
  kind: string,
  items: Parameters<typeof kindTable>[2] & object,
): Block[] {
  return items.length > 0 ? [heading(4, title), ...kindTable(analysis, kindOf(kind), items)] : []
}

function verification({ analysis }: Material): Block[] {
  const wanted = [...itemsOf(analysis, 'requirement'), ...itemsOf(analysis, 'assumptionOfUse')]
  const rows = wanted.map((item) => {
    const cases = linkedFrom(analysis, item.uid, 'verifies', 'testCase')
    return { cells: [[ref(item)], [textOf(item)], cases.length > 0 ? refs(cases) : ['none yet']] }
  })
  return [
    ...kindSections(analysis, ofStep('verification')),
    ...(rows.length > 0 ? [heading(3, 'What is verified by what'), table(['Key', 'Text', 'Verified by'], rows)] : []),
  ]
}

function review({ analysis }: Material): Block[] {
  const { findings, dismissed } = check(analysis)
  const row = (finding: (typeof findings)[number]) => ({
    cells: [
      [finding.rule],
      [finding.severity],
      [finding.message],
      refs(finding.items.slice(0, 12).flatMap((uid) => analysis.items.get(uid) ?? [])),
      [findRule(finding.rule)?.source ?? ''],
    ],
  })
  const head = ['Rule', 'Severity', 'Finding', 'Items', 'Source']
  return [
    heading(3, 'Open findings'),
    findings.length > 0 ? table(head, findings.map(row)) : paragraph('None.'),
    ...(dismissed.length > 0 ? [heading(3, 'Dismissed findings'), table(head, dismissed.map(row))] : []),
    ...kindSections(analysis, [kindOf('dismissal'), kindOf('acceptance')]),
  ]
}

function traceability({ analysis }: Material): Block[] {
  const pairs = [
    ['hazard', 'systemConstraint'],
    ['hazard', 'unsafeControlAction'],
    ['unsafeControlAction', 'controllerConstraint'],
    ['unsafeControlAction', 'lossScenario'],
    ['lossScenario', 'requirement'],
    ['lossScenario', 'assumptionOfUse'],
  ] as const
  return pairs.flatMap(([row, column]) => {
    const matrix = traceMatrix(analysis, itemsOf(analysis, row), itemsOf(analysis, column))
    if (matrix.marks.size === 0) return []
    const rows = matrix.rows.map((item) => ({
      cells: [[ref(item)], refs(matrix.columns.filter((other) => matrix.marks.has(`${item.uid} ${other.uid}`)))],
    }))
    return [
      heading(3, `${kindOf(row).plural} → ${kindOf(column).plural.toLowerCase()}`),
      table([kindOf(row).title, kindOf(column).plural], rows),
    ]
  })
}

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { check } from '../../checks'
import { withSources } from '../../checks/importFindings'
import { itemsOf, linked } from '../../graph'
import type { Analysis, Item } from '../../model'
import { exportAnalysis, importSources } from '../importSources'
import type { SourceText } from '../types'

const file = (name: string, text: string): SourceText => ({ name, text, hash: name })

const plant = file(
  'plant.yml',
  `Components:
- Text: Attendant
  Control Actions:
  - Identifier: OV
    Text: Open the valve by hand
    Unsafe Control Actions:
    - {Identifier: UCA-OV-1, Text: Attendant opens the valve while it is cleaned, Reason: Providing}
  Controller Constraints:
  - {Identifier: CC-1, Text: Look first, Unsafe Control Actions: [UCA-OV-1]}
`,
)
const program = file(
  'program.yml',
  `Components:
- Text: Valve program
  Control Actions:
  - Identifier: OV
    Text: Command the valve
    Unsafe Control Actions:
    - {Identifier: UCA-OV-1, Text: Valve program opens twice as far, Reason: Providing}
    - {Identifier: UCA-OV-2, Text: Valve program does nothing though the level is high, Reason: Not Providing}
  Controller Constraints:
  - {Identifier: CC-1, Text: Limit the step, Unsafe Control Actions: [UCA-OV-1]}
`,
)

const textsTo = (analysis: Analysis, kind: string, name: string) =>
  itemsOf(analysis, kind).map(({ uid, fields }) => [fields.text, linked(analysis, uid, name)[0]?.fields.text])
const keysOf = (analysis: Analysis, kind: string) => itemsOf(analysis, kind).map(({ key }) => key)

describe('two files of stpatools with the same identifiers', () => {
  const { analysis, report } = importSources(null, [plant, program])

  it('keep every unsafe control action, each at its own control action of its own controller', () => {
    expect(textsTo(analysis, 'controlAction', 'source')).toEqual([
      ['Open the valve by hand', 'Attendant'],
      ['Command the valve', 'Valve program'],
    ])
    expect(textsTo(analysis, 'unsafeControlAction', 'of')).toEqual([
      ['Attendant opens the valve while it is cleaned', 'Open the valve by hand'],
      ['Valve program opens twice as far', 'Command the valve'],
      ['Valve program does nothing though the level is high', 'Command the valve'],
    ])
    expect(textsTo(analysis, 'controllerConstraint', 'prevents')).toEqual([
      ['Look first', 'Attendant opens the valve while it is cleaned'],
      ['Limit the step', 'Valve program opens twice as far'],
    ])
  })

  it('say which identifier got a suffix, and why', () => {
    expect(keysOf(analysis, 'controlAction')).toEqual(['OV', 'OV~2'])
    expect(report.repaired.map(({ message }) => message)).toContain(
      'Control action OV is another item than OV (plant.yml:4): this one is now OV~2.',
    )
    expect([report.skipped, report.lost]).toEqual([[], []])
    expect(check(analysis).findings.map(({ message }) => message)).toContain('OV~2 was OV in its source, as OV is.')
  })

  it('stay two where they say the same, with the advice to merge them', () => {
    const losses = (name: string) => file(name, 'Losses:\n- {Identifier: L-1, Text: Flood}\n')
    const twice = importSources(null, [losses('a.yml'), losses('b.yml')])
    expect(keysOf(twice.analysis, 'loss')).toEqual(['L-1', 'L-1~2'])
    expect(twice.report.repaired.at(-1)?.message).toMatch(/merge them if they are one/)
  })

  it('are one where one file is named twice', () => {
    const { analysis: once, report: said } = importSources(null, [plant, plant])
    expect(keysOf(once, 'unsafeControlAction')).toEqual(['UCA-OV-1'])
    expect(said.repaired).toContainEqual(expect.objectContaining({ message: 'Named twice: read once.' }))
  })

  it('of the same name, as a browser tells them, are two', () => {
    const both = importSources(null, [plant, { ...program, name: plant.name }]).analysis
    expect(keysOf(both, 'unsafeControlAction')).toHaveLength(3)
  })
})

describe('a reference', () => {
  const hazards = (name: string, text: string) => file(name, `Hazards:\n- {Identifier: H-1, Text: ${text}}\n`)
  const constraints = file('c.yml', 'Constraints:\n- {Identifier: SC-1, Text: Stop, Hazards: [H-1]}\n')

  it('leads to the one file that has its identifier, whatever comes first', () => {
    const to = (...sources: SourceText[]) =>
      textsTo(importSources(null, sources).analysis, 'systemConstraint', 'addresses')
    expect(to(constraints, hazards('h.yml', 'Heat'))).toEqual([['Stop', 'Heat']])
    expect(to(hazards('h.yml', 'Heat'), constraints)).toEqual([['Stop', 'Heat']])
  })

  it('is left open, and a finding, where two other files have it', () => {
    const imported = importSources(null, [hazards('a.yml', 'Heat'), hazards('b.yml', 'Cold'), constraints])
    expect(textsTo(imported.analysis, 'systemConstraint', 'addresses')).toEqual([['Stop', undefined]])
    const { findings } = withSources(imported.analysis, check(imported.analysis), imported)
    expect(findings).toContainEqual(
      expect.objectContaining({ rule: 'M-01b', severity: 'error', place: { file: 'c.yml', line: 2 } }),
    )
  })

  it('is left open, and a finding, where its own component or file has the identifier twice', () => {
    const text = `Hazards:
- {Identifier: H-1, Text: Heat}
- {Identifier: H-1, Text: Cold}
Components:
- Text: Heater
  Control Actions:
  - {Identifier: ON, Text: Heat, Unsafe Control Actions: [{Identifier: U-1, Text: heats on, Reason: Duration, Hazards: [H-1]}]}
  - {Identifier: OFF, Text: Stop, Unsafe Control Actions: [{Identifier: U-1, Text: does not stop, Reason: Not Providing}]}
  Controller Constraints:
  - {Identifier: CC-1, Text: Stop in time, Unsafe Control Actions: [U-1]}
`
    const { analysis, report } = importSources(null, [file('twice.yml', text)])
    expect(textsTo(analysis, 'controllerConstraint', 'prevents')).toEqual([['Stop in time', undefined]])
    expect(textsTo(analysis, 'unsafeControlAction', 'leadsTo')).toEqual([
      ['heats on', undefined],
      ['does not stop', undefined],
    ])
    expect(report.skipped.map(({ message }) => message)).toEqual([
      'U-1: "leadsTo" names H-1, which several items have (twice.yml:2 and twice.yml:3): left open.',
      'CC-1: "prevents" names U-1, which several items have (twice.yml:7 and twice.yml:8): left open.',
    ])
  })

  it('means its own component first, and nobody where two others have it', () => {
    const component = (name: string, uca: string) =>
      `- {Identifier: ${name}, Text: ${name}, Control Actions: [{Identifier: A, Text: Act, Unsafe Control Actions: [{Identifier: U, Text: ${uca}, Reason: Timing}]}]`
    const own = `, Controller Constraints: [{Identifier: CC, Text: Watch, Unsafe Control Actions: [U]}]`
    const read = (third: string) =>
      importSources(null, [
        file('u.yml', `Components:\n${component('X', 'of X')}}\n${component('Y', 'of Y')}${third}\n`),
      ])
    expect(textsTo(read(`${own}}`).analysis, 'controllerConstraint', 'prevents')).toEqual([['Watch', 'of Y']])
    const strange = read(`}\n- {Identifier: Z, Text: Z${own}}`)
    expect(textsTo(strange.analysis, 'controllerConstraint', 'prevents')).toEqual([['Watch', undefined]])
    expect(strange.report.skipped.map(({ message, rule }) => [message, rule])).toEqual([
      ['CC: "prevents" names U, which several components have (u.yml:2 and u.yml:3): left open.', 'M-01b'],
    ])
  })
})

describe('a file imported into an analysis that is there', () => {
  it('changes nothing the second time, alone or with the other one', () => {
    const { analysis } = importSources(null, [plant, program])
    for (const sources of [[plant], [program], [program, plant]]) {
      const again = importSources(analysis, sources)
      expect([again.operations, again.report.skipped, again.changes.filter(({ change }) => change !== 'gone')]).toEqual(
        [[], [], []],
      )
    }
  })

  it('updates its own items, suffixed ones too, and those of no other file', () => {
    const { analysis } = importSources(null, [plant, program])
    const edited = { ...program, text: program.text.replace('Command the valve', 'Turn the valve') }
    const again = importSources(analysis, [edited])
    expect(textsTo(again.analysis, 'controlAction', 'source')).toEqual([
      ['Open the valve by hand', 'Attendant'],
      ['Turn the valve', 'Valve program'],
    ])
    expect([...again.analysis.items.keys()]).toEqual([...analysis.items.keys()])
  })

  it('is known by another path to it, and not by the same name in another folder', () => {
    const at = (name: string, text = 'Flood') => file(name, `Losses:\n- {Identifier: L-1, Text: ${text}}\n`)
    const { analysis } = importSources(null, [at('plant/losses.yml')])
    const keys = (source: SourceText) => keysOf(importSources(analysis, [source]).analysis, 'loss')
    expect(keys(at('../plant/losses.yml', 'Flooding'))).toEqual(['L-1'])
    expect(keys(at('losses.yml', 'Flooding'))).toEqual(['L-1'])
    expect(keys(at('program/losses.yml', 'Wrong dose'))).toEqual(['L-1', 'L-1~2'])
  })

  it('takes over what a person wrote with the same key and words, and stands beside what says something else', () => {
    const own = file('own.stpa.yaml', 'stpa: 1\nid: own\nloss:\n- {key: L-1, text: Flood}\n- {key: L-2, text: Fire}\n')
    const tables = file('t.yml', 'Losses:\n- {Identifier: L-1, Text: Flood}\n- {Identifier: L-2, Text: Poison}\n')
    const { analysis } = importSources(null, [own, tables])
    expect(itemsOf(analysis, 'loss').map(({ key, fields }) => [key, fields.text])).toEqual([
      ['L-1', 'Flood'],
      ['L-2', 'Fire'],
      ['L-2~2', 'Poison'],
    ])
  })
})

describe('two native files', () => {
  const native = (id: string, text: string) =>
    file(`${id}.stpa.yaml`, `stpa: 1\nid: ${id}\nloss:\n- {key: L-1, text: ${text}}\n`)
  const losses = (...sources: SourceText[]) =>
    itemsOf(importSources(null, sources).analysis, 'loss').map(({ key, fields }) => [key, fields.text])

  it('of different analyses keep both items of one key', () => {
    expect(losses(native('a', 'Flood'), native('b', 'Fire'))).toEqual([
      ['L-1', 'Flood'],
      ['L-1~2', 'Fire'],
    ])
  })

  it('of one analysis are two versions of it: the conflict is a finding', () => {
    const versions = [native('a', 'Flood'), { ...native('a', 'Flooding'), name: 'new.stpa.yaml' }]
    expect(losses(...versions)).toEqual([['L-1', 'Flood']])
    const imported = importSources(null, versions)
    const { findings } = withSources(imported.analysis, check(imported.analysis), imported)
    expect(findings).toContainEqual(expect.objectContaining({ rule: 'M-01d', message: expect.stringMatching(/kept/) }))
  })
})

describe('what has no name of stpatools', () => {
  const findings = (text: string) => {
    const imported = importSources(null, [file('a.yml', text)])
    const all = withSources(imported.analysis, check(imported.analysis), imported).findings
    return all
      .filter(({ rule }) => rule.startsWith('M-01'))
      .map(({ rule, message }) => `${rule} ${message}`)
      .sort()
  }

  it('is a finding with all that stands under it', () => {
    const text = `Components:
- Identifier: C
  Text: Pump
  Control Actions:
  - Identifier: A
    Text: Run
    Unsafe Control Action: [{Identifier: U-1, Text: Runs dry}, {Identifier: U-2, Text: Runs back}]
  Notes: Ask the maker
Loses:
- {Identifier: L-1, Text: Flood}
`
    expect(findings(text)).toEqual(
      [
        'M-01d "Unsafe Control Action" (2 entries) has no place here (control action). Is it "Unsafe Control Actions"?',
        'M-01d Section "Loses" is not one of stpatools\'.',
        'M-01e "Notes" (Ask the maker) has no place here (element).',
      ].sort(),
    )
  })
})

/** A file with few identifiers, so that they clash within it and with others. */
const few = fc.constantFrom('A', 'B', 'A~2', 'SD', '')
let unique = 0
const record = (kind: string) =>
  few.map((identifier) => ({
    ...(identifier ? { Identifier: identifier } : {}),
    Text: `${identifier}${kind} ${unique++}`,
  }))
const listOf = <T>(one: fc.Arbitrary<T>) => fc.array(one, { maxLength: 2 })
const uca = fc.tuple(record('uca'), listOf(record('scenario')), listOf(few)).map(([own, Scenarios, Hazards]) => ({
  ...{ ...own, Reason: 'Timing', Hazards: Hazards.filter(Boolean), Scenarios },
}))
const action = fc.tuple(record('action'), few, listOf(uca)).map(([own, Target, ucas]) => ({
  ...{ ...own, ...(Target ? { Target } : {}), 'Unsafe Control Actions': ucas },
}))
const component = fc
  .tuple(record('component'), listOf(action), listOf(record('feedback')), listOf(fc.tuple(record('constraint'), few)))
  .map(([own, actions, feedback, constraints]) => ({
    ...{ ...own, 'Control Actions': actions, Feedback: feedback },
    'Controller Constraints': constraints.map(([one, uca]) => ({ ...one, 'Unsafe Control Actions': uca ? [uca] : [] })),
  }))
const content = fc
  .tuple(listOf(record('loss')), listOf(record('hazard')), listOf(component))
  .map(([Losses, Hazards, Components]) => ({ Losses, Hazards, Components }))

type Content = typeof content extends fc.Arbitrary<infer T> ? T : never

/** Text of each record → text of the record that it stands in. */
function expected({ Losses, Hazards, Components }: Content): [string, string][] {
  const at = (records: readonly { Text: string }[], owner = ''): [string, string][] =>
    records.map(({ Text }) => [Text, owner])
  return [
    ...at([...Losses, ...Hazards, ...Components]),
    ...Components.flatMap((one) => [
      ...at([...one['Control Actions'], ...one.Feedback, ...one['Controller Constraints']], one.Text),
      ...one['Control Actions'].flatMap((act) => [
        ...at(act['Unsafe Control Actions'], act.Text),
        ...act['Unsafe Control Actions'].flatMap((unsafe) => at(unsafe.Scenarios, unsafe.Text)),
      ]),
    ]),
  ]
}

const within = ['source', 'on', 'of', 'causes']

function found(analysis: Analysis): [string, string][] {
  const owner = ({ uid }: Item) => within.flatMap((name) => linked(analysis, uid, name))[0]?.fields.text ?? ''
  return [...analysis.items.values()]
    .filter(({ kind }) => kind !== 'analysis')
    .map((item) => [String(item.fields.text), String(owner(item))])
}

const sorted = (pairs: [string, string][]) => pairs.map((pair) => pair.join(' in ')).sort()

const fileOf = (one: Content, at: number) => file(`${at}.yml`, stringify(one))

describe('any two files with clashing identifiers', () => {
  it('have each record as one item at its own controller', () => {
    const many = 20 // in one import each meets each: 190 pairs
    fc.assert(
      fc.property(fc.array(content, { minLength: many, maxLength: many }), (contents) => {
        const { analysis, report } = importSources(null, contents.map(fileOf))
        expect(sorted(found(analysis))).toEqual(sorted(contents.flatMap(expected)))
        for (const line of report.skipped) expect(line.rule).toBe('M-01b') // references, never records
      }),
      { numRuns: 55, seed: 11 },
    )
  }, 240_000)

  it('give the same bytes whenever they are read, and change nothing the second time, together or one by one', () => {
    fc.assert(
      fc.property(content, content, (...contents) => {
        const sources = contents.map(fileOf)
        const { analysis } = importSources(null, sources)
        const native = exportAnalysis(analysis, 'native').text
        expect(exportAnalysis(importSources(null, sources).analysis, 'native').text).toBe(native)
        expect(importSources(analysis, sources).operations).toEqual([])
        let stepwise: Analysis | null = null
        for (const source of sources) stepwise = importSources(stepwise, [source]).analysis
        expect(stepwise && sorted(found(stepwise))).toEqual(sorted(found(analysis)))
      }),
      { numRuns: 150, seed: 11 },
    )
  }, 240_000)
})

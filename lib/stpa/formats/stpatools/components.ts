import { isMap, type Node } from 'yaml'
import { freeKey, note } from '../reading'
import { collapse, listOf, scalarText } from '../yamlNodes'
import { addItem, type Context, type KnownComponent, keysUnder, readRecord, type YamlRecord } from './records'
import { guideWordOfReason } from './vocabulary'

export function readComponents(context: Context, node: Node | null): void {
  for (const entry of mappings(context, 'Components', node)) readComponent(context, entry)
}

function mappings(context: Context, name: string, node: Node | null | undefined): Node[] {
  return listOf(context.yaml, node).flatMap((entry) => {
    if (isMap(entry)) return [entry as Node] // a mapping is a node
    note(context.reading, 'skipped', `An entry of "${name}" is not a mapping.`, context.yaml.placeOf(entry), {
      sort: 'entry of the wrong shape',
    })
    return []
  })
}

const componentKeys = new Set(['Control Actions', 'Feedback', 'Controller Constraints'])
const actionKeys = new Set(['Target', 'Unsafe Control Actions'])
const ucaKeys = new Set(['Reason', 'Hazards', 'Scenarios'])

function readComponent(context: Context, node: Node): void {
  const record = readRecord(context, 'element', node, componentKeys)
  const key = freeKey(context.reading, 'element', record.key, record.place)
  const ref = addItem(context, 'element', key, record.fields, record.place)
  const component: KnownComponent = {
    key,
    text: String(record.fields.text ?? ''),
    line: record.place.line ?? 1,
    actions: [],
  }
  context.components.push(component)
  for (const entry of mappings(context, 'Control Actions', record.others.get('Control Actions'))) {
    readControlAction(context, component, ref, entry)
  }
  for (const entry of mappings(context, 'Feedback', record.others.get('Feedback'))) {
    const { record: feedback, ref: feedbackRef } = addRecord(context, 'feedback', entry, new Set(['Target']))
    connect(context, feedback, feedbackRef, ref)
  }
  for (const entry of mappings(context, 'Controller Constraints', record.others.get('Controller Constraints'))) {
    readConstraint(context, ref, entry)
  }
}

function addRecord(context: Context, kind: string, node: Node, wanted: ReadonlySet<string>) {
  const record = readRecord(context, kind, node, wanted)
  const key = freeKey(context.reading, kind, record.key, record.place)
  return { record, key, ref: addItem(context, kind, key, record.fields, record.place) }
}

/** Source is the component that it is nested in; the target is a key, or open. */
function connect(context: Context, record: YamlRecord, ref: string, source: string): void {
  const { reading } = context
  reading.links.push({ from: ref, name: 'source', to: { ref: source }, place: record.place })
  const targets = keysUnder(context, record, 'Target')
  for (const target of targets) {
    reading.links.push({ from: ref, name: 'target', to: { key: target.key, kinds: ['element'] }, place: target.place })
  }
  if (targets.length === 0) {
    note(
      reading,
      'repaired',
      `${ref.split(' ').slice(1).join(' ')} has no Target: what it acts on is left open.`,
      record.place,
      { sort: 'no Target' },
    )
  }
}

function readControlAction(context: Context, component: KnownComponent, owner: string, node: Node): void {
  const { record, key, ref } = addRecord(context, 'controlAction', node, actionKeys)
  component.actions.push({ ref, key, text: String(record.fields.text ?? '') })
  connect(context, record, ref, owner)
  for (const entry of mappings(context, 'Unsafe Control Actions', record.others.get('Unsafe Control Actions'))) {
    readUnsafeControlAction(context, ref, entry)
  }
}

function readUnsafeControlAction(context: Context, action: string, node: Node): void {
  const { reading, yaml } = context
  const { record, key, ref } = addRecord(context, 'unsafeControlAction', node, ucaKeys)
  const reason = collapse(scalarText(record.others.get('Reason') ?? null) ?? '')
  const guideWord = guideWordOfReason(reason)
  if (guideWord) record.fields.guideWord = guideWord
  else if (reason === '')
    note(reading, 'repaired', `${key} has no Reason: its guide word is left open.`, record.place, {
      key,
      sort: 'no Reason',
    })
  else
    note(
      reading,
      'lost',
      `${key}: Reason "${reason}" is none of stpatools' four.`,
      yaml.placeOf(record.others.get('Reason')),
      { key },
    )
  reading.links.push({ from: ref, name: 'of', to: { ref: action }, place: record.place })
  const hazards = keysUnder(context, record, 'Hazards')
  for (const hazard of hazards) {
    reading.links.push({ from: ref, name: 'leadsTo', to: { key: hazard.key, kinds: ['hazard'] }, place: hazard.place })
  }
  if (hazards.length === 0)
    note(reading, 'repaired', `${key} has no Hazards: the link is left open.`, record.place, {
      key,
      sort: 'no Hazards',
    })
  for (const entry of mappings(context, 'Scenarios', record.others.get('Scenarios'))) {
    const scenario = addRecord(context, 'lossScenario', entry, new Set())
    // Nested under an unsafe control action: why it is given, the handbook's class (a).
    scenario.record.fields.class = 'a'
    reading.links.push({ from: scenario.ref, name: 'causes', to: { ref }, place: scenario.record.place })
  }
}

function readConstraint(context: Context, component: string, node: Node): void {
  const { reading } = context
  const { record, key, ref } = addRecord(context, 'controllerConstraint', node, new Set(['Unsafe Control Actions']))
  if (reading.keys.get('unsafeControlAction')?.has(key)) {
    note(
      reading,
      'repaired',
      `Controller constraint ${key} carries the identifier of an unsafe control action: both keep it.`,
      record.place,
      { key },
    )
  }
  reading.links.push({ from: ref, name: 'on', to: { ref: component }, place: record.place })
  for (const target of keysUnder(context, record, 'Unsafe Control Actions')) {
    reading.links.push({
      from: ref,
      name: 'prevents',
      to: { key: target.key, kinds: ['unsafeControlAction'] },
      place: target.place,
    })
  }
}

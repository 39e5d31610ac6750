import { isMap, type Node } from 'yaml'
import { note } from '../reading'
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
  if (!record) return
  const { ref, key } = addItem(context, 'element', record)
  const component: KnownComponent = {
    ref,
    key,
    text: String(record.fields.text ?? ''),
    line: record.place.line ?? 1,
    actions: [],
  }
  context.components.push(component)
  const entries = (name: string) => mappings(context, name, record.others.get(name))
  for (const entry of entries('Control Actions')) readControlAction(context, component, entry)
  for (const entry of entries('Feedback')) {
    const feedback = addRecord(context, 'feedback', entry, new Set(['Target']), component)
    if (feedback) connect(context, feedback, component)
  }
  for (const entry of entries('Controller Constraints')) readConstraint(context, component, entry)
}

type Added = { readonly record: YamlRecord; readonly ref: string; readonly key: string }

function addRecord(
  context: Context,
  kind: string,
  node: Node,
  wanted: ReadonlySet<string>,
  component: KnownComponent,
): Added | undefined {
  const record = readRecord(context, kind, node, wanted)
  return record && { record, ...addItem(context, kind, record, component.ref) }
}

/** Source is the component that it is nested in; the target is a key, or open. */
function connect(context: Context, { record, ref, key }: Added, component: KnownComponent): void {
  const { reading } = context
  reading.links.push({ from: ref, name: 'source', to: { ref: component.ref }, place: record.place })
  const targets = keysUnder(context, record, 'Target')
  for (const target of targets) {
    reading.links.push({ from: ref, name: 'target', to: { key: target.key, kinds: ['element'] }, place: target.place })
  }
  if (targets.length === 0) {
    note(reading, 'repaired', `${key} has no Target: what it acts on is left open.`, record.place, {
      sort: 'no Target',
    })
  }
}

function readControlAction(context: Context, component: KnownComponent, node: Node): void {
  const added = addRecord(context, 'controlAction', node, actionKeys, component)
  if (!added) return
  const { record, key, ref } = added
  component.actions.push({ ref, key, text: String(record.fields.text ?? '') })
  connect(context, added, component)
  for (const entry of mappings(context, 'Unsafe Control Actions', record.others.get('Unsafe Control Actions'))) {
    readUnsafeControlAction(context, component, ref, entry)
  }
}

function readUnsafeControlAction(context: Context, component: KnownComponent, action: string, node: Node): void {
  const added = addRecord(context, 'unsafeControlAction', node, ucaKeys, component)
  if (!added) return
  const { record, key, ref } = added
  readReason(context, added)
  const { reading } = context
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
    const scenario = addRecord(context, 'lossScenario', entry, new Set(), component)
    if (!scenario) continue
    // Nested under an unsafe control action: why it is given, the handbook's class (a).
    scenario.record.fields.class = 'a'
    reading.links.push({ from: scenario.ref, name: 'causes', to: { ref }, place: scenario.record.place })
  }
}

function readReason({ reading, yaml }: Context, { record, key }: Added): void {
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
}

function readConstraint(context: Context, component: KnownComponent, node: Node): void {
  const { reading } = context
  const added = addRecord(context, 'controllerConstraint', node, new Set(['Unsafe Control Actions']), component)
  if (!added) return
  const { record, key, ref } = added
  if (reading.keys.get('unsafeControlAction')?.has(key)) {
    note(
      reading,
      'repaired',
      `Controller constraint ${key} carries the identifier of an unsafe control action: both keep it.`,
      record.place,
      { key },
    )
  }
  reading.links.push({ from: ref, name: 'on', to: { ref: component.ref }, place: record.place })
  for (const target of keysUnder(context, record, 'Unsafe Control Actions')) {
    reading.links.push({
      from: ref,
      name: 'prevents',
      to: { key: target.key, kinds: ['unsafeControlAction'] },
      place: target.place,
    })
  }
}

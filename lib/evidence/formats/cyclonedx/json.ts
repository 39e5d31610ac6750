import { type JsonObject, lineOf, listIn, member, objectOf, objectsIn, readJsonRoot, textIn, textOf } from '../../json'
import { Materials } from '../../materials'
import type { Reading } from '../../reading'
import { addPart, type FoundPart, labelOf, unkept } from './parts'

/** `{license:{id|name}}` or `{expression}`; several are all meant. */
function licenseOf(reading: Reading, found: JsonObject): string {
  return objectsIn(reading, found, 'licenses')
    .map((entry) => {
      const license = objectOf(member(entry, 'license'))
      return textIn(entry, 'expression') || textIn(license, 'id') || textIn(license, 'name')
    })
    .filter(Boolean)
    .join(' AND ')
}

const partOf = (reading: Reading, found: JsonObject): FoundPart => ({
  ref: textIn(found, 'bom-ref'),
  group: textIn(found, 'group'),
  name: textIn(found, 'name'),
  version: textIn(found, 'version'),
  purl: textIn(found, 'purl'),
  license: licenseOf(reading, found),
  line: lineOf(found),
})

function serviceOf(reading: Reading, found: JsonObject): FoundPart {
  const provider = textIn(objectOf(member(found, 'provider')), 'name')
  const endpoints = listIn(reading, found, 'endpoints').map(textOf)
  return { ...partOf(reading, found), service: { provider, endpoints } }
}

/** Objects and those of the same sort inside them: assemblies, services within services. */
function* within(reading: Reading, roots: readonly JsonObject[], name: string): Generator<JsonObject> {
  const stack = [...roots].reverse()
  for (let found = stack.pop(); found; found = stack.pop()) {
    yield found
    stack.push(...objectsIn(reading, found, name).reverse())
  }
}

/** Tools are a list up to 1.4, and an object with components since 1.5. */
function toolsOf(reading: Reading, metadata: JsonObject | undefined): JsonObject[] {
  const told = member(metadata, 'tools')
  return Array.isArray(told) ? objectsIn(reading, metadata, 'tools') : objectsIn(reading, objectOf(told), 'components')
}

const toolText = (reading: Reading, tool: JsonObject): string =>
  [textIn(tool, 'vendor'), labelOf(partOf(reading, tool))].filter(Boolean).join(' ')

/** @throws StpaError unreadable */
export function readCyclonedxJson(text: string, reading: Reading): void {
  const root = objectOf(readJsonRoot(text, reading))
  const metadata = objectOf(member(root, 'metadata'))
  const main = objectOf(member(metadata, 'component'))
  const tools = toolsOf(reading, metadata)
  reading.fact('tool', tools.map((tool) => toolText(reading, tool)).join(', '))
  reading.fact('date', textIn(metadata, 'timestamp'))
  if (main) reading.fact('subject', labelOf(partOf(reading, main)))
  const materials = new Materials(reading)
  const roots = [...(main ? [main] : []), ...objectsIn(reading, root, 'components')]
  for (const found of within(reading, roots, 'components')) addPart(reading, materials, partOf(reading, found))
  for (const tool of tools) materials.other(textIn(tool, 'bom-ref'))
  for (const found of within(reading, objectsIn(reading, root, 'services'), 'services')) {
    addPart(reading, materials, serviceOf(reading, found))
    for (const name of unkept)
      if (member(found, name) !== undefined) reading.left(lineOf(found), `"${name}" of services`)
  }
  for (const found of objectsIn(reading, root, 'dependencies'))
    for (const to of listIn(reading, found, 'dependsOn'))
      materials.needs(textIn(found, 'ref'), textOf(to), lineOf(found))
  for (const name of ['vulnerabilities', 'compositions', 'annotations', 'formulation'])
    for (const found of objectsIn(reading, root, name)) reading.left(lineOf(found), `"${name}" entries`)
  materials.finish()
}

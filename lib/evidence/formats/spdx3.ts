import { type JsonObject, lineOf, listIn, member, objectOf, readJsonRoot, textIn, textOf } from '../json'
import { asserted, Materials } from '../materials'
import type { Reading } from '../reading'
import type { EvidenceFormat } from './types'

/** Relationship types that mean "needs" (SPDX 3.0.1, Core RelationshipType): `from` needs each `to`. */
const needing = /^(dependsOn|hasPrerequisite|hasOptionalDependency|hasProvidedDependency|hasStaticLink|hasDynamicLink)$/

const typeOf = (element: JsonObject): string =>
  (textIn(element, 'type') || textIn(element, '@type')).replace(/^.*[/:]/, '')
const idOf = (element: JsonObject | undefined): string => textIn(element, 'spdxId') || textIn(element, '@id')
/** A reference is the other's id, or the other itself, written in place. */
const referenceOf = (value: unknown): string => textOf(value) || idOf(objectOf(value))

/** All elements with a type, also those that stand inside others; each id once. */
function elementsOf(root: unknown): JsonObject[] {
  const found: JsonObject[] = []
  const stack: unknown[] = [root]
  while (stack.length > 0) {
    const value = stack.pop()
    if (Array.isArray(value)) for (let at = value.length - 1; at >= 0; at--) stack.push(value[at])
    const object = objectOf(value)
    if (!object) continue
    if (typeOf(object) !== '') found.push(object)
    // The last first: the stack turns the order round.
    for (const inner of Object.values(object).reverse()) if (typeof inner === 'object') stack.push(inner)
  }
  return found
}

function purlOf(reading: Reading, found: JsonObject): string {
  const own = textIn(found, 'software_packageUrl') || textIn(found, 'packageUrl')
  if (own !== '') return own
  const identifiers = listIn(reading, found, 'externalIdentifier').map(objectOf)
  const purl = identifiers.find((each) => /^packageUrl$/i.test(textIn(each, 'externalIdentifierType')))
  return textIn(purl, 'identifier')
}

function readRelationship(
  reading: Reading,
  materials: Materials,
  found: JsonObject,
  licenses: ReadonlyMap<string, string>,
): void {
  const [line, from] = [lineOf(found), referenceOf(member(found, 'from'))]
  const type = textIn(found, 'relationshipType').replace(/^.*[/:]/, '')
  const told = member(found, 'to')
  const ends = (Array.isArray(told) ? told : [told]).map(referenceOf).filter((to) => to !== '')
  if (from === '' || ends.length === 0) return reading.skipped(line, 'a relationship without its two ends.')
  if (needing.test(type)) for (const to of ends) materials.needs(from, to, line)
  else if (/^has(Concluded|Declared)License$/.test(type))
    materials.license(
      from,
      ends
        .map((to) => asserted(licenses.get(to) ?? to.replace(/^.*\/(NoneLicense|NoAssertion)/, '$1')))
        .filter(Boolean)
        .join(' AND '),
    )
  else reading.left(line, `${type} relationships`)
}

function readCreation(reading: Reading, found: JsonObject, names: ReadonlyMap<string, string>): void {
  reading.fact('date', textIn(found, 'created'))
  const tools = listIn(reading, found, 'createdUsing').map(referenceOf)
  reading.fact('tool', tools.map((tool) => names.get(tool) ?? tool).join(', '))
}

const aside = new Set(['CreationInfo', 'SpdxDocument', 'Sbom', 'software_Sbom', 'Tool'])

/** What has no id of its own is a part of another element: hashes, external identifiers. */
function readOther(reading: Reading, materials: Materials, found: JsonObject): void {
  const [type, id] = [typeOf(found), idOf(found)]
  if (id === '') return
  materials.other(id)
  if (aside.has(type) || /License|Relationship$/.test(type)) return
  reading.left(lineOf(found), `${type.slice(0, 60)} elements`)
}

function readElement(reading: Reading, materials: Materials, found: JsonObject): void {
  const [type, line] = [typeOf(found), lineOf(found)]
  if (!/^(\w+_)?(AI|Dataset)?Package$/.test(type)) return readOther(reading, materials, found)
  const name = textIn(found, 'name')
  const id = idOf(found) || name
  // Written in place a second time, or only named there.
  if (materials.has(id)) return reading.left(line, 'elements that stand there twice')
  materials.part({
    id,
    name,
    version: asserted(textIn(found, 'software_packageVersion') || textIn(found, 'packageVersion')),
    purl: purlOf(reading, found),
    license: '',
    line,
  })
}

/** Names and license expressions by id. */
function indexOf(elements: readonly JsonObject[]): { names: Map<string, string>; licenses: Map<string, string> } {
  const [names, licenses] = [new Map<string, string>(), new Map<string, string>()]
  for (const element of elements) {
    const [id, name] = [idOf(element), textIn(element, 'name')]
    const license = textIn(element, 'simplelicensing_licenseExpression') || textIn(element, 'licenseExpression')
    if (id !== '' && name !== '') names.set(id, name)
    if (id !== '' && /License/.test(typeOf(element))) licenses.set(id, license || name)
  }
  return { names, licenses }
}

/** SPDX 3.0 in JSON-LD: a flat graph, or elements within elements. */
export const spdx3: EvidenceFormat = {
  name: 'spdx3',
  title: 'SPDX 3.0 (JSON-LD)',
  recognise: ({ text }) => /^\s*\{/.test(text) && /"https:\/\/spdx\.org\/rdf\/3\.[\w.]+\//.test(text),
  read(text, reading) {
    const root = readJsonRoot(text, reading)
    const elements = elementsOf(root)
    const { names, licenses } = indexOf(elements)
    const materials = new Materials(reading)
    for (const element of elements) readElement(reading, materials, element)
    // A declared license counts where none was concluded, as in SPDX 2.
    const relationships = elements.filter((element) => /Relationship$/.test(typeOf(element)))
    const isDeclared = (element: JsonObject) => /hasDeclaredLicense$/.test(textIn(element, 'relationshipType'))
    for (const element of relationships)
      if (!isDeclared(element)) readRelationship(reading, materials, element, licenses)
    for (const element of relationships)
      if (isDeclared(element)) readRelationship(reading, materials, element, licenses)
    for (const element of elements) {
      if (typeOf(element) === 'CreationInfo') readCreation(reading, element, names)
      if (/^(SpdxDocument|(software_)?Sbom)$/.test(typeOf(element))) reading.fact('subject', textIn(element, 'name'))
    }
    materials.finish()
  },
}

import { type JsonObject, lineOf, listIn, member, objectOf, objectsIn, readJsonRoot, textIn, textOf } from '../json'
import { asserted, Materials } from '../materials'
import type { Reading } from '../reading'
import type { EvidenceFormat } from './types'

/** Relationship types that mean "needs", and on which side the one that needs stands (SPDX 2.3, clause 11). */
const needing = /^(DEPENDS_ON|HAS_PREREQUISITE|STATIC_LINK|DYNAMIC_LINK)$/
const needed = /^((BUILD|DEV|OPTIONAL|PROVIDED|TEST|RUNTIME)_)?DEPENDENCY_OF$|^PREREQUISITE_FOR$/

function readPackage(reading: Reading, materials: Materials, found: JsonObject): void {
  const text = (name: string) => textIn(found, name)
  const purls = objectsIn(reading, found, 'externalRefs').filter((ref) => textIn(ref, 'referenceType') === 'purl')
  const line = lineOf(found)
  if (text('name') === '' && text('SPDXID') === '') return reading.skipped(line, 'a package without name and SPDXID.')
  materials.part({
    id: text('SPDXID') || text('name'),
    name: text('name'),
    version: asserted(text('versionInfo')),
    purl: textIn(purls[0], 'referenceLocator'),
    license: asserted(text('licenseConcluded')) || asserted(text('licenseDeclared')),
    line,
  })
}

function readRelationship(reading: Reading, materials: Materials, found: JsonObject): void {
  const [from, to, type] = [
    textIn(found, 'spdxElementId'),
    textIn(found, 'relatedSpdxElement'),
    textIn(found, 'relationshipType'),
  ]
  const line = lineOf(found)
  if (from === '' || to === '') reading.skipped(line, 'a relationship without its two ends.')
  else if (asserted(to) === '' || asserted(from) === '') reading.left(line, `${type} relationships to ${to}`)
  else if (needing.test(type)) materials.needs(from, to, line)
  else if (needed.test(type)) materials.needs(to, from, line)
  else reading.left(line, `${type} relationships`)
}

/** SPDX 2.2 and 2.3 in JSON. Files, snippets and other relations than "needs" are counted, not kept. */
export const spdx2: EvidenceFormat = {
  name: 'spdx2',
  title: 'SPDX 2.3 (JSON)',
  recognise: ({ text }) => /^\s*\{/.test(text) && /"spdxVersion"\s*:\s*"SPDX-2\./.test(text),
  read(text, reading) {
    const root = objectOf(readJsonRoot(text, reading))
    const creation = objectOf(member(root, 'creationInfo'))
    const tools = listIn(reading, creation, 'creators')
      .map(textOf)
      .filter((creator) => creator.startsWith('Tool: '))
    reading.fact('tool', tools.map((tool) => tool.slice('Tool: '.length)).join(', '))
    reading.fact('date', textIn(creation, 'created'))
    reading.fact('subject', textIn(root, 'name'))
    const materials = new Materials(reading)
    for (const found of objectsIn(reading, root, 'packages')) readPackage(reading, materials, found)
    for (const found of objectsIn(reading, root, 'relationships')) readRelationship(reading, materials, found)
    for (const name of ['files', 'snippets', 'annotations', 'hasExtractedLicensingInfos'])
      for (const found of objectsIn(reading, root, name)) {
        materials.other(textIn(found, 'SPDXID'))
        reading.left(lineOf(found), `"${name}" entries`)
      }
    materials.finish()
  },
}

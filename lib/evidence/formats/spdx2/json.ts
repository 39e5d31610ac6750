import { type JsonObject, lineOf, listIn, member, objectOf, objectsIn, readJsonRoot, textIn, textOf } from '../../json'
import { asserted, Materials } from '../../materials'
import type { Reading } from '../../reading'
import { addRelationship } from './relationships'

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

/** @throws StpaError unreadable */
export function readSpdxJson(text: string, reading: Reading): void {
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
  for (const found of objectsIn(reading, root, 'relationships'))
    addRelationship(reading, materials, {
      from: textIn(found, 'spdxElementId'),
      to: textIn(found, 'relatedSpdxElement'),
      type: textIn(found, 'relationshipType'),
      line: lineOf(found),
    })
  for (const name of ['files', 'snippets', 'annotations', 'hasExtractedLicensingInfos'])
    for (const found of objectsIn(reading, root, name)) {
      materials.other(textIn(found, 'SPDXID'))
      reading.left(lineOf(found), `"${name}" entries`)
    }
  materials.finish()
}

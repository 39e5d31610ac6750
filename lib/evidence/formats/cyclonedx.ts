import { type JsonObject, lineOf, listIn, member, objectOf, objectsIn, readJsonRoot, textIn, textOf } from '../json'
import { Materials } from '../materials'
import type { Reading } from '../reading'
import type { EvidenceFormat } from './types'

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

const nameOf = (found: JsonObject): string => [textIn(found, 'group'), textIn(found, 'name')].filter(Boolean).join('/')

/** A component and those inside it (assemblies). */
function readComponents(reading: Reading, materials: Materials, roots: readonly JsonObject[]): void {
  const stack = [...roots].reverse()
  for (let found = stack.pop(); found; found = stack.pop()) {
    const [name, version, purl] = [nameOf(found), textIn(found, 'version'), textIn(found, 'purl')]
    const line = lineOf(found)
    if (name === '') reading.skipped(line, 'a component without a name.')
    else {
      const id = textIn(found, 'bom-ref') || purl || [name, version].filter(Boolean).join('@')
      materials.part({ id, name, version, purl, license: licenseOf(reading, found), line })
    }
    stack.push(...objectsIn(reading, found, 'components').reverse())
  }
}

/** Tools are a list up to 1.4, and an object with components since 1.5. */
function toolsOf(reading: Reading, metadata: JsonObject | undefined): string {
  const told = member(metadata, 'tools')
  const tools = Array.isArray(told)
    ? objectsIn(reading, metadata, 'tools')
    : objectsIn(reading, objectOf(told), 'components')
  return tools
    .map((tool) => [textIn(tool, 'vendor'), nameOf(tool), textIn(tool, 'version')].filter(Boolean).join(' '))
    .join(', ')
}

/** CycloneDX in JSON, any version. Services, vulnerabilities and the like are counted, not kept. */
export const cyclonedx: EvidenceFormat = {
  name: 'cyclonedx',
  title: 'CycloneDX (JSON)',
  recognise: ({ text }) => /^\s*\{/.test(text) && /"bomFormat"\s*:\s*"CycloneDX"/.test(text),
  read(text, reading) {
    const root = objectOf(readJsonRoot(text, reading))
    const metadata = objectOf(member(root, 'metadata'))
    const main = objectOf(member(metadata, 'component'))
    reading.fact('tool', toolsOf(reading, metadata))
    reading.fact('date', textIn(metadata, 'timestamp'))
    if (main) reading.fact('subject', [nameOf(main), textIn(main, 'version')].filter(Boolean).join(' '))
    const materials = new Materials(reading)
    readComponents(reading, materials, [...(main ? [main] : []), ...objectsIn(reading, root, 'components')])
    for (const found of objectsIn(reading, root, 'dependencies'))
      for (const to of listIn(reading, found, 'dependsOn'))
        materials.needs(textIn(found, 'ref'), textOf(to), lineOf(found))
    for (const name of ['services', 'vulnerabilities', 'compositions', 'annotations', 'formulation'])
      for (const found of objectsIn(reading, root, name)) reading.left(lineOf(found), `"${name}" entries`)
    materials.finish()
  },
}

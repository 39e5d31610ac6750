import { describe, expect, it } from 'vitest'
import { readEvidence } from '.'

const read = (value: unknown) => readEvidence('sbom.json', JSON.stringify(value, null, 2))
const shortOf = (value: unknown) =>
  read(value).components?.map(({ id, name, version, license, dependencies }) => [
    id,
    name,
    version,
    license,
    dependencies,
  ])

const at = 'https://example.org/'
const pack = (id: string, name: string, more: object = {}) => ({
  type: 'software_Package',
  spdxId: at + id,
  creationInfo: '_:c',
  name,
  ...more,
})
const relation = (from: string, relationshipType: string, to: unknown, type = 'Relationship') => ({
  type,
  spdxId: `${at}r-${from}-${relationshipType}`,
  from: at + from,
  relationshipType,
  to,
})
const context = 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld'

describe('SPDX 3.0', () => {
  const elements = [
    {
      type: 'CreationInfo',
      '@id': '_:c',
      specVersion: '3.0.1',
      created: '2026-01-02T00:00:00Z',
      createdUsing: [`${at}tool`],
    },
    { type: 'Tool', spdxId: `${at}tool`, name: 'sbom-maker 2' },
    { type: 'SpdxDocument', spdxId: `${at}doc`, name: 'image', rootElement: [`${at}linux`] },
    pack('linux', 'linux', { software_packageVersion: '6.1.192', software_packageUrl: 'pkg:deb/debian/linux@6.1.192' }),
    pack('libc', 'glibc', {
      externalIdentifier: [
        { type: 'ExternalIdentifier', externalIdentifierType: 'packageUrl', identifier: 'pkg:deb/debian/libc6@2.36' },
      ],
    }),
    {
      type: 'simplelicensing_LicenseExpression',
      spdxId: `${at}gpl`,
      simplelicensing_licenseExpression: 'GPL-2.0-only',
    },
    {
      type: 'simplelicensing_LicenseExpression',
      spdxId: `${at}none`,
      simplelicensing_licenseExpression: 'NOASSERTION',
    },
    relation('linux', 'hasDeclaredLicense', [`${at}gpl`]),
    relation('linux', 'hasConcludedLicense', [`${at}none`]),
    relation('linux', 'dependsOn', [`${at}libc`, `${at}nowhere`], 'LifecycleScopedRelationship'),
    relation('doc', 'contains', [`${at}linux`]),
    { type: 'software_File', spdxId: `${at}file`, name: 'vmlinux' },
    { type: 'Annotation', spdxId: `${at}a`, statement: '{"a":1}' },
  ]

  it('as a flat graph: packages, licenses by relation, what needs what', () => {
    const root = { '@context': context, '@graph': elements }
    expect(shortOf(root)).toEqual([
      [`${at}linux`, 'linux', '6.1.192', 'GPL-2.0-only', [`${at}libc`, `${at}nowhere`]],
      [`${at}libc`, 'glibc', '', '', []],
    ])
    const { facts, report, components } = read(root)
    expect(components?.map(({ purl }) => purl)).toEqual(['pkg:deb/debian/linux@6.1.192', 'pkg:deb/debian/libc6@2.36'])
    expect(facts).toMatchObject({ tool: 'sbom-maker 2', subject: 'image', date: '2026-01-02T00:00:00Z' })
    expect(report.flags.map(({ code }) => code)).toEqual(['unknownReferences'])
    expect(report.skipped.first.map(({ message }) => message)).toEqual([
      `there is no component ${at}nowhere in this file.`,
      'software_File elements: 1, not kept.',
      'Annotation elements: 1, not kept.',
      'contains relationships: 1, not kept.',
    ])
  })

  it('with elements inside elements', () => {
    const linux = pack('linux', 'linux')
    const nested = {
      '@context': context,
      type: 'SpdxDocument',
      spdxId: `${at}doc`,
      name: 'image',
      element: [linux, { ...relation('linux', 'dependsOn', [pack('libc', 'glibc')]), from: linux }],
    }
    expect(shortOf(nested)).toEqual([
      [`${at}linux`, 'linux', '', '', [`${at}libc`]],
      [`${at}libc`, 'glibc', '', '', []],
    ])
  })
})

describe('SPDX 2.3', () => {
  it('takes each direction of "needs", concluded licenses first, and two packages with one id apart', () => {
    const one = (SPDXID: string, more: object = {}) => ({ SPDXID, name: SPDXID, versionInfo: 'NOASSERTION', ...more })
    const link = (from: string, type: string, to: string) => ({
      spdxElementId: from,
      relationshipType: type,
      relatedSpdxElement: to,
    })
    const root = {
      spdxVersion: 'SPDX-2.3',
      packages: [
        one('a', { licenseConcluded: 'MIT', licenseDeclared: 'ISC' }),
        one('b', { licenseConcluded: 'NOASSERTION', licenseDeclared: 'ISC' }),
        one('c'),
        one('c'),
      ],
      relationships: [
        link('a', 'DEPENDS_ON', 'b'),
        link('c', 'BUILD_DEPENDENCY_OF', 'a'),
        link('b', 'CONTAINS', 'c'),
        link('b', 'DEPENDS_ON', 'NONE'),
        { spdxElementId: 'a' },
      ],
      files: [{}],
    }
    expect(shortOf(root)).toEqual([
      ['a', 'a', '', 'MIT', ['b', 'c']],
      ['b', 'b', '', 'ISC', []],
      ['c', 'c', '', '', []],
      ['c~2', 'c', '', '', []],
    ])
    expect(read(root).report.repaired.count).toBe(1)
    expect(read(root).report.skipped.count).toBe(4)
  })
})

describe('CycloneDX', () => {
  it('reads groups, components inside components, license expressions, and tools of either form', () => {
    const root = {
      bomFormat: 'CycloneDX',
      specVersion: '1.6',
      metadata: {
        timestamp: '2026-01-02T00:00:00Z',
        tools: { components: [{ group: 'org', name: 'maker', version: '1' }] },
      },
      components: [
        {
          type: 'library',
          group: 'org.x',
          name: 'outer',
          version: '1',
          purl: 'pkg:x/outer@1',
          licenses: [{ expression: 'MIT OR ISC' }],
          components: [{ name: 'inner', licenses: [{ license: { name: 'Own' } }, { license: { id: 'MIT' } }] }],
        },
        { type: 'library' },
      ],
      dependencies: [{ ref: 'pkg:x/outer@1', dependsOn: ['inner'] }],
      vulnerabilities: [{}, {}],
    }
    expect(shortOf(root)).toEqual([
      ['pkg:x/outer@1', 'org.x/outer', '1', 'MIT OR ISC', ['inner']],
      ['inner', 'inner', '', 'Own AND MIT', []],
    ])
    const { facts, report } = read(root)
    expect(facts.tool).toBe('org/maker 1')
    expect(report.skipped.first.map(({ message }) => message)).toEqual([
      'a component without a name.',
      '"vulnerabilities" entries: 2, not kept.',
    ])
  })
})

describe('CycloneDX', () => {
  const inner = { 'bom-ref': 'inner', name: 'inner', data: [{ flow: 'inbound', classification: 'PII' }] }
  const api = { 'bom-ref': 'api', group: 'org', name: 'api', version: '2', provider: { name: 'Acme' } }
  const services = { services: [{ ...api, endpoints: ['https://a.example', 'https://b.example'], services: [inner] }] }
  const needs = (...dependsOn: string[]) => ({ dependencies: [{ ref: 'app', dependsOn }] })
  const bom = (more: object) => ({ bomFormat: 'CycloneDX', components: [{ 'bom-ref': 'app', name: 'app' }], ...more })

  it('has services as components, with who provides them and where', () => {
    const { components, report } = read(bom({ ...services, ...needs('api', 'inner') }))
    expect(
      components?.map(({ name, version, dependencies, service }) => [name, version, dependencies, service]),
    ).toEqual([
      ['app', '', ['api', 'inner'], undefined],
      ['org/api', '2', [], { provider: 'Acme', endpoints: ['https://a.example', 'https://b.example'] }],
      ['inner', '', [], { provider: '', endpoints: [] }],
    ])
    expect(report.flags).toEqual([])
    expect(report.skipped).toMatchObject({ count: 1, first: [{ message: '"data" of services: 1, not kept.' }] })
    const { skipped } = read(bom({ vulnerabilities: [{}, {}] })).report
    expect([skipped.count, skipped.first[0]?.count]).toEqual([2, 2])
    const lost = read(bom({ ...services, ...needs('lost') })).report
    expect(lost.flags.map(({ code }) => code)).toEqual(['unknownReferences'])
  })

  const xml = `<?xml version="1.0" encoding="UTF-8"?>
<bom xmlns="http://cyclonedx.org/schema/bom/1.6" version="1">
  <metadata>
    <timestamp>2026-01-02T00:00:00Z</timestamp>
    <tools><components><component type="application"><group>acme</group><name>scan</name><version>3</version></component></components></tools>
    <component bom-ref="image" type="firmware"><name>image</name><version>9</version></component>
  </metadata>
  <components>
    <component bom-ref="pump" type="library">
      <supplier><name>Pump Works</name></supplier>
      <name>libpump</name><version>1.2</version>
      <licenses><license><id>MIT</id></license><license><name>Own</name></license></licenses>
      <purl>pkg:generic/libpump@1.2</purl>
      <components><component type="file"><name>inner &amp; small</name></component></components>
      <pedigree><ancestors><component><name>old pump</name></component></ancestors></pedigree>
    </component>
  </components>
  <services><service bom-ref="api">
    <provider><name>Acme</name><contact><name>Bo</name></contact></provider><name>api</name>
    <endpoints><endpoint>https://a.example</endpoint></endpoints><authenticated>true</authenticated>
  </service></services>
  <dependencies>
    <dependency ref="image"><dependency ref="pump"/><dependency ref="api"/></dependency>
    <dependency ref="pump"/>
  </dependencies>
  <vulnerabilities><vulnerability><id>CVE-1</id></vulnerability></vulnerabilities>
</bom>
`

  it('in XML is read like that in JSON', () => {
    const { components, facts, format, report } = readEvidence('bom.xml', xml)
    expect(components).toEqual([
      { id: 'image', name: 'image', version: '9', purl: '', license: '', dependencies: ['pump', 'api'], line: 6 },
      {
        id: 'pump',
        name: 'libpump',
        version: '1.2',
        purl: 'pkg:generic/libpump@1.2',
        license: 'MIT AND Own',
        dependencies: [],
        line: 9,
      },
      { id: 'inner & small', name: 'inner & small', version: '', purl: '', license: '', dependencies: [], line: 14 },
      {
        ...{ id: 'api', name: 'api', version: '', purl: '', license: '', dependencies: [], line: 18 },
        service: { provider: 'Acme', endpoints: ['https://a.example'] },
      },
    ])
    expect(facts).toMatchObject({ tool: 'acme/scan 3', subject: 'image 9', date: '2026-01-02T00:00:00Z' })
    expect([format, report.flags]).toEqual(['cyclonedx', []])
    expect(report.skipped.first.map(({ message }) => message)).toEqual(
      expect.arrayContaining(['<authenticated> of services: 1, not kept.', '<vulnerabilities> elements: 1, not kept.']),
    )
  })

  it('in XML with a prefix, cut off, or with entities of its own', () => {
    const prefixed =
      '<b:bom xmlns:b="http://cyclonedx.org/schema/bom/1.2"><b:components><b:component><b:name>x</b:name>'
    const { components, report } = readEvidence('bom.xml', `${prefixed}</b:component><b:component><b:name>y`)
    expect([components?.map(({ name }) => name), report.flags.map(({ code }) => code)]).toEqual([['x'], ['truncated']])
    const entity = xml.replace('<bom', '<!DOCTYPE bom [<!ENTITY a "b">]><bom')
    expect(() => readEvidence('bom.xml', entity)).toThrow(/CycloneDX XML: it declares entities/)
  })
})

describe('SPDX 2 as tag-value', () => {
  const text = `SPDXVersion: SPDX-2.2
DataLicense: CC0-1.0
SPDXID: SPDXRef-DOCUMENT
DocumentName: image
Creator: Person: nobody
Creator: Tool: west-1
Created: 2026-01-02T00:00:00Z

# packages
PackageName: libpump
SPDXID: SPDXRef-pump
PackageVersion: 1.2
PackageComment: <text>over
two lines, PackageName: none</text>
PackageLicenseConcluded: NOASSERTION
PackageLicenseDeclared: MIT
ExternalRef: PACKAGE-MANAGER purl pkg:generic/libpump@1.2
PackageName: firmware
SPDXID: SPDXRef-firmware
FileName: ./main.c
SPDXID: SPDXRef-main
Relationship: SPDXRef-DOCUMENT DESCRIBES SPDXRef-firmware
Relationship: SPDXRef-firmware STATIC_LINK SPDXRef-pump
Relationship: SPDXRef-main GENERATED_FROM NONE
odd line
`

  it('tells packages and what they need; files are counted', () => {
    const { components, facts, report } = readEvidence('app.spdx', text)
    expect(components).toEqual([
      {
        id: 'SPDXRef-pump',
        name: 'libpump',
        version: '1.2',
        purl: 'pkg:generic/libpump@1.2',
        license: 'MIT',
        dependencies: [],
        line: 10,
      },
      {
        id: 'SPDXRef-firmware',
        name: 'firmware',
        version: '',
        purl: '',
        license: '',
        dependencies: ['SPDXRef-pump'],
        line: 18,
      },
    ])
    expect(facts).toMatchObject({ tool: 'west-1', subject: 'image', date: '2026-01-02T00:00:00Z' })
    expect(report.unknown.first).toEqual([{ line: 25, message: 'odd line' }])
    expect(report.skipped.first.map(({ message }) => message)).toContain('file sections: 1, not kept.')
  })

  it('that refers to what is not in it, or ends inside a text, is flagged', () => {
    const flags = (more: string) => readEvidence('a', `${text}${more}`).report.flags.map(({ code }) => code)
    expect(flags('Relationship: SPDXRef-pump DEPENDS_ON SPDXRef-lost\n')).toContain('unknownReferences')
    expect(flags('PackageComment: <text>open\n')).toContain('truncated')
  })
})

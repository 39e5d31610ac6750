import { eachLine } from '../../lines'
import { asserted, Materials } from '../../materials'
import type { Reading } from '../../reading'
import { addRelationship } from './relationships'

/** Tags that begin a section; those behind it belong to it, the SPDXID among them (SPDX 2.3, annex H). */
const sections: Readonly<Record<string, 'package' | 'file' | 'snippet' | 'license'>> = {
  PackageName: 'package',
  FileName: 'file',
  SnippetSPDXID: 'snippet',
  SnippetSPDXIdentifier: 'snippet',
  LicenseID: 'license',
}

type Section = { readonly kind: string; readonly line: number; readonly values: Map<string, string> }

class TagValueReader {
  readonly #materials: Materials
  #section: Section = { kind: 'document', line: 1, values: new Map() }
  /** A value over several lines, from `<text>` to `</text>`. */
  #open: { readonly tag: string; readonly line: number; text: string } | undefined
  readonly #tools: string[] = []

  constructor(private readonly reading: Reading) {
    this.#materials = new Materials(reading)
  }

  line(text: string, line: number): void {
    if (this.#open) return this.#continued(text)
    if (text.trim() === '' || text.startsWith('#')) return
    const [, tag, value = ''] = /^\s{0,20}([A-Z][A-Za-z0-9]{1,60}):(.*)$/.exec(text) ?? []
    if (tag === undefined) return this.reading.unknown(line, text)
    const told = value.trim()
    if (!told.startsWith('<text>')) return this.#tag(tag, told, line)
    this.#open = { tag, line, text: '' }
    this.#continued(told.slice('<text>'.length))
  }

  end(): void {
    if (this.#open) {
      this.reading.flag('truncated', this.#open.line)
      this.#tag(this.#open.tag, this.#open.text, this.#open.line)
    }
    this.#endSection()
    this.reading.fact('tool', this.#tools.join(', '))
    this.#materials.finish()
  }

  #continued(text: string): void {
    if (!this.#open) return
    const end = text.indexOf('</text>')
    // Longer texts are cut anyway.
    if (this.#open.text.length < 10_000) this.#open.text += `${end < 0 ? text : text.slice(0, end)}\n`
    if (end < 0) return
    const { tag, line, text: whole } = this.#open
    this.#open = undefined
    this.#tag(tag, whole.trim(), line)
  }

  #tag(tag: string, value: string, line: number): void {
    const begun = Object.hasOwn(sections, tag) ? sections[tag] : undefined
    if (begun) this.#begin(begun, tag, value, line)
    else if (tag === 'Relationship') this.#relationship(value, line)
    else if (tag === 'Creator') {
      if (value.startsWith('Tool: ')) this.#tools.push(value.slice('Tool: '.length))
    } else if (tag === 'Created') this.reading.fact('date', value)
    else if (tag === 'DocumentName') this.reading.fact('subject', value)
    else if (tag === 'ExternalRef') this.#externalRef(value)
    else if (/^(SPDXID|Package(Version|LicenseConcluded|LicenseDeclared))$/.test(tag))
      this.#section.values.set(tag, value)
    else if (!/^(SPDXVersion|DataLicense|DocumentNamespace)$/.test(tag)) this.reading.left(line, `"${tag}" entries`)
  }

  #begin(kind: string, tag: string, value: string, line: number): void {
    this.#endSection()
    this.#section = { kind, line, values: new Map([[tag === 'PackageName' ? 'name' : 'SPDXID', value]]) }
    if (kind === 'file') this.#section.values.delete('SPDXID')
  }

  #externalRef(value: string): void {
    const [, purl] = /^PACKAGE[-_]MANAGER\s{1,20}purl\s{1,20}(\S+)$/.exec(value) ?? []
    if (purl !== undefined && !this.#section.values.has('purl')) this.#section.values.set('purl', purl)
  }

  #relationship(value: string, line: number): void {
    const [from = '', type = '', to = ''] = value.split(/\s+/, 4)
    addRelationship(this.reading, this.#materials, { from, type, to, line })
  }

  #endSection(): void {
    const { kind, line, values } = this.#section
    const value = (name: string) => values.get(name) ?? ''
    if (kind !== 'package') {
      this.#materials.other(value('SPDXID'))
      if (kind !== 'document') this.reading.left(line, `${kind} sections`)
      return
    }
    this.#materials.part({
      id: value('SPDXID') || value('name'),
      name: value('name'),
      version: asserted(value('PackageVersion')),
      purl: value('purl'),
      license: asserted(value('PackageLicenseConcluded')) || asserted(value('PackageLicenseDeclared')),
      line,
    })
  }
}

export function readSpdxTagValue(text: string, reading: Reading): void {
  const reader = new TagValueReader(reading)
  eachLine(text, reading, (line, number) => reader.line(line, number))
  reader.end()
}

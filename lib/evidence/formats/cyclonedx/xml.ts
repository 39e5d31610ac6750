import { Materials } from '../../materials'
import type { Reading } from '../../reading'
import { readXml, type XmlAttributes, type XmlReader } from '../../xml'
import { addPart, type FoundPart, labelOf, unkept } from './parts'

/** A component, tool, service or dependency while its element is open, with the texts of its own children. */
type Open = {
  readonly kind: string
  readonly ref: string
  readonly line: number
  /** How many began before it. */
  readonly at: number
  readonly texts: Map<string, string>
  readonly licenses: string[]
  readonly endpoints: string[]
}

const kinds = new Set(['component', 'tool', 'service', 'dependency'])
/** Children that hold a text; `id`, `name` and `expression` also inside `license`. */
const textNames = new Set(['group', 'name', 'version', 'purl', 'vendor', 'id', 'expression', 'timestamp', 'endpoint'])
/** What holds the rest; everything else is left out with all within it. */
const holders = new Set('bom metadata tools components services licenses license dependencies endpoints'.split(' '))

class CyclonedxXml implements XmlReader {
  readonly #materials: Materials
  readonly #path: string[] = []
  readonly #open: Open[] = []
  readonly #tools: string[] = []
  readonly #parts: (FoundPart & { readonly at: number })[] = []
  #begun = 0
  #text = ''
  /** How deep inside an element that is left out. */
  #skipped = 0

  constructor(private readonly reading: Reading) {
    this.#materials = new Materials(reading)
  }

  open(name: string, attributes: XmlAttributes, line: number): void {
    if (this.#skipped > 0 || !this.#isHeld(name)) {
      if (this.#skipped++ > 0) return
      if (this.#path.length === 1) this.reading.left(line, `<${name}> elements`)
      if (unkept.includes(name) && this.#path.at(-1) === 'service') this.reading.left(line, `<${name}> of services`)
      return
    }
    this.#path.push(name)
    this.#text = ''
    if (!kinds.has(name)) return
    const ref = attributes['bom-ref'] ?? attributes.ref ?? ''
    const open: Open = { kind: name, ref, line, at: this.#begun++, texts: new Map(), licenses: [], endpoints: [] }
    if (name === 'dependency') this.#dependency(open)
    this.#open.push(open)
  }

  #isHeld(name: string): boolean {
    const isProvider = name === 'provider' && this.#path.at(-1) === 'service'
    return kinds.has(name) || textNames.has(name) || holders.has(name) || isProvider
  }

  text(text: string): void {
    if (this.#skipped === 0 && this.#text.length < 10_000) this.#text += text
  }

  close(name: string): void {
    if (this.#skipped > 0) return void this.#skipped--
    this.#path.pop()
    const parent = this.#path.at(-1)
    if (textNames.has(name)) this.#told(name, this.#text.trim(), parent)
    else if (kinds.has(name)) this.#part(this.#open.pop())
    this.#text = ''
  }

  finish(): void {
    this.reading.fact('tool', this.#tools.join(', '))
    // A component ends behind those inside it, and comes before them.
    for (const part of this.#parts.toSorted((one, other) => one.at - other.at))
      addPart(this.reading, this.#materials, part)
    this.#materials.finish()
  }

  #told(name: string, text: string, parent = ''): void {
    const open = this.#open.at(-1)
    if (parent === 'license' || parent === 'licenses') open?.licenses.push(text)
    else if (name === 'endpoint') open?.endpoints.push(text)
    else if (parent === 'provider' && name === 'name') open?.texts.set('provider', text)
    else if (name === 'timestamp') this.reading.fact('date', text)
    else if (open && kinds.has(parent)) open.texts.set(name, text)
  }

  #dependency({ ref, line }: Open): void {
    const outer = this.#open.at(-1)
    if (outer?.kind === 'dependency') this.#materials.needs(outer.ref, ref, line)
  }

  #part(open: Open | undefined): void {
    if (!open || open.kind === 'dependency') return
    const text = (name: string) => open.texts.get(name) ?? ''
    const part: FoundPart = {
      ref: open.ref,
      group: text('group'),
      name: text('name'),
      version: text('version'),
      purl: text('purl'),
      license: open.licenses.filter((license) => license !== '').join(' AND '),
      line: open.line,
      ...(open.kind === 'service' ? { service: { provider: text('provider'), endpoints: open.endpoints } } : {}),
    }
    const isTool = this.#path.includes('tools')
    if (isTool) this.#tools.push([text('vendor'), labelOf(part)].filter((word) => word !== '').join(' '))
    if (isTool) return this.#materials.other(open.ref)
    if (this.#path.at(-1) === 'metadata') this.reading.fact('subject', labelOf(part))
    this.#parts.push({ ...part, at: open.at })
  }
}

/** @throws StpaError unreadable */
export function readCyclonedxXml(text: string, reading: Reading): void {
  const reader = new CyclonedxXml(reading)
  readXml(text, reading, 'CycloneDX XML', reader)
  reader.finish()
}

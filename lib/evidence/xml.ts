import { SaxesParser } from 'saxes'
import { StpaError } from '@/lib/stpa/errors'
import type { Reading } from './reading'

export type XmlAttributes = Readonly<Record<string, string>>

/** Takes the elements of a file in their order; names without the prefix of their namespace. */
export type XmlReader = {
  /** `line`: where the element begins. */
  open(name: string, attributes: XmlAttributes, line: number): void
  close(name: string): void
  text(text: string): void
}

const depthLimit = 200

/** Entities by these five names only; saxes never expands those of a DTD. */
const entities = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/**
 * Gives the elements of an XML text to a reader. What is only untidy is repaired; what ends in the middle is read as far
 * as it goes, and flagged: false then. `title` names the format in errors.
 * @throws StpaError unreadable: not well formed, nested too deep, or with entities of its own
 */
export function readXml(text: string, reading: Reading, title: string, reader: XmlReader): boolean {
  const parser = new SaxesParser<{ xmlns: false }>({ xmlns: false })
  parser.ENTITIES = Object.assign(Object.create(null), entities)
  let [line, depth, isWhole, isBegun] = [1, 0, true, false]
  const refused = (reason: string): StpaError => {
    const [file, at] = [reading.file, parser.line]
    const message = `${file}:${at}: not readable as ${title}: ${reason}. Write it again, or repair that line.`
    return new StpaError('unreadable', message, { place: { file, line: at } })
  }
  parser.on('doctype', (doctype) => {
    if (/<!ENTITY/i.test(doctype)) throw refused('it declares entities, which are never expanded. Take the DOCTYPE out')
    reading.skipped(parser.line, 'a DOCTYPE: not followed.')
  })
  let said: Record<string, string> = Object.create(null)
  parser.on('opentagstart', () => {
    line = parser.line
    said = Object.create(null)
  })
  // An attribute that stands twice and says two things says neither: both words together are one that no format knows.
  parser.on('attribute', ({ name, value }) => {
    const before = said[name] ?? value
    said[name] = before === value ? value : `${before} ${value}`
  })
  parser.on('opentag', ({ name }) => {
    if (++depth > depthLimit) throw refused(`elements are nested more than ${depthLimit} deep`)
    isBegun = true
    reader.open(localName(name), said, line)
  })
  parser.on('closetag', ({ name }) => {
    depth--
    reader.close(localName(name))
  })
  parser.on('text', (part) => reader.text(part))
  parser.on('cdata', (part) => reader.text(part))
  parser.on('error', ({ message: told }) => {
    const message = told.replace(/^\d+:\d+: /, '')
    if (/^(unclosed tag|unexpected end|document must contain)/.test(message)) {
      if (!isBegun) throw refused('it ends before its first element')
      isWhole = false
      return reading.flag('truncated', parser.line)
    }
    if (!/entity|disallowed character\.|duplicate attribute|must appear at the start/.test(message))
      throw refused(message.replace(/\.$/, ''))
    reading.repaired(parser.line, `XML: ${message} Read as it stands.`)
  })
  for (let at = 0; at < text.length; at += 65_536) parser.write(text.slice(at, at + 65_536))
  parser.close()
  return isWhole
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1)

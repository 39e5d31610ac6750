import { readFileSync, statSync } from 'node:fs'
import { type Picture, readPicture, readSubsystemList } from '@/lib/kernel/drawing/picture'
import { type NavJson, navJson, navTags } from '@/lib/kernel/drawing/pictureScan'
import { StpaError } from '@/lib/stpa/errors'
import { decodeText, encodingNote } from '@/lib/text/encoding'
import { hashOfBytes } from '../files'
import { unpacked } from '../gzip'
import { unreadable } from './rows'

/** Bytes of a picture, also when it is unpacked. */
const limit = 100_000_000

/**
 * What nav, graph-tools or LFSCS left as text: DOT, nav's three JSON forms, lists of subsystems.
 * @throws StpaError unknownFormat, tooLarge, unreadable
 */
export function openPicture(path: string, name: string): Picture {
  const { size } = statSync(path)
  if (size > limit) throw new StpaError('tooLarge', `${name} has more than ${limit / 1e6} MB: too much for a picture.`)
  return pictureOf(name, readFileSync(path))
}

/** The same of a file's bytes. */
export function pictureOf(name: string, bytes: Uint8Array): Picture {
  const decoded = decodeText(bytes)
  const message = encodingNote(decoded)
  const repaired = message === '' ? [] : [{ outcome: 'repaired' as const, message, place: { file: name } }]
  const { graph, report } = read(name, decoded.text)
  const provenance = { ...graph.provenance, original: hashOfBytes(bytes) }
  return { graph: { ...graph, provenance }, report: [...repaired, ...report] }
}

function read(name: string, text: string): Picture {
  assertPossible(name, text)
  const json = navJson(text)
  if (!json)
    return /^[ \t]*(strict[ \t]+)?digraph\b/m.test(text) ? readPicture(name, text) : readSubsystemList(name, text)
  if (isFollowed(text, json)) throw unreadable({ name }, 'a second JSON value stands behind the first. Split it')
  const { graph, report } = readPicture(name, unwrapped(name, json), navTags(json.symbols))
  const message = `${json.type}: its JSON is damaged as nav prints it; the graph inside was taken`
  const repaired = json.isDamaged ? [{ outcome: 'repaired' as const, message, place: { file: name } }] : []
  return { graph, report: [...report, ...repaired] }
}

/** Another output, or anything else, behind the first: it would be taken for a part of its text or of its symbols. */
const isFollowed = (text: string, { symbols }: NavJson): boolean =>
  text.indexOf('{"graph": "') !== text.lastIndexOf('{"graph": "') || /(?:^|\]\})\s*\]/.test(symbols)

/** What people have beside these files, and which is none of them. */
function assertPossible(name: string, text: string): void {
  const head = text.slice(0, 4_000)
  const what = /<svg\b|^<\?xml/.test(head)
    ? 'it is a picture (SVG) already: import the DOT that it was drawn from'
    : /^\s{0,40}\S{1,40}-\d{1,10}\s{1,20}\[\d{1,6}\]|<-\w{1,200}[ \t]{0,9}\r?$/m.test(head)
      ? 'it is a trace (ftrace)'
      : /^[ \t]*(config|menuconfig|mainmenu)[ \t]+\w/m.test(head)
        ? 'it is a Kconfig file'
        : undefined
  if (what === undefined) return
  throw new StpaError('unknownFormat', `${name} is no kernel graph: ${what}.`, { place: { file: name } })
}

function unwrapped(name: string, { body, type }: NavJson): string {
  const packed = (): Uint8Array => {
    // Node passes over what is no base64, and what stands behind its end.
    if (body.length % 4 > 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(body))
      throw unreadable({ name }, `its ${type} is no base64: it is damaged`)
    return Buffer.from(body, 'base64')
  }
  if (type === 'jsonOutputB64') return decodeText(packed()).text
  if (type === 'jsonOutputGZB64') return decodeText(unpacked(`${name} (its ${type})`, packed(), limit)).text
  // Before 53328c0 the plain form was valid JSON: quotes and line ends are escaped.
  return body.includes('\\"') ? body.replaceAll('\\\n', '\n').replaceAll('\\"', '"') : body
}

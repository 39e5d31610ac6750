import { readFileSync, statSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { type Picture, readPicture, readSubsystemList } from '@/lib/kernel/picture'
import { StpaError } from '@/lib/stpa/errors'
import { hashOfBytes } from '../files'

/** Bytes of a picture, also when it is unpacked. */
const limit = 100_000_000

/** nav's JSON is none since commit 53328c0 (`[edge` before the symbols), and in its plain form quotes are not escaped. */
const wrapped = /^\s*\{"graph": "([\s\S]*)","graph_type":"(jsonOutput\w+)","symbols": \[(?:edge)?([\s\S]*)\]\s*\}\s*$/
const tagged = /\{"FuncName":"(.*?)", "subsystems":\[(.*?)\]\}/g

/**
 * What nav, graph-tools or LFSCS left as text: DOT, nav's three JSON forms, lists of subsystems.
 * @throws StpaError unknownFormat, tooLarge, unreadable
 */
export function openPicture(path: string, name: string): Picture {
  const { size } = statSync(path)
  if (size > limit) throw new StpaError('tooLarge', `${name} has more than ${limit / 1e6} MB: too much for a picture.`)
  const bytes = readFileSync(path)
  const { graph, report } = read(name, bytes.toString())
  return { graph: { ...graph, provenance: { ...graph.provenance, original: hashOfBytes(bytes) } }, report }
}

function read(name: string, text: string): Picture {
  assertPossible(name, text)
  const start = text.search(/\{"graph": "/)
  const json = start >= 0 ? wrapped.exec(text.slice(start)) : null
  if (!json) return /^\s*(strict\s+)?digraph\b/m.test(text) ? readPicture(name, text) : readSubsystemList(name, text)
  const [, body = '', type = '', symbols = ''] = json
  const { graph, report } = readPicture(name, unwrapped(name, body, type), tagsIn(symbols))
  const message = `${type}: its JSON is damaged as nav prints it; the graph inside was taken`
  const repaired = /"symbols": \[edge/.test(text)
    ? [{ outcome: 'repaired' as const, message, place: { file: name } }]
    : []
  return { graph, report: [...report, ...repaired] }
}

/** What people have beside these files, and which is none of them. */
function assertPossible(name: string, text: string): void {
  const head = text.slice(0, 4_000)
  const what = /<svg\b|^<\?xml/.test(head)
    ? 'it is a picture (SVG) already: import the DOT that it was drawn from'
    : /^\s*\S+-\d+\s+\[\d+\]|<-\w+\s*$/m.test(head)
      ? 'it is a trace (ftrace)'
      : /^\s*(config|menuconfig|mainmenu)\s+\w/m.test(head)
        ? 'it is a Kconfig file'
        : undefined
  if (what === undefined) return
  throw new StpaError('unknownFormat', `${name} is no kernel graph: ${what}.`, { place: { file: name } })
}

function unwrapped(name: string, body: string, type: string): string {
  try {
    if (type === 'jsonOutputB64') return Buffer.from(body, 'base64').toString()
    if (type === 'jsonOutputGZB64')
      return gunzipSync(Buffer.from(body, 'base64'), { maxOutputLength: limit }).toString()
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new StpaError('unreadable', `${name}: its ${type} cannot be unpacked: ${reason}.`, { place: { file: name } })
  }
  // Before 53328c0 the plain form was valid JSON: quotes and line ends are escaped.
  return body.includes('\\"') ? body.replaceAll('\\\n', '\n').replaceAll('\\"', '"') : body
}

function tagsIn(symbols: string): Map<string, string[]> {
  const tags = new Map<string, string[]>()
  for (const [, name = '', list = ''] of symbols.matchAll(tagged)) {
    const subsystems = list === '' ? [] : list.replace(/^"|"$/g, '').split('","')
    tags.set(name, subsystems.filter(Boolean))
  }
  return tags
}

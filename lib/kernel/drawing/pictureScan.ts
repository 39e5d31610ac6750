/**
 * The parts of nav's lines, found by looking for their signs once from left to right: names and labels there are never
 * escaped and hold quotes, arrows and brackets themselves, so that a pattern would try every one with every other.
 */

/** A line without the blanks around it and the semicolon behind it. */
function coreOf(line: string): string {
  const text = line.trim()
  return text.endsWith(';') ? text.slice(0, -1).trimEnd() : text
}

const isBlank = (sign: string | undefined): boolean => sign !== undefined && sign.trim() === ''
const isPlain = (sign: string | undefined): boolean => sign !== undefined && /[\w.$]/.test(sign)

/** The first place from `at` on where `skips` holds no more; `by` -1 goes backwards. */
function skip(text: string, at: number, skips: (sign: string | undefined) => boolean, by: 1 | -1 = 1): number {
  let end = at
  while (skips(text[end])) end += by
  return end
}

/** Does only a list of attributes, or nothing, stand behind this place? Where that begins and ends; [0, 0] for nothing. */
function tailAt(core: string, at: number, allowsSign: boolean): readonly [number, number] | undefined {
  if (at === core.length) return [0, 0]
  if (!core.endsWith(']')) return undefined
  let open = skip(core, at, isBlank)
  if (allowsSign && core[open] === ';') open = skip(core, open + 1, isBlank)
  return core[open] === '[' && open < core.length - 1 ? [open + 1, core.length - 1] : undefined
}

/** Quotes that may close the last name of a line: behind them stand attributes or nothing. */
function closingQuotes(core: string, allowsSign: boolean): number[] {
  const found: number[] = []
  for (let at = core.indexOf('"'); at >= 0; at = core.indexOf('"', at + 1))
    if (tailAt(core, at + 1, allowsSign)) found.push(at)
  return found
}

export type EdgeParts = { readonly from: string; readonly to: string; readonly attributes: string }

/** `"A"->"B" [attributes];` with names as they are: the last arrow that has a name on both sides counts. */
export function edgeParts(line: string): EdgeParts | undefined {
  if (!line.includes('->')) return undefined
  const core = coreOf(line)
  if (core[0] !== '"') {
    const end = skip(core, 0, isPlain)
    const arrow = skip(core, end, isBlank)
    if (end === 0 || !core.startsWith('->', arrow)) return undefined
    return withTarget(core, arrow, closingQuotes(core, true), core.slice(0, end))
  }
  const quotes = closingQuotes(core, true)
  for (let arrow = core.lastIndexOf('->'); arrow > 0; arrow = core.lastIndexOf('->', arrow - 1)) {
    const quote = skip(core, arrow - 1, isBlank, -1)
    if (quote < 1 || core[quote] !== '"') continue
    const found = withTarget(core, arrow, quotes, core.slice(1, quote))
    if (found) return found
  }
  return undefined
}

function withTarget(core: string, arrow: number, quotes: readonly number[], from: string): EdgeParts | undefined {
  const start = skip(core, arrow + 2, isBlank)
  const isQuoted = core[start] === '"'
  if (isQuoted && (quotes.at(-1) ?? 0) <= start) return undefined
  const end = isQuoted ? (quotes.find((quote) => quote > start) ?? start) : skip(core, start, isPlain)
  const tail = tailAt(core, isQuoted ? end + 1 : end, true)
  if (!tail || end === start) return undefined
  return { from, to: core.slice(isQuoted ? start + 1 : start, end), attributes: core.slice(...tail) }
}

/** The name in `"A" [attributes];`. */
export function nodeName(line: string): string | undefined {
  const core = coreOf(line)
  if (core[0] !== '"') return undefined
  const end = closingQuotes(core, false).find((quote) => quote > 1)
  return end === undefined ? undefined : core.slice(1, end)
}

/** What stands between the first `label="` and the last quote of some attributes. */
export function labelIn(attributes: string): string {
  const start = attributes.indexOf('label="')
  const end = attributes.lastIndexOf('"')
  return start < 0 || end < start + 7 ? '' : attributes.slice(start + 7, end)
}

export type LabelEntry = { readonly callee: string; readonly address: string; readonly place: string }

/** `callee([0xaddress]place),\n` one after the other; nav writes the line end as two signs. */
export function labelEntries(label: string): LabelEntry[] {
  return label
    .split('),\\n')
    .slice(0, -1)
    .flatMap((entry) => {
      const text = entry.replace(/^[,\s\\]+/, '')
      for (let at = text.indexOf('([0x', 1); at >= 0; at = text.indexOf('([0x', at + 1)) {
        const address = /^[0-9a-f]{1,64}\]/.exec(text.slice(at + 4, at + 4 + 65))?.[0]
        if (address === undefined) continue
        const place = text.slice(at + 4 + address.length)
        return [{ callee: text.slice(0, at), address: `0x${address.slice(0, -1)}`, place }]
      }
      return []
    })
}

export type NavJson = {
  readonly body: string
  readonly type: string
  readonly symbols: string
  readonly isDamaged: boolean
}

const typeMark = '","graph_type":"'
const afterType = /(jsonOutput\w{1,20})","symbols": \[(edge)?/y

/** nav's JSON is none since commit 53328c0 (`[edge` before the symbols), and in its plain form quotes are not escaped. */
export function navJson(text: string): NavJson | undefined {
  const start = text.indexOf('{"graph": "')
  const end = endOfSymbols(text)
  if (start < 0 || end < 0) return undefined
  for (let mark = text.lastIndexOf(typeMark); mark > start; mark = text.lastIndexOf(typeMark, mark - 1)) {
    afterType.lastIndex = mark + typeMark.length
    const [, type, damage] = afterType.exec(text) ?? []
    if (type === undefined || afterType.lastIndex > end) continue
    const body = text.slice(start + '{"graph": "'.length, mark)
    return { body, type, symbols: text.slice(afterType.lastIndex, end), isDamaged: damage !== undefined }
  }
  return undefined
}

/** The place of the `]` before the last `}`; -1 when the text does not end so. */
function endOfSymbols(text: string): number {
  const whole = text.trimEnd()
  const list = whole.endsWith('}') ? whole.slice(0, -1).trimEnd() : ''
  return list.endsWith(']') ? list.length - 1 : -1
}

const [nameMark, tagsMark, endMark] = ['{"FuncName":"', '", "subsystems":[', ']}']

/** Function → its subsystems, in the list of symbols of nav's JSON. */
export function navTags(symbols: string): Map<string, string[]> {
  const tags = new Map<string, string[]>()
  for (const line of symbols.split('\n')) {
    for (let start = line.indexOf(nameMark); start >= 0; ) {
      const middle = line.indexOf(tagsMark, start)
      const end = middle < 0 ? -1 : line.indexOf(endMark, middle + tagsMark.length)
      if (end < 0) break
      const list = line.slice(middle + tagsMark.length, end).replace(/^"|"$/g, '')
      tags.set(line.slice(start + nameMark.length, middle), list.split('","').filter(Boolean))
      start = line.indexOf(nameMark, end)
    }
  }
  return tags
}

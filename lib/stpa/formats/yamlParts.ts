import {
  Composer,
  type CST,
  type Document,
  isMap,
  isSeq,
  Lexer,
  type LineCounter,
  type Node,
  Parser,
  YAMLParseError,
} from 'yaml'

export type Composed = { readonly contents: Node | null; readonly errors: readonly YAMLParseError[] }

/** Lists and mappings that may stand in one another. An analysis needs eight. */
export const depthLimit = 64

const options = { uniqueKeys: false, logLevel: 'error', merge: false } as const

/** Characters that are parsed at a time. */
const usualLength = 1 << 20

/**
 * YAML text to nodes. A long text is parsed part by part, each from a top-level key or from an entry of its list: the
 * parser's tokens take three times the memory of the nodes, and go with their part. The nodes, and their places in the
 * text, are those that the whole would give. What is nested too deeply is an error: whoever walks the nodes may recurse.
 */
export function composeText(text: string, lineCounter: LineCounter, length = usualLength): Composed {
  const starts = text.length > length ? partStarts(text, length) : []
  if (starts.length < 2) return composePart(text, 0, text.length, lineCounter)
  const parts: Composed[] = []
  for (const [index, start] of starts.entries()) {
    const part = composePart(text, start, starts[index + 1] ?? text.length, lineCounter)
    if (part.errors.length > 0) return part
    parts.push(part)
  }
  const contents = joined(parts.map((part) => part.contents))
  if (contents) return { contents, errors: [] }
  lineCounter.lineStarts.length = 0 // it counts again
  return composePart(text, 0, text.length, lineCounter)
}

function composePart(text: string, start: number, end: number, lines: LineCounter): Composed {
  const parser = new Parser(lines.addNewLine)
  parser.offset = start
  if (start === 0) lines.addNewLine(0)
  const tooDeep: YAMLParseError[] = []
  const tokens = tokensOf(parser, text.slice(start, end), tooDeep)
  const [document, second] = new Composer(options).compose(tokens, true, end)
  if (tooDeep.length > 0 || !document) return { contents: null, errors: tooDeep }
  const contents = withComments(document)
  if (!second) return { contents, errors: document.errors }
  const [from, to] = second.range
  const several = new YAMLParseError([from, to], 'MULTIPLE_DOCS', 'There are several documents in one file')
  return { contents, errors: [...document.errors, several] }
}

/** What the parser gives for a text. It keeps a stack of its own, the composer recurses: so depth is bounded in between. */
function* tokensOf(parser: Parser, text: string, tooDeep: YAMLParseError[]): Generator<CST.Token> {
  for (const lexeme of new Lexer().lex(text)) {
    yield* parser.next(lexeme)
    // The document, its collections, and what is just read.
    if (parser.stack.length <= depthLimit + 2) continue
    const message = `Lists and mappings are nested more than ${depthLimit} deep`
    tooDeep.push(new YAMLParseError([parser.offset, parser.offset + 1], 'IMPOSSIBLE', message))
    return
  }
  yield* parser.end()
}

/** Comments before and after the content of a part would hang on a document of their own. */
function withComments({ contents, commentBefore, comment }: Document.Parsed): Node | null {
  if (contents && commentBefore)
    contents.commentBefore = [commentBefore, contents.commentBefore].filter(Boolean).join('\n')
  if (contents && comment) contents.comment = [contents.comment, comment].filter(Boolean).join('\n')
  return contents
}

/** Mappings are put together; a list goes on with the list of the last key. Undefined where the parts do not fit. */
function joined(parts: readonly (Node | null)[]): Node | undefined {
  const [root, ...others] = parts
  if (!isMap(root)) return undefined
  for (const part of others) {
    const last = root.items.at(-1)?.value
    if (isMap(part)) for (const pair of part.items) root.items.push(pair)
    else if (isSeq(part) && isSeq(last)) for (const item of part.items) last.items.push(item)
    else if (part !== null) return undefined
  }
  // What the parser made of the first part, grown.
  return root as Node
}

/** Several documents, directives, a text that is one flow collection, complex keys: parsed as a whole. */
const unfit = /^(---|\.\.\.|%|[?[{])/m

/** Where parts begin: no entry of a list and no later key in one part, so that each is a mapping or a list. */
function partStarts(text: string, length: number): number[] {
  if (unfit.test(text)) return []
  const starts = [0]
  let isList = false
  let entryIndent: number | undefined
  let comments: number | undefined
  const cut = (at: number, list: boolean) => {
    starts.push(at)
    isList = list
  }
  for (let at = 0; at < text.length; at = text.indexOf('\n', at) + 1 || text.length) {
    const indent = indentAt(text, at)
    const first = text[at + indent]
    const isFull = at - (starts.at(-1) ?? 0) >= length
    if (first === '#' || first === '\n' || first === undefined) {
      comments = indent === 0 && first === '#' ? (comments ?? at) : undefined
      continue
    }
    const begin = comments ?? at
    comments = undefined
    if (first === '-' && /\s/.test(text[at + indent + 1] ?? ' ')) {
      if (indent === entryIndent && isFull) cut(begin, true)
      entryIndent ??= indent
    } else if (indent === 0) {
      if (begin > 0 && (isFull || isList)) cut(begin, false)
      entryIndent = undefined
    } else entryIndent ??= -1 // the key holds no list: none of its lines begins a part
  }
  return starts
}

function indentAt(text: string, line: number): number {
  let indent = 0
  while (text[line + indent] === ' ') indent++
  return indent
}

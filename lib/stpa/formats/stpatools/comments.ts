import { isMap, isScalar, isSeq, type Node } from 'yaml'
import { note } from '../reading'
import { childrenOf, collapse } from '../yamlNodes'
import { addItem, type Context, type KnownComponent } from './records'
import { guideWordOfSentence } from './vocabulary'

/** Real files keep rejected candidates in comments (telltale.yml): a heading, then one line each. */
const heading = /^rejected (?:the )?following (?:UCAs?|unsafe control actions?)\b(.*)$/is

type CommentLine = { readonly line: number; readonly text: string }

/** Turns "Rejected the following UCAs …" comment blocks into *not hazardous* verdicts with that reason. */
export function readRejections(context: Context): void {
  if (!/rejected/i.test(context.yaml.text)) return
  for (const block of commentBlocks(context)) {
    let reason: string | undefined
    for (const { line, text } of block) {
      const match = heading.exec(text)
      if (match) reason = collapse((match[1] ?? '').replace(/^[\s:,-]+/, ''))
      else if (reason !== undefined && text.startsWith('-'))
        readRejection(context, collapse(text.slice(1)), reason, line)
      else if (text !== '' && reason !== undefined) {
        note(context.reading, 'lost', `Comment beside rejected candidates: ${text}`, { file: context.yaml.file, line })
      }
    }
  }
}

function readRejection(context: Context, sentence: string, reason: string, line: number): void {
  const { reading, yaml } = context
  const place = { file: yaml.file, line }
  const number = reading.items.filter((item) => item.kind === 'verdict').length + 1
  const fields = { text: sentence, guideWord: guideWordOfSentence(sentence), verdict: 'notHazardous', reason }
  const { ref } = addItem(context, 'verdict', { key: `V-${number}`, fields, place })
  const action = actionNamed(context.components, sentence, line)
  if (action) {
    reading.links.push({ from: ref, name: 'subject', to: { ref: action.ref }, place })
    note(
      reading,
      'repaired',
      `A rejected candidate in a comment is now the verdict V-${number} on ${action.key}.`,
      place,
    )
  } else {
    note(
      reading,
      'repaired',
      `A rejected candidate in a comment is now the verdict V-${number}; say which control action it is about.`,
      place,
    )
  }
}

/** "TC provides Response …" → TC-Response: by the last part of its key, or by leading words of its text. */
function actionNamed(components: readonly KnownComponent[], sentence: string, line: number) {
  const words = sentence.toLowerCase()
  const before = components.filter((component) => component.line <= line)
  const [first = ''] = words.split(' ')
  const named = components.find((component) => component.key.toLowerCase() === first)
  const candidates = [...(named ? [named] : []), ...before.reverse(), ...components].flatMap(
    (component) => component.actions,
  )
  const mentions = (name: string) => name !== '' && ` ${words} `.includes(` ${name.toLowerCase()} `)
  return (
    candidates.find((action) => mentions(action.text)) ??
    candidates.find((action) => mentions(action.key)) ??
    candidates.find((action) => mentions(action.key.split('-').at(-1) ?? '')) ??
    candidates.find((action) => mentions(action.text.split(' ')[0] ?? ''))
  )
}

/** Consecutive comment lines; what stands inside a block text is no comment. */
function commentBlocks(context: Context): CommentLine[][] {
  const inside = blockTextLines(context)
  const blocks: CommentLine[][] = []
  let block: CommentLine[] = []
  const close = () => {
    if (block.length > 0) blocks.push(block)
    block = []
  }
  for (const [index, text] of context.yaml.text.split('\n').entries()) {
    const match = /^\s*#\s?(.*)$/.exec(text)
    const line = index + 1
    if (match && !inside(line)) block.push({ line, text: (match[1] ?? '').trim() })
    else close()
  }
  close()
  return blocks
}

function blockTextLines({ yaml }: Context): (line: number) => boolean {
  const ranges: [number, number][] = []
  const stack: (Node | null)[] = [yaml.root]
  while (stack.length > 0) {
    const node = stack.pop() ?? null
    if (isMap(node) || isSeq(node)) stack.push(...childrenOf(node))
    else if (isScalar(node) && (node.type === 'BLOCK_FOLDED' || node.type === 'BLOCK_LITERAL') && node.range) {
      const first = yaml.placeOf(node).line ?? 1
      ranges.push([first, first + yaml.text.slice(node.range[0], node.range[1]).split('\n').length - 1])
    }
  }
  return (line) => ranges.some(([first, last]) => line > first && line < last)
}

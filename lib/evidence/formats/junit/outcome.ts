import { rowOf } from '../../results/table'
import { Verdict } from '../../results/verdict'
import { withoutControls } from '../../text'
import type { XmlAttributes } from '../../xml'

/** An element of a case or suite that may tell a result. */
export type FoundElement = { readonly name: string; readonly attributes: XmlAttributes; text: string }

export type Outcome = { readonly verdict: Verdict; readonly message: string }

/** Attributes in which writers say how a case ended, beside the elements or in their place. */
const telling = ['status', 'result', 'outcome'] as const

/** What attributes say; the worst of several counts (GoogleTest: status="run" result="skipped"). */
const attributeWords = (attributes: XmlAttributes): string[] =>
  telling.flatMap((name) => {
    const word = attributes[name]?.trim() ?? ''
    return word === '' ? [] : [word]
  })

/** The word of an element in the table: `skipped` may say more of itself (Node, pytest). */
function wordOf({ name, attributes: { type = '', message = '' } }: FoundElement): string {
  if (name !== 'skipped') return name
  const more = [`skipped type=${type}`, `skipped: ${message}`]
  return more.find((word) => rowOf('junitElement', word)) ?? name
}

/** A failure and the word beside it that makes it an expected one; undefined where nothing does. */
function expectedFailure(elements: readonly string[], attributes: readonly string[]): Verdict | undefined {
  const rest = elements.filter((word) => word !== 'failure')
  if (rest.length === elements.length) return undefined
  const beside = [...rest, ...attributes.map((word) => `status=${word}`)]
  const isAll = beside.every((word) => rowOf('junitPair', `failure, ${word}`) || word === 'status=run')
  const [pair] = beside.flatMap((word) => (rowOf('junitPair', `failure, ${word}`) ? [`failure, ${word}`] : []))
  return isAll && pair !== undefined ? Verdict.of('junitPair', pair) : undefined
}

/** What a file says of a case, by its elements and attributes: the worst counts. */
export function outcomeOf(attributes: XmlAttributes, found: readonly FoundElement[]): Outcome {
  const words = attributeWords(attributes)
  const said = found.map((element) => ({ element, verdict: Verdict.of('junitElement', wordOf(element)) }))
  const told = words.map((word) => ({ word, verdict: Verdict.of('junitAttribute', word) }))
  const verdicts = [...said, ...told].map(({ verdict }) => verdict)
  const [first = Verdict.of('junitElement', ''), ...others] = verdicts
  const verdict = expectedFailure(found.map(wordOf), words) ?? Verdict.worst(first, ...others)
  const named = told.filter((each) => !each.verdict.isPass && each.verdict.undefinedWord === '')
  // The element that says the worst first; an attribute only where it says more than they do.
  const messages = [
    ...said.filter((each) => each.verdict.status === verdict.status),
    ...said.filter((each) => each.verdict.status !== verdict.status),
  ].map(({ element }) => messageOf(element))
  const isSaid = said.some((each) => each.verdict.status === verdict.status)
  const beside = isSaid ? [] : named.map(({ word }) => word)
  return { verdict, message: [...beside, ...messages].filter((message) => message !== '').join('\n') }
}

/** Elements that need no name before what they say. */
const plain = new Set(['failure', 'error', 'skipped'])

function messageOf(element: FoundElement): string {
  const { name, attributes, text } = element
  const [short, long] = [(attributes.message ?? '').trim(), withoutControls(text).text.trim()]
  const isInLong = short === '' || long.includes(short)
  const message = isInLong ? long || short : long === '' ? short : `${short}\n${long}`
  const word = wordOf(element)
  const typed = word.startsWith('skipped type=') ? (word.split(/[=.]/).at(-1) ?? '').toUpperCase() : ''
  const isNamed = !plain.has(name) && rowOf('junitElement', name) !== undefined
  return [typed || (isNamed ? name : ''), message].filter((part) => part !== '').join(': ')
}

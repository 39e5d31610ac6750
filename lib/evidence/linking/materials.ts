import { textOf } from '@/lib/stpa/fieldValues'
import { itemsOf } from '@/lib/stpa/graph'
import type { Analysis, Item } from '@/lib/stpa/model'
import { isActive } from '@/lib/stpa/state'
import { cut } from '@/lib/text/storable'
import type { Component } from '../model'

/** Something of a file that may describe an element: a proposal, for a person to judge. */
export type Observation = {
  readonly element: Item
  /** What describes it, shown and kept as the reason of the link. */
  readonly what: string
  /** Why it is proposed, in words. */
  readonly reason: string
  /** The same name, or the same source files; a name within a name is not certain. */
  readonly isCertain: boolean
}

/** `yaml 2.9.1, pkg:npm/yaml@2.9.1 (line 40)` */
export const componentText = ({ name, version, purl, line, service }: Component): string => {
  const parts = [`${name} ${version}`.trim(), purl, service ? serviceText(service) : '']
  return cut(`${parts.filter((part) => part !== '').join(', ')} (line ${line})`, 1_000)
}

/** `service of Acme at https://api.example.org` */
export const serviceText = ({ provider, endpoints }: NonNullable<Component['service']>): string =>
  `service${provider === '' ? '' : ` of ${provider}`}${endpoints.length > 0 ? ` at ${endpoints.join(' ')}` : ''}`

const plain = (text: string): string =>
  text
    .slice(0, 300)
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** A name of two letters is in many others. */
const shortest = 3

/**
 * Components of a bill of materials proposed for the elements that they are: by the same name or key, else by the name
 * of the component as words of the element's (`linux` in "Linux kernel"), or of the element's first in the component's
 * (`linux-image-6.1` for "Linux"). An element has no version of its own: the reason of the link says it.
 */
export function proposeComponents(analysis: Analysis, components: readonly Component[]): Observation[] {
  const byWord = new Map<string, Named[]>()
  for (const element of itemsOf(analysis, 'element').filter(isActive)) {
    const named = { element, name: plain(textOf(element)), key: plain(element.key) }
    for (const word of new Set(`${named.name} ${named.key}`.split(' ')))
      byWord.set(word, [...(byWord.get(word) ?? []), named])
  }
  return components.flatMap((component) => {
    const name = plain(component.name)
    const [first = ''] = name.split(' ')
    const what = componentText(component)
    return first === '' ? [] : (byWord.get(first) ?? []).flatMap((named) => observationOf(named, name, what))
  })
}

type Named = { readonly element: Item; readonly name: string; readonly key: string }

function observationOf({ element, name: own, key }: Named, name: string, what: string): Observation[] {
  if (own === name || key === name) return [{ element, what, reason: 'the same name', isCertain: true }]
  const isPart = name.length >= shortest && ` ${own} `.includes(` ${name} `)
  const isBegun = own.length >= shortest && name.startsWith(`${own} `)
  if (!isPart && !isBegun) return []
  return [{ element, what, reason: `"${isPart ? name : own}" is in both names`, isCertain: false }]
}

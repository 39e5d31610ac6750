import { textOf } from '@/lib/stpa/fieldValues'
import { linked } from '@/lib/stpa/graph'
import type { Analysis, Item } from '@/lib/stpa/model'
import type { Phase } from '../action'
import { plainVerb } from './matcher'
import { matchesName } from './patterns'
import { type SeenGroup, wordsOf } from './seen'

/** An interaction as it is compared with what a trace shows. */
export type Wanted = {
  readonly item: Item
  readonly interface: string
  /** Parts of the interface's name between blanks: `SPI_IOC_MESSAGE`, and those that are paths: `/dev/spidev*`. */
  readonly names: readonly string[]
  readonly paths: readonly NamedPath[]
  readonly ownWords: ReadonlySet<string>
  readonly elementWords: ReadonlySet<string>
}

type NamedPath = { readonly name: string; readonly matches: (resource: string) => boolean; readonly folder: string }

const pathOf = (name: string): NamedPath => ({
  name,
  matches: matchesName(name),
  folder: `${name.replace(/\/$/, '')}/`,
})

export function wantedOf(analysis: Analysis, item: Item): Wanted {
  const ends = ['source', 'target', 'via'].flatMap((name) => linked(analysis, item.uid, name))
  const interfaceName = textOf(item, 'interfaceName')
  const names = interfaceName.split(/[\s,;]+/).filter((name) => name.length > 2)
  return {
    item,
    interface: textOf(item, 'interface'),
    names: names.filter((name) => !name.startsWith('/')),
    paths: names.filter((name) => name.length > 5 && name.startsWith('/')).map(pathOf),
    ownWords: new Set(wordsOf(`${textOf(item)} ${interfaceName}`)),
    elementWords: new Set(ends.flatMap((end) => wordsOf(textOf(end)))),
  }
}

export type Point = { readonly points: number; readonly reason: string }

/** What speaks for a group being the item, each with its reason in words. */
export function pointsFor(wanted: Wanted, group: SeenGroup): Point[] {
  return [
    ...named(wanted, group),
    ...sharedWords(wanted, group),
    ...kindFits(wanted, group),
    ...doingFits(wanted, group),
  ]
}

/** Points that say what the group acts on: without one of them, a verb alone proposes nothing. */
export const isAboutResource = (points: readonly Point[]): boolean => points.some(({ points: few }) => few >= 15)

function named(wanted: Wanted, group: SeenGroup): Point[] {
  const [resource, call] = [namedResource(wanted, group), namedCall(wanted, group)]
  return [
    ...(resource ? [{ points: 60, reason: `its interface is named ${resource}` }] : []),
    ...(call ? [{ points: 50, reason: `its interface is named ${call}` }] : []),
  ]
}

/** Its interface names the resource or the call. */
export const isNamed = (wanted: Wanted, group: SeenGroup): boolean =>
  namedResource(wanted, group) !== undefined || namedCall(wanted, group) !== undefined

const namedResource = ({ paths }: Wanted, { resource }: SeenGroup) =>
  paths.find(({ matches, folder }) => matches(resource) || resource.startsWith(folder))?.name

const namedCall = ({ names }: Wanted, { calls, verbs }: SeenGroup) =>
  names.find((name) => calls.has(name) || verbs.some((verb) => verb === name || plainVerb(verb) === name))

/** At most so many words of each side count. */
const mostWords = 2

function sharedWords({ ownWords, elementWords }: Wanted, group: SeenGroup): Point[] {
  const own = shared(ownWords, group.words).slice(0, mostWords)
  const ends = shared(elementWords, group.words).filter((word) => !own.includes(word))
  return [
    ...own.map((word) => ({ points: 20, reason: `both speak of "${word}"` })),
    ...ends.slice(0, mostWords).map((word) => ({ points: 15, reason: `an end of it is called "${word}"` })),
  ]
}

/** Words of the one side that the other side has, or begins with: "spi" and "spidev". */
export function shared(wanted: ReadonlySet<string>, words: ReadonlySet<string>): string[] {
  return [...wanted].filter((word) => words.has(word) || [...words].some((other) => other.startsWith(word)))
}

function kindFits({ interface: through }: Wanted, { kind, calls }: SeenGroup): Point[] {
  if (through === 'ioctl' && calls.has('ioctl')) return [{ points: 12, reason: 'it passes through an ioctl' }]
  if (through === 'sysfs' && (kind === 'sysfs' || kind === 'procfs'))
    return [{ points: 12, reason: 'it passes through sysfs or procfs' }]
  if ((through === 'netlink' || through === 'ipc') && (kind === 'socket' || kind === 'pipe'))
    return [{ points: 12, reason: 'it passes through a socket or pipe' }]
  return through === 'bus' && kind === 'device' ? [{ points: 5, reason: 'it passes through a device' }] : []
}

/** What people call what a phase does. */
const doing: readonly { readonly words: ReadonlySet<string>; readonly phases: readonly Phase[] }[] = [
  { words: new Set(['open', 'take', 'acquire', 'lock', 'claim', 'reserve', 'connect']), phases: ['device', 'net'] },
  {
    words: new Set(['configure', 'set', 'prepare', 'initialise', 'initialize', 'enable', 'setup']),
    phases: ['configure'],
  },
  {
    words: new Set([
      'exchange',
      'send',
      'transfer',
      'command',
      'instruct',
      'request',
      'ask',
      'receive',
      'read',
      'reply',
    ]),
    phases: ['exchange', 'net'],
  },
  { words: new Set(['close', 'release', 'give', 'free', 'disconnect']), phases: ['close'] },
  { words: new Set(['print', 'report', 'show', 'display', 'log', 'tell']), phases: ['output'] },
  { words: new Set(['start', 'run', 'spawn', 'launch']), phases: ['proc'] },
  { words: new Set(['store', 'save', 'record', 'load', 'write']), phases: ['file'] },
]

const gives = /^(write|send|pwrite|writev|ioctl|[A-Z])/
const takes = /^(read|recv|pread|readv|poll|accept)/

function doingFits({ item, ownWords }: Wanted, { phase, verbs }: SeenGroup): Point[] {
  const found = doing.find(
    ({ words, phases }) => phases.includes(phase) && [...ownWords].some((word) => words.has(word)),
  )
  const way = item.kind === 'feedback' ? takes : gives
  return [
    ...(found ? [{ points: 14, reason: `its name says what the phase "${phase}" does` }] : []),
    ...(verbs.some((verb) => way.test(verb)) ? [{ points: 4, reason: 'the direction fits' }] : []),
  ]
}

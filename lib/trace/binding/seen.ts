import type { Step } from '../coverage/types'
import { plainVerb } from './matcher'

/** What a trace did to one resource, or to the files of one folder, in one phase: what a binding could be made of. */
export type SeenGroup = {
  readonly verbs: readonly string[]
  /** Names of the system calls behind the verbs. */
  readonly calls: ReadonlySet<string>
  /** A name, or `FOLDER/*` for several files of one folder. */
  readonly resource: string
  readonly kind: Step['resourceKind']
  readonly phase: Step['phase']
  readonly count: number
  readonly firstLine: number
  /** Lower-case words of resource, verbs and subsystems. */
  readonly words: ReadonlySet<string>
}

/** Files in one folder that are one thing: an attribute each (sysfs, procfs). */
const isAttribute = ({ resourceKind }: Step): boolean => resourceKind === 'sysfs' || resourceKind === 'procfs'

const folderOf = (name: string): string => name.slice(0, name.lastIndexOf('/') + 1)

/** The steps of runs as groups, in the order in which they first appear. */
export function seenGroups(steps: readonly Step[]): SeenGroup[] {
  const groups = new Map<string, Step[]>()
  for (const step of steps) {
    if (step.resourceKind === 'none' || step.phase === 'exit' || step.phase === 'start') continue
    const place = isAttribute(step) ? folderOf(step.resource) : step.resource
    const key = `${step.phase} ${place}`
    const group = groups.get(key)
    if (group) group.push(step)
    else groups.set(key, [step])
  }
  return [...groups.values()].map(summed)
}

function summed(group: readonly Step[]): SeenGroup {
  const resources = [...new Set(group.map(({ resource }) => resource))]
  const [first = ''] = resources
  const resource = resources.length > 1 ? `${folderOf(first)}*` : first
  const verbs = [...new Set(group.map(({ verb }) => verb))]
  const calls = group.flatMap(({ outcomes }) => Object.keys(outcomes).map((outcome) => outcome.split(' ')[0] ?? ''))
  const said = [
    ...resources.slice(0, 20),
    ...verbs.map(plainVerb),
    ...group.slice(0, 20).flatMap(({ subsystems }) => subsystems),
  ]
  return {
    ...{ verbs, resource, calls: new Set(calls) },
    kind: group[0]?.resourceKind ?? 'none',
    phase: group[0]?.phase ?? 'file',
    count: group.reduce((total, { count }) => total + count, 0),
    firstLine: Math.min(...group.map(({ firstLine }) => firstLine)),
    words: new Set(said.flatMap(wordsOf)),
  }
}

/** Words that stand in every path and every name. */
const fillers = new Set(
  'and bus class dev device devices drivers driver etc for from into lib linux of on or over proc subsystem sys the to usr with'.split(
    ' ',
  ),
)

/** Words of three letters and more, without numbers: `/dev/spidev0.0` → spidev; `SPI_IOC_MESSAGE` → spi, ioc, message. */
export function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word.length > 2 && !fillers.has(word))
}

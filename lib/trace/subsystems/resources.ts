import type { Resource } from '../action'
import type { ResourceSubsystem } from './answers'
import { sectionsOf } from './calls'
import type { KernelTables, RuleList } from './kernelTables'
import type { IoctlRange } from './model'
import { majors } from './reviewed/majors'
import type { PathRule } from './reviewed/rule'

/** A kind tells that a name that is no whole path is one of a file. */
type Asked = Pick<Resource, 'name' | 'device' | 'target'> & Partial<Pick<Resource, 'kind'>>
type Request = { readonly type: number; readonly nr: number }

/**
 * Who answers for what a call acts on. Asked in this order: rules of the user; the device number (`char 153:0` of -yy)
 * by devices.txt; our rules for the name; the type and number of an ioctl request, where one header alone claims them;
 * last, rules that name a class only. A name that no rule knows is asked for by where it led (`target`). undefined when
 * nothing is known of it, such as `fd?` or `stdout`.
 */
export function subsystemOfResource(
  tables: KernelTables,
  asked: Asked,
  ioctl?: Request,
): ResourceSubsystem | undefined {
  const { name, device, target = '', kind } = asked
  const names = [name, device, target].filter((each) => each !== '')
  const user = tables.userRules.find(({ matches }) => names.some(matches))
  if (user) return answer(tables, user.rule, user.rule.name, '')
  const ruled = ruleFor(tables.rules, name) ?? ruleFor(tables.rules, target)
  const claim = ioctl ? claimOf(tables, ioctl) : undefined
  return (
    byDevice(tables, device) ??
    (ruled && ruledAnswer(tables, ruled)) ??
    (claim && 'rule' in claim ? claim : undefined) ??
    lastAnswer(tables, target === '' ? fileName(name, kind) : target, claim && 'why' in claim ? claim.why : '')
  )
}

const ruleFor = ({ list, knows }: RuleList, name: string): PathRule | undefined =>
  name !== '' && knows(name) ? list.find(({ matches }) => matches(name))?.rule : undefined

/** `./mdtsim` from a folder that the trace does not tell is a file all the same. */
const fileName = (name: string, kind: Asked['kind']): string =>
  (kind === 'file' || kind === 'directory') && !name.startsWith('/') ? `/${name}` : name

function lastAnswer(tables: KernelTables, name: string, why: string): ResourceSubsystem | undefined {
  const rule = ruleFor(tables.lastRules, name)
  if (rule && why === '') return ruledAnswer(tables, rule)
  return rule && answer(tables, rule, `path ${rule.name}`, why)
}

/** Answers by rules of paths alone are few: one value for all names that a rule knows. */
function ruledAnswer(tables: KernelTables, rule: PathRule): ResourceSubsystem {
  const known = tables.ruled.get(rule)
  if (known) return known
  const found = answer(tables, rule, `path ${rule.name}`, '')
  tables.ruled.set(rule, found)
  return found
}

/** A rule as an answer; `why` goes before its own reason. */
function answer(tables: KernelTables, rule: PathRule, as: string, why: string): ResourceSubsystem {
  const isDoubtful = tables.unconfirmed.has(rule.name)
  const doubt = isDoubtful
    ? ` Linux ${tables.kernel} does not bear this rule out: ${rule.file} is gone, or changed.`
    : ''
  return {
    kernel: tables.kernel,
    file: rule.file,
    sections: rule.sections ?? sectionsOf(tables, rule.file),
    rule: as,
    basis: `${why === '' ? '' : `${why} `}${rule.basis}${doubt}`,
  }
}

function byDevice(tables: KernelTables, device: string): ResourceSubsystem | undefined {
  const [, kind, major, minor] = /^(char|block) (\d{1,7}):(\d{1,7})$/.exec(device) ?? []
  if (kind === undefined) return undefined
  const own = majors.find((each) => each.kind === kind && each.major === Number(major))
  const rule = own && tables.rules.list.find((each) => each.rule.name === own.rule)?.rule
  if (own && rule) return answer(tables, rule, `device ${device}`, own.basis)
  for (const range of tables.generated.devices) {
    if (range.kind !== kind || range.major !== Number(major)) continue
    if (Number(minor) < range.minorFrom || Number(minor) > range.minorTo) continue
    const found = ruleFor(tables.rules, range.node)
    if (found) return answer(tables, found, `device ${device}`, `${device} is ${range.node} in devices.txt.`)
  }
  return undefined
}

/** The header that alone claims a request, or why there is none. */
function claimOf(
  tables: KernelTables,
  { type, nr }: Request,
): ResourceSubsystem | { readonly why: string } | undefined {
  const ranges = tables.generated.ioctls.filter((range) => range.type === type && range.from <= nr && nr <= range.to)
  const files = [...new Set(ranges.map(({ file }) => file))]
  const request = `ioctl type 0x${type.toString(16)} number ${nr}`
  const [first] = ranges
  if (first === undefined) return undefined
  if (files.length > 1 || files[0] === '')
    return { why: `${request} is claimed by ${headersOf(ranges)}: that decides nothing.` }
  return {
    kernel: tables.kernel,
    file: first.file,
    sections: sectionsOf(tables, first.file),
    rule: `ioctl 0x${type.toString(16)}`,
    basis: `${request} is claimed by ${first.header} alone (ioctl-number.rst).`,
  }
}

const headersOf = (ranges: readonly IoctlRange[]): string => [...new Set(ranges.map(({ header }) => header))].join(', ')

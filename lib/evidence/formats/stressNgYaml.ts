import type { Node } from 'yaml'
import { isScalar } from 'yaml'
import { type Entry, entriesOf, listOf, parseYaml, type YamlSource } from '@/lib/stpa/formats/yamlNodes'
import type { Reading } from '../reading'
import { Verdict } from '../results/verdict'
import type { EvidenceFormat } from './types'

/** The text as it stands there: `2026:11:23` is a number to base 60 for YAML 1.1, `0.10` a shorter number. */
function sourceOf(node: Node | null): string {
  if (!isScalar(node)) return ''
  return typeof node.value === 'string' || node.source === undefined ? String(node.value ?? '') : node.source
}

function readSystem(reading: Reading, entries: readonly Entry[]): void {
  const values = new Map(entries.map(({ name, node }) => [name, sourceOf(node)]))
  const value = (name: string) => values.get(name) ?? ''
  reading.fact('tool', `stress-ng ${value('stress-ng-version')}`)
  reading.fact('kernel', value('release'))
  reading.fact('architecture', value('machine'))
  reading.fact('machine', value('hostname') || value('nodename'))
  const date = value('date-yyyy-mm-dd').replaceAll(':', '-')
  reading.fact('date', [date, value('time-hh-mm-ss')].filter(Boolean).join('T'))
}

function readMetric(reading: Reading, yaml: YamlSource, node: Node | null): void {
  const line = yaml.placeOf(node).line ?? 1
  const entries = entriesOf(yaml, node)
  const value = (name: string) => sourceOf(entries?.find((entry) => entry.name === name)?.node ?? null)
  const stressor = value('stressor')
  if (!entries || stressor === '') return reading.skipped(line, 'an entry of "metrics" without a stressor.')
  const duration = Number.parseFloat(value('wall-clock-time'))
  const others = entries.filter(({ name }) => name !== 'stressor' && name !== 'wall-clock-time')
  reading.flag('noVerdict', line)
  reading.record({
    suite: 'stress-ng',
    case: stressor,
    verdict: Verdict.of('stressNg', 'measured'),
    ...(Number.isFinite(duration) ? { duration } : {}),
    message: others.map(({ name, node: own }) => `${name}: ${sourceOf(own)}`).join(', '),
    line,
    target: `stressor:${stressor}`,
  })
}

/** What `stress-ng --yaml` writes: measurements. Whether a run passed stands in its log alone. */
export const stressNgYaml: EvidenceFormat = {
  name: 'stressNgYaml',
  title: 'stress-ng --yaml',
  recognise: ({ text }) => /^system-info:/m.test(text) && /\bstress-ng-version:|^metrics:/m.test(text),
  read(text, reading) {
    const yaml = parseYaml({ name: reading.file, text, hash: '' })
    for (const { name, node, key } of entriesOf(yaml, yaml.root) ?? []) {
      if (name === 'system-info') readSystem(reading, entriesOf(yaml, node) ?? [])
      else if (name === 'metrics') for (const metric of listOf(yaml, node)) readMetric(reading, yaml, metric)
      else reading.skipped(yaml.placeOf(key).line ?? 1, `"${name}": not kept.`)
    }
  },
}

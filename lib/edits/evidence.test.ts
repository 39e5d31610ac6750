import { describe, expect, it } from 'vitest'
import { evidenceItems, observedIn, runsIn } from '@/components/evidence/inAnalysis'
import { readRecords } from '@/lib/evidence/digest'
import { itemsOf, linkedFrom } from '@/lib/stpa/graph'
import { emptyAnalysis } from '@/lib/stpa/model'
import { apply } from '@/lib/stpa/operations/apply'
import type { EvidenceCard } from '@/lib/trace/api'
import { digesterOf } from '@/lib/trace/digest'
import { TraceInput } from '@/lib/trace/input'
import { takeEvidence, takingOf } from './evidence'

const card: EvidenceCard = {
  ...{ hash: 'a'.repeat(64), original: 'b'.repeat(64), title: 'pump.strace', kind: 'trace', format: 'strace' },
  ...{
    size: 100,
    lines: 3,
    redacted: '',
    reading: '',
    isOutdated: false,
    authorName: 'Ann',
    createdAt: '2026-11-25T10:00:00.000Z',
  },
}

const trace = [
  '1795422071.100000 execve("/usr/bin/mdt", ["mdt", "reservoir"], 0x7f /* 9 vars */) = 0 <0.000100>',
  '1795422071.200000 ioctl(3, SPI_IOC_MESSAGE(32), 0x7f) = 0 (INJECTED) <0.000100>',
  '1795422073.200000 exit_group(1) = ?',
  '1795422073.200001 +++ exited with 1 +++',
  '',
].join('\n')

async function digestOf(text: string) {
  const digester = await digesterOf({ format: '', arch: 'arm', rules: '', noise: '' })
  const input = new TraceInput('pump.strace', digester)
  input.push(new TextEncoder().encode(text))
  return digester.result(input.end())
}

const uids = () => {
  let last = 0
  return () => `uid${++last}`
}

describe('taking a file of evidence into the analysis', () => {
  it('makes of a trace evidence with what limits it, and the run that it shows', async () => {
    const digest = await digestOf(trace)
    const taking = takingOf(card, digest)
    expect(taking).toMatchObject({ text: 'pump.strace', tool: 'strace', architecture: 'arm', date: '2026-11-23' })
    expect(taking).toMatchObject({ workload: '/usr/bin/mdt', outcome: 'exit 1' })
    const operations = takeEvidence({ card, digest, newUid: uids() }, { ...taking, declaredLimits: 'none\n' })
    const { analysis } = apply(emptyAnalysis('pump'), operations)
    const [evidence] = itemsOf(analysis, 'evidence')
    expect(evidence?.fields).toMatchObject({
      ...{ type: 'trace', nature: 'faultInjection', hash: card.hash, file: 'pump.strace', format: 'strace' },
      declaredLimits: ['none'],
    })
    expect(evidence?.fields.flags).toMatchObject({
      injected: expect.stringMatching(/fault injection.*\(1, from line 2\)/),
    })
    expect(linkedFrom(analysis, evidence?.uid ?? '', 'in', 'run')[0]?.fields).toMatchObject({
      workload: '/usr/bin/mdt',
      outcome: 'exit 1',
      duration: { value: 2.1, unit: 's' },
    })
  })

  it('finds the evidence again by the hash of what is kept or of what was given, and what was seen in its runs', async () => {
    const digest = await digestOf(trace)
    const newUid = uids()
    const operations = takeEvidence({ card, digest, newUid }, takingOf(card, digest))
    const taken = apply(emptyAnalysis('pump'), operations).analysis
    const { analysis } = apply(taken, [
      { op: 'create', uid: 'seen', kind: 'binding', fields: { text: 'The exchange' } },
      { op: 'link', from: 'seen', name: 'observedIn', to: 'uid2', rationale: '48 times' },
    ])
    expect(evidenceItems(analysis, card)).toHaveLength(1)
    expect(evidenceItems(analysis, { hash: 'c', original: card.hash })).toHaveLength(1)
    expect(evidenceItems(analysis, { hash: 'c', original: 'd' })).toEqual([])
    const evidence = evidenceItems(analysis, card)
    expect(runsIn(analysis, evidence).map(({ uid }) => uid)).toEqual(['uid2'])
    expect(observedIn(analysis, evidence)).toMatchObject([{ binding: { uid: 'seen' }, how: '48 times' }])
  })

  it('counts the cases of test results, and takes nothing that was skipped for passed', () => {
    const tap = [
      'TAP version 13',
      '1..3',
      'ok 1 - opens',
      'ok 2 - sleeps # SKIP no clock',
      'not ok 3 - closes',
      '',
    ].join('\n')
    const { digest } = readRecords('results.tap', new TextEncoder().encode(tap))
    const records: EvidenceCard = { ...card, kind: 'records', format: digest.format, redacted: '2 payloads' }
    const operations = takeEvidence({ card: records, digest, newUid: uids() }, takingOf(records, digest))
    expect(operations).toHaveLength(1)
    expect(operations[0]).toMatchObject({
      kind: 'evidence',
      fields: { type: 'testResults', passed: 1, failed: 1, errors: 0, skipped: 1 },
    })
    expect(operations[0]).toMatchObject({ fields: { description: expect.stringContaining(card.original) } })
  })
})

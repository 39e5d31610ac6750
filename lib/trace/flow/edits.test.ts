import { describe, expect, it } from 'vitest'
import { StraceReader } from '../strace/reader'
import { buildFlows } from './build'
import { applyFlowEdits, type FlowEdits, flowEditsSchema, noFlowEdits } from './edits'

const [flow] = buildFlows((sink) => {
  const reader = new StraceReader(sink)
  const lines = [
    'execve("./a", ["./a"], 0x7f) = 0 <0.1>',
    'openat(AT_FDCWD, "/dev/a", O_RDWR) = 3 <0.2>',
    'read(3, "x", 1) = 1 <0.3>',
    'fsync(3) = -1 EIO (Input/output error) <0.4>',
    'close(3) = 0 <0.5>',
    'exit_group(1) = ?',
  ]
  for (const line of lines) reader.line(line)
  reader.end()
})
if (!flow) throw new Error('no flow')
const id = (text: string): string => flow.nodes.find((node) => node.text === text)?.id ?? ''
const [open, read, fsync, exit] = [id('open /dev/a'), id('read /dev/a'), id('fsync /dev/a'), id('exit(1)')]

describe('what a person changes of a flow', () => {
  it('is names, steps that are one, and steps that are not shown; the flow itself stays', () => {
    const before = JSON.stringify(flow)
    const edits = { renamed: [{ node: open, text: 'Take the device' }], merged: [open, read], hidden: [id('exec ./a')] }
    const edited = applyFlowEdits(flow, flowEditsSchema.parse(edits))
    expect(edited.report).toEqual([])
    expect(edited.hidden.map(({ text }) => text)).toEqual(['exec ./a'])
    expect(edited.flow.nodes.map(({ text, kind }) => [text, kind])).toEqual([
      ['Take the device', 'merged'],
      ['close /dev/a', 'step'],
      ['exit(1)', 'step'],
    ])
    const [merged] = edited.flow.nodes
    expect(merged).toMatchObject({ id: open, phase: 'exchange', error: 'EIO', calls: 3, lines: { first: 2, last: 4 } })
    expect(merged?.seconds?.sum).toBeCloseTo(0.9)
    expect(merged?.children.map(({ text }) => text)).toEqual(['open /dev/a', 'read /dev/a', 'fsync /dev/a'])
    expect(edited.flow.phases.map(({ phase }) => phase)).toEqual(['exchange', 'close', 'exit'])
    expect(JSON.stringify(flow)).toBe(before)
  })

  it('is reported where its step is not there any more, or has none behind it', () => {
    const edits = { renamed: [{ node: 'gone.1', text: 'x' }], merged: [exit, 'lost.1'], hidden: ['gone.1'] }
    const edited = applyFlowEdits(flow, edits)
    expect(edited.flow).toEqual(flow)
    expect(edited.report).toEqual([
      { outcome: 'skipped', message: 'the flow has no step gone.1' },
      { outcome: 'skipped', message: 'the flow has no step lost.1' },
      { outcome: 'skipped', message: '"exit(1)" is the last step: there is none to merge it with' },
    ])
  })

  it('joins over what is hidden, and changes nothing where nothing is asked', () => {
    const texts = applyFlowEdits(flow, { ...noFlowEdits, merged: [open], hidden: [read] }).flow.nodes
    expect(texts[1]?.children.map(({ id: child }) => child)).toEqual([open, fsync])
    expect(applyFlowEdits(flow, noFlowEdits)).toEqual({ flow, hidden: [], report: [] })
  })

  it('keeps the names that a person gave in what is merged', () => {
    const renamed = [{ node: fsync, text: 'Make it last' }]
    const named = (edits: Partial<FlowEdits>) => {
      const [, merged] = applyFlowEdits(flow, { ...noFlowEdits, merged: [open, read], renamed, ...edits }).flow.nodes
      return [merged?.text, ...(merged?.children.map(({ text }) => text) ?? [])]
    }
    const children = ['open /dev/a', 'read /dev/a', 'Make it last']
    expect(named({})).toEqual([children.join(' · '), ...children])
    expect(named({ renamed: [...renamed, { node: open, text: 'Ask' }] })).toEqual(['Ask', ...children])
  })

  it('has bounds', () => {
    const isGood = (edits: unknown) => flowEditsSchema.safeParse(edits).success
    expect(isGood(noFlowEdits)).toBe(true)
    expect(isGood({ ...noFlowEdits, hidden: Array.from({ length: 2_001 }, (_, at) => `n${at}`) })).toBe(false)
    expect(isGood({ ...noFlowEdits, renamed: [{ node: open, text: ' ' }] })).toBe(false)
    expect(isGood({ ...noFlowEdits, moved: [] })).toBe(false)
  })
})

import { describe, expect, it } from 'vitest'
import type { ProcessFigures } from '@/lib/trace/summary/summary'
import { processRows } from './processTree'

const process = (pid: number, parent: number | null): ProcessFigures => ({
  ...{
    id: pid,
    parentId: parent ?? 0,
    isUnknown: false,
    pid,
    parent,
    isThread: false,
    command: '',
    end: '',
    firstLine: pid,
    lastLine: pid,
    signals: {},
  },
  ...{ calls: 1, returned: 1, errors: 0, interrupted: 0, seconds: null, syscalls: [] },
})

const shown = (processes: readonly ProcessFigures[], closed: readonly number[] = []) =>
  processRows(processes, new Set(closed)).map(({ pid, level, children }) => [pid, level, children])

describe('the tree of processes', () => {
  const family = [process(1, null), process(2, 1), process(3, 2), process(4, 1), process(9, 77)]

  it('has each below its maker, and at the top those whose maker is not in the trace', () => {
    expect(shown(family)).toEqual([
      [1, 0, 2],
      [2, 1, 1],
      [3, 2, 0],
      [4, 1, 0],
      [9, 0, 0],
    ])
  })

  it('leaves out what is below a closed one', () => {
    expect(shown(family, [2])).toEqual([
      [1, 0, 2],
      [2, 1, 1],
      [4, 1, 0],
      [9, 0, 0],
    ])
  })

  it('shows every process once, even where numbers that were given again make a circle', () => {
    expect(shown([process(1, 2), process(2, 1), process(3, 3)]).map(([pid]) => pid)).toEqual([3, 1, 2])
  })
})

import { describe, expect, it } from 'vitest'
import { scratch, stpa } from './testing/stpa'

const files = scratch()

describe('stpa tables', () => {
  it.each([
    [[], /there is no other command/],
    [['fly'], /there is no other command/],
    [['generate'], /name the source tree and where to write/],
    [['generate', '--kernel-source', 'x'], /name the source tree and where to write/],
    [['generate', '--kernel-source', files.path('nowhere'), '-o', 'x'], /nowhere: there is no such file or folder/],
    [['generate', '--colour'], /stpa tables generate --help/],
  ])('%j is refused', async (args, message) => {
    const run = await stpa(['tables', ...args])
    expect([run.code, run.stdout]).toEqual([2, ''])
    expect(run.stderr).toMatch(message)
  })

  it('--help tells what it does', async () => {
    const run = await stpa(['tables', 'generate', '--help'])
    expect([run.code, run.stderr]).toEqual([0, ''])
    expect(run.stdout).toContain('stpa tables generate --kernel-source DIR -o DIR')
  })

  it('refuses a folder that is no kernel source, and writes nothing', async () => {
    files.put('Makefile', 'all:\n')
    const run = await stpa(['tables', 'generate', '--kernel-source', files.path('.'), '-o', files.path('out')])
    expect(run.code).toBe(2)
    expect(run.stderr).toMatch(/is no source tree of Linux/)
  })
})

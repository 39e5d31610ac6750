import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readOptions } from './api'
import { digesterOf } from './digest'
import { TraceInput } from './input'

const sample = '../shared/data/traces/mdtsim-normal.strace'
const isThere = existsSync(sample)
if (!isThere) process.stdout.write('SKIPPED: digest of a real trace: ../shared/data is absent\n')

async function digestOf(text: string, options: object = {}) {
  const digester = await digesterOf(readOptions.parse(options))
  const input = new TraceInput('x', digester)
  input.push(new TextEncoder().encode(text))
  return digester.result(input.end())
}

const lines = (count: number, line: (number: number) => string) =>
  Array.from({ length: count }, (_, at) => line(at)).join('\n')

describe('a digest', () => {
  it.skipIf(!isThere)('holds what the screens show: figures, resources with their drivers, flows', async () => {
    const { summary, usage, flows, tables } = await digestOf(readFileSync(sample, 'utf8'))
    expect([summary.total.calls, tables, flows.length]).toEqual([426, '6.1.192', 1])
    const device = usage.resources.find(({ name }) => name === '/dev/spidev0.0')
    expect(device).toMatchObject({ sections: ['SPI SUBSYSTEM'], verbs: { 'SPI_IOC_MESSAGE(1)': 48, flock: 1 } })
    expect(usage.subsystems.find(({ name }) => name === 'GPIO SUBSYSTEM')?.commands).toEqual({ mdtsim: 22 })
  })

  it('says how much it does not keep: resources, processes, steps of a flow', async () => {
    const opens = lines(7_000, (at) => `7 openat(AT_FDCWD, "/data/file-${at}-x", O_RDONLY) = 3`)
    const many = await digestOf(`7 execve("/bin/a", ["a"], 0) = 0\n${opens}\n`)
    expect(many.usage.resources).toHaveLength(5_000)
    expect(many.usage.more.calls).toBeGreaterThanOrEqual(2_000)
    expect(many.flows[0]?.nodes.length).toBe(500)
    expect(many.flows[0]?.cut?.calls).toBe(7_001 - 500)
    const processes = await digestOf(lines(900, (at) => `${at + 1} openat(AT_FDCWD, "/data/a", O_RDONLY) = 3`))
    expect([processes.flows.length, processes.moreFlows]).toEqual([400, 500])
  })

  it('goes by the rules and noise of the user, and refuses what is neither', async () => {
    const text = '7 openat(AT_FDCWD, "/dev/pump0", O_RDWR) = 3\n7 openat(AT_FDCWD, "/data/a", O_RDONLY) = 4\n'
    const rules = '[{ "pattern": "^/dev/pump", "sections": ["PUMP DRIVER"], "basis": "ours" }]'
    const ruled = await digestOf(text, { rules })
    expect(ruled.usage.subsystems.map(({ name }) => name)).toContain('PUMP DRIVER')
    const noise = { calls: [], resources: ['/data/*'], probes: [], softErrors: [], temporary: [] }
    const quiet = await digestOf(text, { noise: JSON.stringify(noise) })
    expect(quiet.flows[0]?.nodes.map(({ text: said }) => said)).toEqual(['open /dev/pump0'])
    await expect(digestOf(text, { noise: '{' })).rejects.toThrow(/no JSON/)
    await expect(digestOf(text, { noise: '{}' })).rejects.toThrow(/lists of noise/)
    await expect(digestOf(text, { rules: '[{}]' })).rejects.toThrow(/rules:1/)
  })
})

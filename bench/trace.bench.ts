// A real strace of 1.3 million lines and more: whole processes against mawk that counts call names only (an import: and
// against gzip -1 and sha256sum of the same file), memory, growth.
import { spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, readSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { Row } from './core.bench'
import { withLargeTrace } from './largeTrace'

const callNames = 'match($0,/[a-z_0-9]+\\(/){c[substr($0,RSTART,RLENGTH)]++} END{for(k in c) print k,c[k]}'

type Ran = { readonly milliseconds: number; readonly megabytes: number }

/** Runs a command to its end; its highest resident memory is read from /proc while it runs. */
function run(command: string, args: readonly string[]): Promise<Ran> {
  const start = performance.now()
  const child = spawn(command, args, { stdio: 'ignore' })
  let megabytes = 0
  const look = setInterval(() => {
    const status = `/proc/${child.pid}/status`
    const peak = existsSync(status) ? /VmHWM:\s+(\d+) kB/.exec(readFileSync(status, 'utf8'))?.[1] : undefined
    if (peak !== undefined) megabytes = Math.max(megabytes, Number(peak) / 1e3)
  }, 20)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => {
      clearInterval(look)
      if (code === 0) resolve({ milliseconds: performance.now() - start, megabytes })
      else reject(new Error(`${command} ${args.join(' ')} ended with ${code}`))
    })
  })
}

const stpa = (...args: string[]) => run(process.execPath, ['bin/stpa.js', 'trace', ...args])

/** The middle one of five pairs, ours and the peer in turn. */
async function pairs(ours: () => Promise<Ran>, peer: () => Promise<Ran>): Promise<{ ours: number; peer: number }> {
  const found: { ours: number; peer: number }[] = []
  for (let pair = 0; pair < 5; pair++)
    found.push({ peer: (await peer()).milliseconds, ours: (await ours()).milliseconds })
  found.sort((left, right) => left.ours / left.peer - right.ours / right.peer)
  return found[2] ?? { ours: 0, peer: 1 }
}

/** The first part of a trace, to the end of a line. */
function beginningOf(trace: string, part: number, target: string): string {
  const [from, to] = [openSync(trace, 'r'), openSync(target, 'w')]
  const wanted = statSync(trace).size * part
  const chunk = Buffer.alloc(1 << 20)
  for (let at = 0; at < wanted; ) {
    const read = readSync(from, chunk, 0, chunk.length, at)
    const isLast = at + read >= wanted
    const end = isLast ? chunk.lastIndexOf(10, Math.max(0, Math.min(read, wanted - at) - 1)) + 1 : read
    writeSync(to, chunk, 0, end)
    at += read
  }
  closeSync(from)
  closeSync(to)
  return target
}

async function growthRows(trace: string, folder: string): Promise<Row[]> {
  const parts = [0.25, 0.5, 1].map((part) => beginningOf(trace, part, join(folder, `part-${part}`)))
  const rows: Row[] = []
  for (const [what, args] of [
    ['flow', (path: string) => ['flow', path, '--format', 'json', '-o', join(folder, 'out')]],
    ['comparison', (path: string) => ['compare', path, path, '--format', 'json', '-o', join(folder, 'out')]],
  ] as const) {
    const times: Ran[] = []
    for (const path of parts) times.push(await stpa(...args(path)))
    const [quarter, half, whole] = times.map(({ milliseconds }) => milliseconds)
    rows.push({ what: `${what}: half / twice a quarter`, ours: half ?? 0, peer: 2 * (quarter ?? 0), goal: '1.3' })
    rows.push({ what: `${what}: whole / four quarters`, ours: whole ?? 0, peer: 4 * (quarter ?? 0), goal: '1.3' })
    const peak = Math.max(...times.map(({ megabytes }) => megabytes))
    rows.push({ what: `resident memory of ${what} (MB, not ms) / 300 MB`, ours: peak, peer: 300, goal: '1' })
  }
  return rows
}

/** Commands one after the other. */
const inTurn =
  (...commands: (() => Promise<Ran>)[]) =>
  async (): Promise<Ran> => {
    let [milliseconds, megabytes] = [0, 0]
    for (const command of commands) {
      const ran = await command()
      milliseconds += ran.milliseconds
      megabytes = Math.max(megabytes, ran.megabytes)
    }
    return { milliseconds, megabytes }
  }

export const traceRows = (): Promise<Row[]> => withLargeTrace(rowsOf)

async function rowsOf(trace: string, folder: string): Promise<Row[]> {
  const mawk = (program: string) => () => run('mawk', [program, trace])
  const summary = () => stpa('summary', trace, '--format', 'json')
  const counting = mawk(callNames)
  const half = beginningOf(trace, 0.5, join(folder, 'half'))
  const readTo = (...args: string[]) => stpa(...args, '--format', 'json', '-o', join(folder, 'out'))
  const flow = () => readTo('flow', trace)
  const subsystems = () => readTo('subsystems', trace)
  const comparison = () => readTo('compare', trace, half)
  const both = inTurn(counting, () => run('mawk', [callNames, half]))
  const kept = () => run(process.execPath, [process.argv[1] ?? '', '--evidence', trace, join(folder, 'kept')])
  const packed = () => run('sh', ['-c', 'gzip -1 <"$0" >"$1"', trace, join(folder, 'packed')])
  const peers = inTurn(counting, packed, () => run('sha256sum', [trace]))
  const { megabytes } = await summary()
  const used = await stpa('subsystems', trace, '--format', 'json')
  return [
    { what: 'summary / mawk counting names', ...(await pairs(summary, counting)), goal: '2' },
    { what: 'flow / mawk counting names', ...(await pairs(flow, counting)), goal: '6' },
    { what: 'subsystems / mawk counting names', ...(await pairs(subsystems, counting)), goal: '8' },
    { what: 'comparison with its half / mawk counting names of both', ...(await pairs(comparison, both)), goal: '6' },
    { what: 'import / mawk, gzip -1 and sha256sum', ...(await pairs(kept, peers)), goal: '3' },
    { what: 'summary / mawk reading lines', ...(await pairs(summary, mawk('END{print NR}'))), goal: 'none' },
    { what: 'resident memory of summary (MB, not ms) / 300 MB', ours: megabytes, peer: 300, goal: '1' },
    { what: 'resident memory of subsystems (MB, not ms) / 300 MB', ours: used.megabytes, peer: 300, goal: '1' },
    ...(await growthRows(trace, folder)),
  ]
}

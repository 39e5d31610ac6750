import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { functionsNamed, nameOf } from '@/lib/kernel/graph/graph'
import { readMaintainers } from '@/lib/kernel/graph/maintainers'
import { treeOf } from '@/lib/kernel/walk/tree'
import { withAddition } from './additions'
import { buildDatabase } from './build'
import { openGraph } from './open'

const folder = mkdtempSync(join(tmpdir(), 'stpa-build-more-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const maintainers = readMaintainers('MAINTAINERS', 'CORE\nF:\tcore/\n\nMODULES\nF:\tmod/\n')

const kernel = `int one(int x) { return x + 1; }
int two(int x) { return x * 2; }
int other(int x) { return x - 1; }
int (*const table_ops[2])(int) = { one, two };
int (*changed_ops[1])(int) = { other };
int through(int i, int x) { return table_ops[i & 1](x) + 1; }
int unknown(int i, int x) { return changed_ops[i](x) + 1; }
int main(int c, char **v) { return through(c, c) + unknown(0, c); }
`
const module = `extern int one(int x);
static __attribute__((noinline)) int inside(int x) { return one(x) + 3; }
int init_module(void) { return inside(7); }
`

function compiled(): boolean {
  for (const name of ['core', 'mod', 'modules']) mkdirSync(join(folder, name))
  writeFileSync(join(folder, 'core/k.c'), kernel)
  writeFileSync(join(folder, 'mod/m.c'), module)
  try {
    // Where the kernel lies, so that a module's calls can reach it.
    const fixed = [
      '-g',
      '-O1',
      '-fno-pic',
      '-mcmodel=kernel',
      '-fcf-protection=none',
      '-fno-asynchronous-unwind-tables',
    ]
    const high = ['-nostdlib', '-static', '-no-pie', '-Wl,-Ttext=0xffffffff81000000', '-Wl,-e,main']
    execFileSync('gcc', [...fixed, ...high, '-o', 'vmlinux', 'core/k.c'], { cwd: folder, stdio: 'pipe' })
    execFileSync('gcc', [...fixed, '-c', '-o', 'modules/m.ko', 'mod/m.c'], { cwd: folder, stdio: 'pipe' })
    return process.arch === 'x64'
  } catch {
    return false
  }
}

const isThere = compiled()
if (!isThere) process.stdout.write('SKIPPED: operation tables and modules of an ELF file: no gcc for x86-64 here\n')

const callees = async (database: string, symbol: string) => {
  const { graph } = await openGraph(database)
  const request = { mode: 'all', symbol, depth: 1, excludeBefore: [], excludeAfter: [], targets: [] } as const
  return treeOf(graph, request).edges.map(({ to }) => to)
}

describe.skipIf(!isThere)('an ELF file with operation tables', () => {
  const operations = join(folder, 'tables.csv')
  const output = join(folder, 'kernel.db')
  const build = (more: object) =>
    buildDatabase({ vmlinux: join(folder, 'vmlinux'), maintainers, config: '', progress: () => {}, output, ...more })

  it('has a call through a constant table resolved, one through a variable table not, and both tables listed', async () => {
    await build({ operations })
    expect((await callees(output, 'through')).sort()).toEqual(['one', 'two'])
    expect(await callees(output, 'unknown')).toEqual(['Indirect call'])
    const rows = readFileSync(operations, 'utf8').split('\r\n')
    expect(rows[0]).toBe('object,offset,section,function,address,file')
    expect(rows.filter((row) => /_ops,/.test(row)).map((row) => row.replace(/0x[0-9a-f]{6,}/, 'AT'))).toEqual([
      'table_ops,0x0,.rodata,one,AT,k.c',
      'table_ops,0x8,.rodata,two,AT,k.c',
      'changed_ops,0x0,.data,other,AT,k.c',
    ])
    const { graph } = await openGraph(output)
    const added = withAddition(graph, operations)
    expect(added.graph.provenance.added?.[0]).toMatch(/^operation tables [0-9a-f]{64}$/)
    const asked = { symbol: 'unknown', possible: ['changed'], mode: 'all', depth: 1 } as const
    const tree = treeOf(added.graph, { ...asked, excludeBefore: [], excludeAfter: [], targets: [] })
    expect(tree.edges.map(({ to, possible }) => [to, possible])).toEqual([
      ['Indirect call', 0],
      ['other', 1],
    ])
    await expect(build({ operations, output: join(folder, 'again.db') })).rejects.toThrow('EEXIST')
  })

  it('has modules as if they were built in', async () => {
    const withModules = join(folder, 'modules.db')
    await build({ output: withModules, modules: join(folder, 'modules') })
    const { graph } = await openGraph(withModules)
    const [inside] = functionsNamed(graph, 'inside')
    expect(nameOf(graph, inside ?? -1)).toBe('inside')
    expect(await callees(withModules, 'init_module')).toEqual(['inside'])
    expect(await callees(withModules, 'inside')).toEqual(['one'])
    mkdirSync(join(folder, 'none'))
    await expect(build({ output: join(folder, 'x.db'), modules: join(folder, 'none') })).rejects.toThrow('no module')
  })
})

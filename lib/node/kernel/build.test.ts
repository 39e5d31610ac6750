import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { CallReader } from '@/lib/kernel/build/calls'
import { readSymbols } from '@/lib/kernel/build/symbols'
import { callCount, fileName, functionsNamed, nameOf, placeText, subsystemName } from '@/lib/kernel/graph/graph'
import { readMaintainers } from '@/lib/kernel/graph/maintainers'
import { treeOf } from '@/lib/kernel/walk/tree'
import { buildDatabase } from './build'
import { openGraph } from './open'

const folder = mkdtempSync(join(tmpdir(), 'stpa-build-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const sources: Readonly<Record<string, string>> = {
  'core/a.c': `int helper(int x);
static __attribute__((noinline)) int leaf(int x) { return x + 2; }
static inline int twice(int x) { return helper(x) + helper(x + 1); }
int (*volatile op)(int) = helper;
int (*volatile taken)(int) = leaf;
__attribute__((noinline)) int indirect(int x) { return op(x) + 1; }
__attribute__((noinline)) int entry(int x) {
  return twice(x) + indirect(leaf(x)); }
int main(int c, char **v) { return entry(c); }
`,
  'lib/b.c': `static __attribute__((noinline)) int leaf(int x) { return x * 3; }
int helper(int x) { return leaf(x) + 1; }
`,
}
const maintainers = readMaintainers('MAINTAINERS', 'CORE\nF:\tcore/\n\nLIBRARY\nF:\tlib/*.c\n')

/** A small program with symbols and DWARF; undefined where there is no compiler. */
function compiled(): string | undefined {
  for (const [name, text] of Object.entries(sources)) {
    execFileSync('mkdir', ['-p', join(folder, name, '..')])
    writeFileSync(join(folder, name), text)
  }
  try {
    const files = Object.keys(sources).map((name) => join(folder, name))
    execFileSync('gcc', ['-g', '-O1', '-o', join(folder, 'prog'), ...files], { stdio: 'pipe' })
    execFileSync('objdump', ['--version'], { stdio: 'pipe' })
    return join(folder, 'prog')
  } catch {
    process.stdout.write('SKIPPED: stpa kernel build: no gcc or binutils on this machine\n')
    return undefined
  }
}

describe('a ks-nav database of an ELF file', () => {
  const vmlinux = compiled()

  it('has its functions, calls with the outermost source line, files and tags', async ({ skip }) => {
    if (!vmlinux) return skip()
    const output = join(folder, 'prog.db')
    const config = 'CONFIG_WATCHDOG=y\n# CONFIG_PRINTK is not set\n'
    const built = await buildDatabase({ vmlinux, output, maintainers, config, progress: () => {} })
    const { graph, report } = await openGraph(output)
    expect(report).toEqual([])
    expect(callCount(graph)).toBe(built.calls)
    const request = {
      mode: 'all',
      symbol: 'entry',
      depth: 0,
      excludeBefore: [],
      excludeAfter: [],
      targets: [],
    } as const
    const tree = treeOf(graph, request)
    const arrows = tree.edges.map(({ from, to }) => `${from} > ${to}`)
    const leaves = [...functionsNamed(graph, 'leaf'), ...functionsNamed(graph, 'leaf_1')]
    expect(leaves.map((of) => fileName(graph, of)).sort()).toEqual(['core/a.c', 'lib/b.c'])
    const own = leaves.find((of) => fileName(graph, of) === 'core/a.c') ?? -1
    const other = leaves.find((of) => fileName(graph, of) === 'lib/b.c') ?? -1
    expect([...arrows].sort()).toEqual(
      [
        ...['entry > helper', `entry > ${nameOf(graph, own)}`, 'entry > indirect', 'indirect > Indirect call'],
        `helper > ${nameOf(graph, other)}`,
      ].sort(),
    )
    const helper = tree.edges.find(({ from, to }) => from === 'entry' && to === 'helper')
    // `twice` was inlined: the line is that of the call in `entry`, the outermost frame.
    expect(new Set(helper?.calls.map((call) => placeText(graph, call)))).toEqual(new Set(['core/a.c:8']))
    const subsystemOf = (name: string) =>
      subsystemName(graph, graph.navSubsystem[functionsNamed(graph, name)[0] ?? -1] ?? -1)
    expect([subsystemOf('entry'), subsystemOf('helper')]).toEqual(['CORE', 'LIBRARY'])
    expect(built.indirect).toBeGreaterThan(0)
  })

  it('is refused for what is no ELF file, or has no symbols', async ({ skip }) => {
    if (!vmlinux) return skip()
    const words = join(folder, 'words')
    writeFileSync(words, 'just words')
    const build = (file: string) =>
      buildDatabase({ vmlinux: file, output: join(folder, 'x.db'), maintainers, config: '', progress: () => {} })
    await expect(build(words)).rejects.toThrow(/readelf failed|no function symbols/)
    execFileSync('strip', ['-o', join(folder, 'stripped'), vmlinux])
    await expect(build(join(folder, 'stripped'))).rejects.toThrow('has no function symbols')
    expect(existsSync(join(folder, 'x.db'))).toBe(false)
  })
})

describe('lines of binutils', () => {
  const symbols = [
    '   Num:    Value          Size Type    Bind   Vis      Ndx Name',
    '     1: ffffffff81000100    32 FUNC    LOCAL  DEFAULT    1 probe',
    '     2: ffffffff81000200    16 FUNC    LOCAL  DEFAULT    1 probe',
    '     3: ffffffff81000100    32 FUNC    GLOBAL DEFAULT    1 __se_probe',
    '     4: ffffffff81000300     0 NOTYPE  GLOBAL DEFAULT    1 __x86_indirect_thunk_rax',
    '     5: ffffffff81000400     8 FUNC    GLOBAL DEFAULT    1 __x86_return_thunk',
    '     6: ffffffff81000500     8 NOTYPE  LOCAL  DEFAULT    1 label',
  ]

  it('give one function an address, numbered names, the thunks, and no labels', () => {
    const { functions, aliases } = readSymbols(symbols)
    expect(aliases).toBe(1)
    expect(functions.map(({ name }) => name)).toEqual([
      '__se_probe',
      'probe',
      '__x86_indirect_thunk_rax',
      '__x86_return_thunk',
    ])
  })

  it.each([
    ['call   ffffffff81000200 <probe>', 'ffffffff81000200'],
    ['jmp    ffffffff81000200 <probe>', 'ffffffff81000200'],
    ['jne    ffffffff81000200 <probe>', 'ffffffff81000200'],
    ['bnd jmp ffffffff81000200 <probe>', 'ffffffff81000200'],
    ['call   ffffffff81000300 <__x86_indirect_thunk_rax>', 'ffffffff81000300'],
    ['call   *0x18(%rax)', ''],
    ['notrack call *%rax', ''],
    ['blr    x3', ''],
    ['bl     ffffffff81000200 <probe>', 'ffffffff81000200'],
    ['jmp    ffffffff81000400 <__x86_return_thunk>', undefined],
    ['jmp    ffffffff81000100 <__se_probe>', undefined],
    ['jmp    ffffffff81000210 <probe+0x10>', undefined],
    ['lea    0x200(%rip),%rax        # ffffffff81000200 <probe>', undefined],
    ['mov    $0xffffffff81000200,%rdi', undefined],
    ['jmp    *%rax', undefined],
  ])('read %s as a call of %s', (text, callee) => {
    const reader = new CallReader(readSymbols(symbols).functions)
    expect(reader.read('ffffffff81000100 <__se_probe>:')).toBeUndefined()
    const call = reader.read(` ffffffff81000108:\t${text}`)
    expect(call).toEqual(
      callee === undefined ? undefined : { caller: 'ffffffff81000100', site: 'ffffffff81000108', callee },
    )
  })

  it('keep the function around a label, and none between functions', () => {
    const reader = new CallReader(readSymbols(symbols).functions)
    reader.read('ffffffff81000110 <inside>:')
    expect(reader.read(' ffffffff81000112:\tcall   ffffffff81000200 <probe>')?.caller).toBe('ffffffff81000100')
    reader.read('ffffffff81000150 <beyond>:')
    expect(reader.read(' ffffffff81000152:\tcall   ffffffff81000200 <probe>')).toBeUndefined()
  })
})

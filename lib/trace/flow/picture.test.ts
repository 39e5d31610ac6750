import { parse } from '@ts-graphviz/ast'
import ELK from 'elkjs/lib/elk.bundled.js'
import { describe, expect, it } from 'vitest'
import type { Elk } from '@/lib/stpa/layout'
import { StraceReader } from '../strace/reader'
import { buildFlows } from './build'
import { layoutFlow } from './layout'
import { type FlowPicture, flowPicture } from './picture'
import { flowSvg } from './svg'
import { flowDot, flowMermaid } from './write'

const elk = new (ELK as unknown as new () => Elk)()

function pictureOf(lines: readonly string[]): FlowPicture {
  const [flow] = buildFlows((sink) => {
    const reader = new StraceReader(sink)
    for (const line of lines) reader.line(line)
    reader.end()
  })
  if (!flow) throw new Error('no flow')
  return flowPicture(flow)
}

const hostile = '/srv/"];}--><script>alert(1)</script>&amp;\\n`#quot;\\0\\1\\\\end\\n%%'
const lines = [
  'execve("./a", ["./a"], 0x7f) = 0',
  `openat(AT_FDCWD, "${hostile.replace(/"/g, '\\"')}", O_RDWR) = -1 EACCES (Permission denied)`,
  'openat(AT_FDCWD, "/dev/spidev0.0", O_RDWR) = 3',
  ...Array.from({ length: 3 }, () => ['ioctl(3, SPI_IOC_MESSAGE(32), 0x7f) = 1', 'read(3, "x", 1) = 1']).flat(),
  'exit_group(1) = ?',
]

describe('a picture of a flow', () => {
  const picture = pictureOf(lines)

  it('has a box for each node, frames for phases, and where it stands in the trace', () => {
    expect(picture.boxes.map(({ shape, note, isError }) => [shape, note, isError])).toEqual([
      ['start', 'line 1', false],
      ['step', 'line 2', true],
      ['step', 'line 3', false],
      ['loop', 'lines 4–9', false],
      ['end', 'line 10', true],
    ])
    expect(picture.boxes[3]?.lines).toEqual(['3 × of', 'SPI_IOC_MESSAGE(1) /dev/spidev0.0', 'read /dev/spidev0.0'])
    expect(picture.groups.map(({ text }) => text)).toEqual(['start', 'file', 'device', 'exchange', 'exit'])
    expect(picture.arrows).toHaveLength(4)
  })

  it('is DOT that a parser reads, whatever a path holds', () => {
    const dot = flowDot(picture)
    expect(parse(dot).children.some(({ type }) => type === 'Graph')).toBe(true)
    expect(dot).toContain('subgraph "cluster_3"')
    expect(dot).toContain('/srv/\\"];}--><script>')
  })

  it('is Mermaid in which no text ends its quotes', () => {
    const mermaid = flowMermaid(picture)
    for (const line of mermaid.split('\n').slice(1)) expect((line.match(/"/g) ?? []).length % 2).toBe(0)
    expect(mermaid).not.toMatch(/<(?!br\/>)/)
    expect(mermaid).toContain('#quot;];}--#gt;#lt;script#gt;')
    expect(mermaid).toContain('n3[["3 × of<br/>SPI_IOC_MESSAGE(1) /dev/spidev0.0')
    expect(mermaid).toContain('class n1,n4 error')
  })

  it('is drawn as SVG without a sign that XML forbids, the same each time', async () => {
    const drawn = await layoutFlow(picture, elk)
    const svg = flowSvg(drawn)
    expect(flowSvg(await layoutFlow(pictureOf(lines), elk))).toBe(svg)
    expect(svg).not.toMatch(/<script/)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is looked for
    expect(svg).not.toMatch(/[\u0000-\u0008\u000b-\u001f]/)
    expect(isWellFormed(svg)).toBe(true)
    for (const { x, y, width, height } of drawn.boxes) {
      expect(x + width).toBeLessThanOrEqual(drawn.width)
      expect(y + height).toBeLessThanOrEqual(drawn.height)
    }
    const tops = drawn.boxes.map(({ y }) => y)
    expect(tops).toEqual([...tops].sort((left, right) => left - right))
    expect(flowSvg(drawn, 'dark')).toContain('#12171d')
  })

  it('is refused where it is too large to draw, with the way out', async () => {
    const box = picture.boxes[0]
    if (!box) throw new Error('no box')
    const boxes = Array.from({ length: 3_000 }, (_, at) => ({ ...box, id: `b${at}` }))
    await expect(layoutFlow({ ...picture, boxes, arrows: [], groups: [] }, elk)).rejects.toMatchObject({
      code: 'tooLarge',
      message: expect.stringContaining('Hide or merge steps'),
    })
  })
})

/** Tags open and close in order, and every `&` begins an entity. */
function isWellFormed(text: string): boolean {
  const open: string[] = []
  if (/&(?!(?:amp|lt|gt|quot);)/.test(text)) return false
  for (const [, close, name = '', empty] of text.matchAll(/<(\/?)(\w+)(?:\s[^<>]*?)?(\/?)>/g)) {
    if (close && open.pop() !== name) return false
    if (!close && !empty) open.push(name)
  }
  return open.length === 0
}

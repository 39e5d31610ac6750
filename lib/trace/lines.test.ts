import { describe, expect, it } from 'vitest'
import { LineSplitter, lineLimit } from './lines'

function linesOf(text: string, size: number) {
  const lines: string[] = []
  const decoder = new TextDecoder()
  const splitter = new LineSplitter((bytes, from, to) => lines.push(decoder.decode(bytes.subarray(from, to))))
  const bytes = new TextEncoder().encode(text)
  for (let from = 0; from < bytes.length; from += size) splitter.push(bytes.subarray(from, from + size))
  splitter.end()
  return { lines, longLines: splitter.longLines }
}

describe('lines', () => {
  it.each([1, 2, 3, 7, 100])('are the same however the bytes come: in chunks of %d', (size) => {
    expect(linesOf('one\n\nthrée\nlast', size).lines).toEqual(['one', '', 'thrée', 'last'])
    expect(linesOf('one\n', size).lines).toEqual(['one'])
    expect(linesOf('', size).lines).toEqual([])
  })

  it.each([1 << 16, 1 << 18, 1 << 22])('that are too long are cut and counted, and the next one is whole', (size) => {
    const { lines, longLines } = linesOf(`a\n${'x'.repeat(2 * lineLimit + 5)}\nb\n`, size)
    expect([lines.map((line) => line.length), longLines]).toEqual([[1, lineLimit, 1], 1])
  })
})

import { describe, expect, it } from 'vitest'
import { analysisOf } from './checks/testing/cases'
import { coverageOf, guideWordSetOf, matrixOf } from './matrix'

const structure = `element: [{key: A, text: One}, {key: B, text: Two}]
controlAction: [{key: CA-2, text: y, source: [B]}, {key: CA-1, text: x, source: [A]}, {key: CA-3, text: z, state: withdrawn, source: [A]}]`
const rafia = 'analysis: [{key: AN-1, text: x, guideWords: rafia}]'

const states = (yaml: string, row = 0) =>
  matrixOf(analysisOf(yaml))[row]?.cells.map((cell) => `${cell.word} ${cell.state}`)

describe('the matrix of control actions and guide words', () => {
  it('has a row per control action that counts, in the order of their controllers, all open at first', () => {
    const rows = matrixOf(analysisOf(structure))
    expect(rows.map((row) => `${row.controller?.key} ${row.subject.key}`)).toEqual(['A CA-1', 'B CA-2'])
    expect(coverageOf(rows)).toEqual({ decided: 0, of: 8 })
    expect(states(structure)).toEqual(['notProviding open', 'providing open', 'timing open', 'duration open'])
  })

  it('shows what was found, what was judged and what was rejected', () => {
    const found = `${structure}
unsafeControlAction: [{key: UCA-1, text: x, guideWord: providing, of: [CA-1]}, {key: UCA-2, text: x, guideWord: tooLate, state: rejected, stateReason: Never, of: [CA-1]}]
verdict: [{key: V-1, guideWord: notProviding, verdict: notApplicable, subject: [CA-1]}, {key: V-2, guideWord: providing, verdict: notHazardous, subject: [CA-1]}]`
    expect(states(found)).toEqual([
      'notProviding notApplicable',
      'providing hazardous',
      'timing notHazardous',
      'duration open',
    ])
    const [row] = matrixOf(analysisOf(found))
    expect(row?.cells[2]?.rejected.map((item) => item.key)).toEqual(['UCA-2'])
    expect(coverageOf(matrixOf(analysisOf(found)))).toEqual({ decided: 3, of: 8 })
  })

  it('keeps a verdict when its unsafe control action goes, and an open verdict open', () => {
    const judged = `${structure}
verdict: [{key: V-1, guideWord: providing, verdict: hazardous, subject: [CA-1]}, {key: V-2, guideWord: timing, verdict: open, subject: [CA-1]}, {key: V-3, guideWord: timing, verdict: notHazardous, subject: [CA-1]}]`
    expect(states(judged)?.slice(1, 3)).toEqual(['providing hazardous', 'timing open'])
  })

  it("has nine columns with RAFIA's guide words, and sets aside what names a group only", () => {
    const nine = `${rafia}\n${structure}
unsafeControlAction: [{key: UCA-1, text: x, guideWord: timing, of: [CA-1]}, {key: UCA-2, text: x, guideWord: tooLate, of: [CA-1]}]`
    const [row] = matrixOf(analysisOf(nine))
    expect(guideWordSetOf(analysisOf(nine))).toBe('rafia')
    expect(row?.cells).toHaveLength(9)
    expect(row?.cells.filter((cell) => cell.state === 'hazardous').map((cell) => cell.word)).toEqual(['tooLate'])
    expect(row?.unplaced.map((item) => item.key)).toEqual(['UCA-1'])
  })
})

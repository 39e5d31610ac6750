import { describe, expect, it } from 'vitest'
import { analysisOf } from './report/testing/analysisOf'
import { linuxElements, responsibilitiesOf } from './responsibilities'

const sample = (profile: string) =>
  analysisOf(`
analysis:
- {key: AN-1, text: Sample, profile: ${profile}}
stakeholder:
- {key: STK-1, text: Integrator}
element:
- {key: APP, text: Application on a Linux-based cluster}
- {key: WD, text: Watchdog, boundary: targetSystem}
- {key: LNX, text: Linux kernel}
- {key: SCH, text: Scheduler, parent: LNX}
- {key: TMP, text: Memory store}
- {key: IDLE, text: Nothing to do}
responsibility:
- {key: R-1, text: Draw, heldBy: [APP]}
- {key: R-2, text: Bite, heldBy: [WD]}
- {key: R-3, text: Schedule, heldBy: [SCH]}
controllerConstraint:
- {key: CC-1, text: Must schedule, 'on': [SCH]}
requirement:
- {key: REQ-1, text: Linux shall, allocatedTo: [LNX]}
- {key: REQ-2, text: Watchdog shall, allocatedTo: [WD]}
assumptionOfUse:
- {key: AOU-1, text: Configure the watchdog, 'on': [WD], addressedTo: [STK-1]}
- {key: AOU-2, text: Configure the kernel, 'on': [LNX], addressedTo: [STK-1]}
feature:
- {key: FEA-1, text: tmpfs, of: [TMP]}
`)

const keys = (items: readonly { key: string }[]) => items.map((item) => item.key)

describe('safety responsibilities per element', () => {
  it('come for Linux first: what is called so, what a Linux feature is of, and what stands inside', () => {
    const views = responsibilitiesOf(sample('linux'))
    expect(views.map((view) => [view.element.key, view.linux])).toEqual([
      ['LNX', true],
      ['SCH', true],
      ['APP', false],
      ['WD', false],
    ])
    expect(linuxElements(sample('linux')).size).toBe(3)
  })

  it('come in reading order in an analysis without the Linux profile', () => {
    const views = responsibilitiesOf(sample('general'))
    expect(views.map((view) => view.element.key)).toEqual(['APP', 'WD', 'LNX', 'SCH'])
  })

  it('are requirements inside the system under analysis, and assumptions of use outside', () => {
    const views = new Map(responsibilitiesOf(sample('linux')).map((view) => [view.element.key, view]))
    const [linux, watchdog, scheduler] = [views.get('LNX'), views.get('WD'), views.get('SCH')]
    expect(keys(linux?.requirements ?? [])).toEqual(['REQ-1'])
    expect(keys(linux?.assumptionsOfUse ?? [])).toEqual([])
    expect(keys(linux?.conditions ?? [])).toEqual(['AOU-2'])
    expect(keys(watchdog?.requirements ?? [])).toEqual([])
    expect(keys(watchdog?.misplaced ?? [])).toEqual(['REQ-2'])
    expect(keys(watchdog?.assumptionsOfUse ?? [])).toEqual(['AOU-1'])
    expect(keys(scheduler?.constraints ?? [])).toEqual(['CC-1'])
  })

  it('show elements without any only when asked', () => {
    expect(responsibilitiesOf(sample('linux')).some((view) => view.element.key === 'IDLE')).toBe(false)
    expect(responsibilitiesOf(sample('linux'), { all: true }).some((view) => view.element.key === 'IDLE')).toBe(true)
  })
})

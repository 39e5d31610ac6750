import { isOn } from '../../checks'
import { rules as allRules } from '../../checks/rules'
import { steps } from '../../steps'
import { type ChapterDefinition, section } from '../building'
import { cell, type Row, toned } from '../document'

export const rules: ChapterDefinition = {
  name: 'rules',
  title: 'Rules of the checks',
  summary: 'Every rule that the analysis can be checked with, where it comes from, and whether it is on.',
  annex: true,
  kinds: [],
  build: ({ analysis }) => {
    const columns = [
      { title: 'Rule', width: 'key' },
      { title: 'What it asks', width: 'wide' },
      { title: 'Source' },
      { title: 'Severity' },
      { title: 'State' },
    ] as const
    return steps.flatMap((step) => {
      const own = allRules.filter((rule) => rule.step === step.name)
      const rows = own.map((rule): Row => {
        const on = isOn(analysis, rule)
        const state = toned(on ? undefined : 'quiet', on ? 'on' : 'off')
        return { cells: [cell({ code: rule.id }), cell(rule.title), cell(rule.source), cell(rule.severity), state] }
      })
      return section(step.name, step.title, { type: 'table', caption: [], columns, rows, dense: true })
    })
  },
}

import { defineKind, link } from '../../defineKind'
import { choice, markdown } from '../../fields'
import { guideWords } from '../../guideWords'

export const verdict = defineKind({
  name: 'verdict',
  title: 'Verdict',
  plural: 'Verdicts',
  keyTemplate: 'V-{n}',
  step: 'actions',
  summary: 'What was decided about one control action and guide word: hazardous, or not, and why.',
  help: 'A candidate that was looked at and rejected is worth as much as one that was kept: write down why.',
  example: { good: 'Not hazardous: the watchdog turns the backlight off, which is the safe state' },
  fields: {
    guideWord: choice('Guide word', guideWords, { column: true }),
    verdict: choice(
      'Verdict',
      [
        { value: 'hazardous', label: 'Hazardous' },
        { value: 'notHazardous', label: 'Not hazardous' },
        { value: 'notApplicable', label: 'Not applicable' },
        { value: 'open', label: 'Open' },
      ],
      { column: true, initial: 'open' },
    ),
    reason: markdown('Reason', { column: true }),
  },
  links: {
    subject: link('is about', ['controlAction', 'feedback', 'unsafeControlAction'], 'has verdict', { min: 1, max: 1 }),
    inContext: link('in context', ['condition'], 'judged in'),
    yields: link('yields', ['unsafeControlAction', 'lossScenario'], 'follows from verdict', { towards: 'down' }),
  },
})

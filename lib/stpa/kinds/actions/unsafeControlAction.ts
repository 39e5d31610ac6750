import { defineKind, link } from '../../defineKind'
import { choice, text } from '../../fields'
import { guideWords } from '../../guideWords'

export const unsafeControlAction = defineKind({
  name: 'unsafeControlAction',
  title: 'Unsafe control action',
  plural: 'Unsafe control actions',
  keyTemplate: 'UCA-{n}',
  step: 'actions',
  summary: 'A control action that, in a particular context and worst-case environment, leads to a hazard.',
  help: 'Source + type + control action + context + hazard, in this order (handbook p. 35-39).',
  example: {
    good: 'Telltale checking pets the watchdog while a requested telltale is not visible [H-1]',
    bad: 'The watchdog is petted at the wrong time',
  },
  fields: {
    guideWord: choice('Guide word', guideWords, { column: true }),
    context: text('Context', { help: 'When is it unsafe? An actual condition, not a belief.' }),
    partSource: text('Part 1: source', {
      help: 'The controller, where the text words it differently from the element.',
    }),
    partType: text('Part 2: type', { help: 'provides, does not provide, provides too late …' }),
    partControlAction: text('Part 3: control action'),
    partContext: text('Part 4: context'),
    partHazard: text('Part 5: hazard'),
  },
  links: {
    of: link('is of', ['controlAction', 'feedback'], 'has unsafe control action', { min: 1, max: 2 }),
    atTarget: link('at target', ['element'], 'suffers'),
    inContext: link('in context', ['condition'], 'makes unsafe'),
    leadsTo: link('leads to', ['hazard'], 'comes from', { min: 1, towards: 'up' }),
    violates: link('violates', ['systemConstraint'], 'is violated by', { towards: 'up' }),
  },
})

import { defineKind, link } from '../../defineKind'
import { choice, text } from '../../fields'

export const scenarioClasses = [
  { value: 'a', label: '(a) Why the unsafe control action is given' },
  { value: 'b', label: '(b) Why a right control action is not carried out' },
] as const

export const lossScenario = defineKind({
  name: 'lossScenario',
  title: 'Loss scenario',
  plural: 'Loss scenarios',
  keyTemplate: 'LS-{n}',
  step: 'scenarios',
  summary: 'The causal factors that can lead to an unsafe control action, or to a right one that is not carried out.',
  help: 'Tell the whole story: cause, mechanism, resulting unsafe control action or hazard (handbook p. 42-52). A scenario of class (b) hangs on a control action and a hazard and needs no unsafe control action.',
  example: {
    good: 'The scheduler starves the checking process while the renderer loops; its last result is stale, so it pets the watchdog although the telltale is gone',
    bad: 'Bug in the scheduler',
  },
  fields: {
    class: choice('Class', scenarioClasses, { column: true }),
    causalFactor: text('Causal factor', {
      column: true,
      help: 'Controller, feedback, control path, process, conflict, disturbance …',
    }),
  },
  links: {
    causes: link('causes', ['unsafeControlAction'], 'is caused by', { towards: 'up' }),
    misexecutes: link('misexecutes', ['controlAction'], 'is misexecuted by', { towards: 'up' }),
    leadsTo: link('leads to', ['hazard'], 'comes from', { towards: 'up' }),
    involves: link('involves', ['element', 'interaction', 'processVariable'], 'is involved in'),
  },
})

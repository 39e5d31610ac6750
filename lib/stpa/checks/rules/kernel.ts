import { fieldOf } from '../../fieldValues'
import type { Rule } from '../types'
import { missing } from './define'

/** What is bound to the kernel. */
export const kernelRules: readonly Rule[] = [
  missing({
    id: 'K-01',
    severity: 'warning',
    step: 'structure',
    kind: 'kernelBinding',
    called: 'kernel bindings',
    lacks: 'is in doubt: another kernel has it otherwise',
    lack: 'are in doubt: another kernel has them otherwise',
    title: 'What is bound to the kernel holds in the kernel that was looked at last',
    text: 'Open the exploration of that kernel, look at the difference under "Taken into the analysis", and confirm it or change the model.',
    reason: 'A subsystem or function that changed may carry out the control action no more, or another one too.',
    source: 'House rule',
    isMissing: (_, item) => {
      const doubts = fieldOf(item, 'suspect')
      return Array.isArray(doubts) && doubts.length > 0
    },
  }),
]

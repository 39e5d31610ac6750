import { defineKind } from '../../defineKind'
import { choice, map, number, text, texts } from '../../fields'

export const phases = [
  { value: 'notStarted', label: 'Not started' },
  { value: 'inWork', label: 'In work' },
  { value: 'complete', label: 'Complete' },
] as const

export const ruleSwitches = [
  { value: 'on', label: 'On' },
  { value: 'off', label: 'Off' },
] as const

export const analysis = defineKind({
  name: 'analysis',
  title: 'Analysis',
  plural: 'Analyses',
  keyTemplate: 'AN-{n}',
  step: 'context',
  summary: 'The analysis itself: its title, its profile and how it is worked.',
  help: 'Say what is analysed and with which set of guide words; declare the phase of each step, so that the checks know what is still in work.',
  textLabel: 'Title',
  single: true,
  fields: {
    profile: choice(
      'Profile',
      [
        { value: 'general', label: 'General' },
        { value: 'linux', label: 'Linux', help: 'Switches the Linux rules on; the report puts Linux first.' },
      ],
      { initial: 'general' },
    ),
    version: text('Version of the document', { help: 'As printed on the cover, e.g. 0.3.' }),
    authors: texts('Authors', { help: 'As printed on the cover.' }),
    kernelVersion: text('Kernel version', {
      help: 'The kernel that the analysis speaks of; evidence of another one shows nothing about it.',
    }),
    evidenceAge: number('Evidence counts for', { help: 'Days after which evidence is stale; 365 when empty.' }),
    phases: map('Phase of each step', { options: phases, suggest: 'steps' }),
    guideWords: choice(
      'Guide words',
      [
        { value: 'handbook', label: 'Handbook: 4 guide words' },
        { value: 'rafia', label: 'RAFIA: 9 guide words' },
      ],
      { initial: 'handbook' },
    ),
    keyTemplates: map('Key templates', {
      suggest: 'kinds',
      help: 'Kind → template, e.g. unsafeControlAction → {element}-UCA-{nn}.',
    }),
    integrityList: texts('Integrity levels', { help: 'Lowest first, e.g. QM, ASIL A, ASIL B, ASIL C, ASIL D.' }),
    rules: map('Rules switched', {
      options: ruleSwitches,
      suggest: 'rules',
      help: 'Rule → on or off, where it differs from the default.',
    }),
  },
  links: {},
})

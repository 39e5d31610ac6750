/** The steps of the method, in order: the left-hand navigation, the phases, the report's order. */
export const steps = [
  { name: 'context', title: 'Context and goals', summary: 'What is analysed, for whom, and what must not happen.' },
  { name: 'purpose', title: 'Losses and hazards', summary: 'STPA step 1: define the purpose of the analysis.' },
  { name: 'structure', title: 'Control structure', summary: 'STPA step 2: who controls what, and how they know.' },
  {
    name: 'actions',
    title: 'Unsafe control actions',
    summary: 'STPA step 3: when a control action leads to a hazard.',
  },
  { name: 'scenarios', title: 'Loss scenarios', summary: 'STPA step 4: why that would happen.' },
  {
    name: 'responsibilities',
    title: 'Responsibilities',
    summary: 'Who must do what: requirements, assumptions of use, mitigations.',
  },
  { name: 'verification', title: 'Verification', summary: 'How it is shown to be so.' },
  { name: 'review', title: 'Review', summary: 'What the checks found, and what was decided about it.' },
] as const

export type Step = (typeof steps)[number]['name']

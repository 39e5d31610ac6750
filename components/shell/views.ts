import type { Step } from '@/lib/stpa/steps'

/** The screens of an analysis beside the tables of its kinds, each in the step that it belongs to. */
export const views: readonly { path: string; title: string; step: Step }[] = [
  { path: 'structure', title: 'Drawing', step: 'structure' },
  { path: 'kernel', title: 'Kernel', step: 'structure' },
  { path: 'matrix', title: 'Matrix', step: 'actions' },
  { path: 'responsibilities', title: 'Per element', step: 'responsibilities' },
  { path: 'evidence', title: 'Evidence', step: 'verification' },
  { path: 'runs', title: 'Runs and coverage', step: 'verification' },
  { path: 'verification', title: 'Verification', step: 'verification' },
  { path: 'traceability', title: 'Traceability', step: 'verification' },
  { path: 'findings', title: 'Findings', step: 'review' },
  { path: 'history', title: 'History', step: 'review' },
  { path: 'documents', title: 'Documents', step: 'review' },
]

import { StpaError } from '@/lib/stpa/errors'

/** What a person is told when the server has another history than the page saw. */
export function restored(before: number, now: number, waiting: number): string {
  const rest = waiting === 0 ? '' : ` ${waiting} of your edits were not saved yet: they are sent on top of it.`
  return `The analysis was put back to another state on the server, from a backup say: you saw revision ${before}, now it is revision ${now}. It was loaded anew.${rest}`
}

/** Why an undo that waited is given up: it would take back another change than its author saw. */
export function otherChange(act: 'undo' | 'redo'): StpaError {
  const message = `The ${act} was not carried out: the analysis was put back to another state meanwhile, and it would have met another change of yours. Look what is there, and ${act} again if it is still wanted.`
  return new StpaError('otherHistory', message)
}

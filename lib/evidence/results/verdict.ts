import type { EvidenceStatus } from '../model'
import { type ResultForm, rowOf } from './table'

/** Worst first: what counts when a file says two things of one test. */
export const worstFirst: readonly EvidenceStatus[] = [
  'fail',
  'error',
  'unknown',
  'xpass',
  'flaky',
  'xfail',
  'skip',
  'pass',
]

/** At most so much of a word that is not known is kept. */
const wordLimit = 80

/**
 * What a file says of one test. Only this table makes one, from a word of the file: a reader cannot decide that something
 * passed. A word that its format does not define is `unknown`, and its name is kept.
 */
export class Verdict {
  private constructor(
    readonly status: EvidenceStatus,
    /** The word that the format does not define; '' where it does. */
    readonly undefinedWord: string,
  ) {}

  static of(form: ResultForm, word: string): Verdict {
    const row = rowOf(form, word)
    return row ? new Verdict(row[0], '') : new Verdict('unknown', word.trim().slice(0, wordLimit) || '(empty)')
  }

  /** Of what stands in a line that may go on: the word that makes it worse may be the one that is missing. */
  static readonly cutOff = new Verdict('unknown', '')

  /** The worst of what is said; a word that is not defined keeps its name, whatever else is said. */
  static worst(first: Verdict, ...others: readonly Verdict[]): Verdict {
    return others.reduce((before, verdict) => before.orWorse(verdict), first)
  }

  orWorse(other: Verdict): Verdict {
    const status = worstFirst.find((each) => each === this.status || each === other.status) ?? 'unknown'
    const words = new Set([this.undefinedWord, other.undefinedWord].filter((word) => word !== ''))
    return new Verdict(status, [...words].join(', '))
  }

  get isPass(): boolean {
    return this.status === 'pass'
  }
}

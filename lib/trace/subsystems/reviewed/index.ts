import { delegates } from './delegates'
import { families } from './families'
import rows from './pathRules.json'
import type { ReviewedRule } from './rule'

/** Rows of pathRules.json: name, pattern, file, words in that file, why, and `last` for a rule that names a class only. */
const named = rows.map(([name = '', pattern = '', file = '', evidence = '', basis = '', last]): ReviewedRule => {
  const rule = { name, pattern, file, evidence, basis }
  return last === 'last' ? { ...rule, isLast: true } : rule
})

/** A socket is named by its family, with its peer behind a colon: `CAN:can0`. */
const ofFamilies = families.flatMap(({ names, file, evidence }) =>
  names.map((name): ReviewedRule => {
    const family = name.slice('AF_'.length)
    return { name, pattern: `^${family}(-|:| |$)`, file, evidence, basis: `A socket of ${name}.` }
  }),
)

/** Our rules for names of resources, in the order in which they are asked. */
export const pathRules: readonly ReviewedRule[] = [...named, ...ofFamilies]

/** All files of the kernel that our tables name. */
export const reviewedFiles: readonly string[] = [...new Set([...pathRules, ...delegates].map(({ file }) => file))]

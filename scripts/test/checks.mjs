// The checks that read the source and run nothing of it.

import { join } from 'node:path'
import { cruise } from 'dependency-cruiser'
import extractDepcruiseConfig from 'dependency-cruiser/config-utl/extract-depcruise-config'
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config'
import { checkHouseRules } from '../house-rules.mjs'
import { root } from '../place.mjs'
import { checkPatterns } from './patterns.mjs'
import { runNode } from './run.mjs'
import { sourceFiles } from './sources.mjs'

async function program(script, args) {
  const { ok, output } = await runNode(script, args)
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, output: ok ? '' : output }
}

export const formatAndLint = () =>
  program('@biomejs/biome/bin/biome', ['ci', '--colors=off', '--error-on-warnings', '.'])

export const types = () => program('typescript/bin/tsc', ['--noEmit', '--pretty', 'false'])

export const deadCode = () => program('knip/bin/knip.js', ['--no-progress'])

/** Also fails when fewer modules were looked at than there are sources: then the tool could not read them. */
export async function boundaries() {
  process.chdir(root)
  const wanted = sourceFiles().filter((path) => /^(app|bin|components|lib|prisma)\//.test(path) || path === 'proxy.ts')
  const config = await extractDepcruiseConfig(join(root, '.dependency-cruiser.cjs'))
  const options = { ...config.options, ruleSet: { forbidden: config.forbidden }, validate: true }
  const { output } = await cruise(wanted, options, undefined, {
    tsConfig: extractTSConfig(join(root, 'tsconfig.json')),
  })
  const seen = new Set(output.modules.map(({ source }) => source))
  const unseen = wanted.filter((path) => !seen.has(path)).map((path) => `not looked at: ${path}`)
  const broken = output.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)
  const failed = new Set(output.summary.violations.map(({ rule }) => rule.name)).size + (unseen.length > 0 ? 1 : 0)
  return {
    passed: config.forbidden.length + 1 - failed,
    failed,
    output: [...broken, ...unseen].join('\n'),
    note: `${wanted.length} modules, ${output.summary.totalDependenciesCruised} imports, ${config.forbidden.length} rules`,
  }
}

export async function patterns() {
  const { broken, note } = await checkPatterns()
  return { passed: broken.length > 0 ? 0 : 1, failed: broken.length > 0 ? 1 : 0, output: broken.join('\n'), note }
}

export function houseRules() {
  const { results, summary } = checkHouseRules()
  const failed = results.filter(({ broken }) => broken.length > 0)
  const output = failed.flatMap(({ rule, broken }) => broken.map((line) => `${rule}: ${line}`)).join('\n')
  return { passed: results.length - failed.length, failed: failed.length, output, note: summary }
}

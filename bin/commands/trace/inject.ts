import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { writeWhole } from '@/lib/node/files'
import { itemsOf } from '@/lib/stpa/graph'
import type { Analysis, Item } from '@/lib/stpa/model'
import { recipeOf } from '@/lib/trace/inject/recipe'
import { readInputs } from '../../inputs'
import { tell, troubleText, write } from '../../output'
import { argumentsOf, oneOf, UsageError } from '../../usage'

/** A script that injects the fault of a loss scenario. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = argumentsOf('trace inject', args, {
    scenario: { type: 'string' },
    command: { type: 'string' },
    resource: { type: 'string' },
    when: { type: 'string' },
    all: { type: 'boolean', default: false },
    format: { type: 'string', default: 'sh' },
    output: { type: 'string', short: 'o' },
  })
  const format = oneOf('format', values.format, ['sh', 'json'])
  if (values.scenario === undefined) throw new UsageError('--scenario KEY is missing: the loss scenario.')
  if (values.when !== undefined && !/^[1-9]\d{0,6}$/.test(values.when))
    throw new UsageError(`--when ${values.when}: use a whole number, 1 for the first occurrence.`)
  const { analysis, report } = readInputs(positionals)
  const recipe = recipeOf(analysis, scenarioOf(analysis, values.scenario), {
    ...(values.command === undefined ? {} : { command: values.command }),
    ...(values.resource === undefined ? {} : { resource: values.resource }),
    ...(values.when === undefined ? {} : { when: Number(values.when) }),
  })
  tell(troubleText(report) + recipe.expected.map((line) => `Expected: ${line}\n`).join(''))
  if (format === 'json') write(values.output, `${JSON.stringify({ version: 1, ...recipe }, null, 2)}\n`)
  else if (values.all) writeAll(values.output, recipe.scripts)
  else write(values.output, recipe.scripts[0]?.text ?? '')
  return 0
}

/** The tracer's script, and those of the kernel's own knobs, each in a file. */
function writeAll(folder: string | undefined, scripts: readonly { fileName: string; text: string }[]): void {
  if (folder === undefined) throw new UsageError('--all writes several scripts: name their folder with -o DIR.')
  mkdirSync(folder, { recursive: true })
  for (const { fileName, text } of scripts) writeWhole(join(folder, fileName), text)
}

function scenarioOf(analysis: Analysis, key: string): Item {
  const scenarios = itemsOf(analysis, 'lossScenario')
  const found = scenarios.find((item) => item.key === key || item.aliases.includes(key))
  if (found) return found
  const known = scenarios.slice(0, 20).map((item) => item.key)
  throw new UsageError(`--scenario ${key}: there is no such loss scenario. There are: ${known.join(', ') || 'none'}.`)
}

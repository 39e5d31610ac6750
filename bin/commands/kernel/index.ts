import { usage } from '../../help'
import { UsageError } from '../../usage'

const commands: Readonly<Record<string, () => Promise<{ run: (args: string[]) => Promise<number> }>>> = {
  import: () => import('./import'),
  tree: () => import('./tree'),
  interface: () => import('./interface'),
  paths: () => import('./paths'),
  entries: () => import('./entries'),
  reach: () => import('./reach'),
  cycles: () => import('./cycles'),
  diff: () => import('./diff'),
  maintainers: () => import('./maintainers'),
  build: () => import('./build'),
}

export async function run([name = '', ...args]: string[]): Promise<number> {
  if (name === '') throw new UsageError(`Say what to do.\n\n${(await usage('kernel')).trimEnd()}`)
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!load) throw new UsageError(`"kernel ${name}" is no command. stpa kernel --help lists them.`)
  return (await load()).run(args)
}

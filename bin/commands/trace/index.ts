import { usage } from '../../help'
import { UsageError } from '../../usage'

const commands: Readonly<Record<string, () => Promise<{ run: (args: string[]) => Promise<number> }>>> = {
  summary: () => import('./summary'),
  subsystems: () => import('./subsystems'),
  flow: () => import('./flow'),
  compare: () => import('./compare'),
  coverage: () => import('./coverage'),
  inject: () => import('./inject'),
}

export async function run([name = '', ...args]: string[]): Promise<number> {
  if (name === '') throw new UsageError(`Say what to do.\n\n${(await usage('trace')).trimEnd()}`)
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!load) throw new UsageError(`"trace ${name}" is no command. stpa trace --help lists them.`)
  return (await load()).run(args)
}

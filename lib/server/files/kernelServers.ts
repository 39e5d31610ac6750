import { StpaError } from '@/lib/stpa/errors'

/**
 * ks-nav databases that the operator of the workbench lets its users read: the environment's STPA_KERNEL_SERVERS, entries
 * `NAME=postgresql://…` or `NAME=mysql://…` between blanks. Users see names alone: no address is ever taken from a browser.
 */
function servers(environment: NodeJS.ProcessEnv = process.env): Map<string, string> {
  const entries = (environment.STPA_KERNEL_SERVERS ?? '').split(/\s+/).filter(Boolean)
  return new Map(
    entries.map((entry) => {
      const [, name, address] = /^([\w.-]+)=((?:postgres(?:ql)?|mysql|mariadb):\/\/.+)$/.exec(entry) ?? []
      if (name === undefined || address === undefined)
        throw new Error('STPA_KERNEL_SERVERS: write NAME=postgresql://… or NAME=mysql://…, with blanks between.')
      return [name, address]
    }),
  )
}

export const serverNames = (environment?: NodeJS.ProcessEnv): string[] => [...servers(environment).keys()]

/** @throws StpaError notFound */
export function serverAddress(name: string, environment?: NodeJS.ProcessEnv): string {
  const address = servers(environment).get(name)
  if (address === undefined)
    throw new StpaError('notFound', `The operator of this workbench has named no kernel database "${name}".`)
  return address
}

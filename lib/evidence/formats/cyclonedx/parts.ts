import type { Materials } from '../../materials'
import type { Component } from '../../model'
import type { Reading } from '../../reading'

/** A component or tool as CycloneDX has it, in whichever form the file is written. */
export type FoundPart = {
  /** `bom-ref`; '' for none. */
  readonly ref: string
  readonly group: string
  readonly name: string
  readonly version: string
  readonly purl: string
  readonly license: string
  readonly line: number
  readonly service?: NonNullable<Component['service']>
}

/** What a service has that no component does; of all of it, name, version, provider and addresses are kept. */
export const unkept = ['authenticated', 'x-trust-boundary', 'trustZone', 'data']

export const nameOf = ({ group, name }: Pick<FoundPart, 'group' | 'name'>): string =>
  [group, name].filter((part) => part !== '').join('/')

/** `libpump 1.2`, of a component or a tool. */
export const labelOf = (part: Pick<FoundPart, 'group' | 'name' | 'version'>): string =>
  [nameOf(part), part.version].filter((word) => word !== '').join(' ')

/** Gives a component to the materials, by its bom-ref, else by its purl, else by name and version. */
export function addPart(reading: Reading, materials: Materials, found: FoundPart): void {
  const { ref, version, purl, license, line, service } = found
  const name = nameOf(found)
  if (name === '') return reading.skipped(line, `a ${service ? 'service' : 'component'} without a name.`)
  const id = ref || purl || [name, version].filter((part) => part !== '').join('@')
  materials.part({ id, name, version, purl, license, line, ...(service ? { service } : {}) })
}

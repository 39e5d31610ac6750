import { describe, expect, it } from 'vitest'
import { migrateFields, parseItem } from './rows'

const item = { uid: 'h', kind: 'hazard', key: 'H-1', aliases: [], parent: null, order: 1, fields: {}, origin: null }

describe('stored fields', () => {
  it('go through every step between their version and the present one, in order', () => {
    const steps = {
      1: (_: string, { old, ...rest }: Record<string, unknown>) => ({ ...rest, text: old }),
      3: (kind: string, fields: Record<string, unknown>) => ({ ...fields, text: `${fields.text} (${kind})` }),
    }
    expect(migrateFields('hazard', { old: 'Dark' }, 1, 4, steps)).toEqual({ text: 'Dark (hazard)' })
    expect(migrateFields('hazard', { text: 'Dark' }, 4, 4, steps)).toEqual({ text: 'Dark' })
  })

  it('of a newer program are not read', () => {
    expect(() => parseItem(item, 99)).toThrow('stored item h (hazard) cannot be read')
  })

  it('that the registry does not know are not passed on', () => {
    expect(() => parseItem({ ...item, fields: { colour: 'red' } })).toThrow('stored item h (hazard) cannot be read')
    expect(parseItem({ ...item, fields: { text: 'x', owner: '' } }).fields).toEqual({ text: 'x' })
  })
})

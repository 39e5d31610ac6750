import { describe, expect, it } from 'vitest'
import { steps } from '../steps'
import { findKind, kinds, targetKinds } from './index'

const reserved = ['uid', 'key', 'aliases', 'parent', 'order', 'origin', 'kind', 'fields']

describe('the registry of kinds', () => {
  it('knows every kind once, by a camelCase name and its own key template', () => {
    expect(new Set(kinds.map((kind) => kind.name)).size).toBe(kinds.length)
    expect(new Set(kinds.map((kind) => kind.keyTemplate)).size).toBe(kinds.length)
    for (const kind of kinds) expect(kind.name).toMatch(/^[a-z][A-Za-z]+$/)
  })

  it.each(kinds.map((kind) => [kind.name, kind] as const))(
    '%s has a step, help, and names that do not collide',
    (_, kind) => {
      expect(steps.map((step) => step.name)).toContain(kind.step)
      expect(kind.summary.length).toBeGreaterThan(20)
      expect(kind.help.length).toBeGreaterThan(20)
      const names = [...Object.keys(kind.allFields), ...Object.keys(kind.links)]
      expect(new Set(names).size).toBe(names.length)
      for (const name of names) expect(reserved).not.toContain(name)
    },
  )

  it.each(kinds.map((kind) => [kind.name, kind] as const))(
    '%s links to kinds that exist and reads both ways',
    (_, kind) => {
      for (const definition of Object.values(kind.links)) {
        expect(targetKinds(definition).size).toBeGreaterThan(0)
        for (const name of targetKinds(definition)) expect(findKind(name)).toBeDefined()
        expect(definition.title).not.toBe('')
        expect(definition.inverse).not.toBe('')
        expect(definition.min).toBeLessThanOrEqual(definition.max)
      }
    },
  )

  it.each(kinds.map((kind) => [kind.name, kind] as const))('%s parses each field at its empty value', (_, kind) => {
    for (const field of Object.values(kind.allFields)) expect(field.schema.safeParse(field.empty).success).toBe(true)
  })
})

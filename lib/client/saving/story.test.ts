import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Step, Story } from '../testing/story'

const below = (max: number) => fc.nat({ max: max - 1 })
const edit = fc.record({ does: fc.constant('edit' as const), kind: below(10), pick: below(8) })
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: edit },
  { weight: 4, arbitrary: edit.map((made) => ({ ...made, does: 'otherEdits' as const })) },
  { weight: 2, arbitrary: fc.constantFrom<Step>({ does: 'undo' }, { does: 'redo' }, { does: 'otherUndoes' }) },
  { weight: 6, arbitrary: fc.record({ does: fc.constant('wait' as const), milliseconds: fc.nat({ max: 4_000 }) }) },
  { weight: 3, arbitrary: fc.constant<Step>({ does: 'look' }) },
  { weight: 3, arbitrary: fc.constantFrom<Step>({ does: 'cut' }, { does: 'join' }, { does: 'join' }) },
  { weight: 1, arbitrary: fc.constantFrom<Step>({ does: 'reload' }, { does: 'retry' }, { does: 'discard' }) },
  { weight: 1, arbitrary: fc.constantFrom<Step>({ does: 'backup' }, { does: 'forget' }) },
  { weight: 1, arbitrary: fc.constantFrom<Step>({ does: 'restore' }, { does: 'restore' }, { does: 'remove' }) },
)
const after = fc.nat({ max: 900 })
const fate = fc.oneof(
  { weight: 5, arbitrary: fc.record({ is: fc.constant('answered' as const), after }) },
  { weight: 5, arbitrary: fc.record({ is: fc.constantFrom('lost', 'answerLost', 'late' as const), after }) },
  { weight: 2, arbitrary: fc.record({ is: fc.constantFrom('failed', 'answerFailed' as const), after }) },
  {
    weight: 1,
    arbitrary: fc.record({ is: fc.constant('busy' as const), after, retryAfter: fc.constantFrom(0, 9_000) }),
  },
)

test('whatever happens to the line, to the server and to others, what is shown becomes what the server has', {
  timeout: 240_000,
}, async () => {
  const told = { acknowledged: 0, refused: 0 }
  const tale = fc.record({
    steps: fc.array(step, { minLength: 1, maxLength: 20 }),
    fates: fc.array(fate, { maxLength: 12 }),
  })
  await fc.assert(
    fc.asyncProperty(tale, async ({ steps, fates }) => {
      const story = new Story(fates)
      for (const next of steps) await story.live(next)
      await story.end()
      expect(story.faults).toEqual([])
      told.acknowledged += story.acknowledged
      told.refused += story.refused
    }),
    { numRuns: Number(process.env.STPA_STORIES ?? 10_000), seed: Number(process.env.STPA_SEED ?? 11) },
  )
  expect(told.acknowledged).toBeGreaterThan(0)
  expect(told.refused).toBeGreaterThan(0)
})

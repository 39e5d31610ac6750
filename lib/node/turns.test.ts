import { expect, it } from 'vitest'
import { refusal } from '@/lib/server/testing/refusal'
import { Turns } from './turns'

/** Lets promises that can settle do so. */
const settled = () => new Promise((resolve) => setImmediate(resolve))

/** Asks for turns in this order and gives the order in which they were had, each freed before the next is looked for. */
async function orderOf(turns: Turns, wanted: readonly [who: string, isLong?: boolean][]): Promise<string> {
  const order: string[] = []
  const free: (() => void)[] = []
  for (const [who, isLong] of wanted) {
    void turns.take({ who }, isLong).then((release) => {
      order.push(who)
      free.push(release)
    })
  }
  await settled()
  for (let release = free.shift(); release; release = free.shift()) {
    release()
    await settled()
  }
  return order.join(' ')
}

it('gives turns to authors in rotation, whatever one of them has piled up', async () => {
  const wanted: [string][] = [['ann'], ['ann'], ['ann'], ['ann'], ['bob'], ['cid'], ['bob']]
  expect(await orderOf(new Turns(1), wanted)).toBe('ann bob cid ann bob ann ann')
})

it('never gives all slots to one author, nor to long work', async () => {
  const turns = new Turns(3)
  const held = [await turns.take({ who: 'ann' }, true), await turns.take({ who: 'ann' }, true)]
  const waits = { ann: true, bob: true }
  void turns.take({ who: 'ann' }).then(() => {
    waits.ann = false
  })
  void turns.take({ who: 'bob' }, true).then(() => {
    waits.bob = false
  })
  await settled()
  expect(waits).toEqual({ ann: true, bob: true })
  const short = await turns.take({ who: 'bob' })
  short()
  held[0]?.()
  await settled()
  expect(waits).toEqual({ ann: false, bob: false })
})

it('forgets who gave up while waiting, and refuses who had given up before', async () => {
  const turns = new Turns(1)
  const release = await turns.take({})
  const control = new AbortController()
  const left = refusal(turns.take({ signal: control.signal }))
  const next = turns.take({})
  control.abort()
  expect((await left).code).toBe('gone')
  expect((await refusal(turns.take({ signal: control.signal }))).code).toBe('gone')
  release()
  ;(await next)()
})

it('says so when too many wait', async () => {
  const turns = new Turns(1)
  await turns.take({})
  for (let one = 0; one < 50; one++) void turns.take({})
  expect((await refusal(turns.take({}))).code).toBe('busy')
})

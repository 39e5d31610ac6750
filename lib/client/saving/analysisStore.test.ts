import { describe, expect, it } from 'vitest'
import { StpaError } from '@/lib/stpa/errors'
import { FakeClock, FakeLine, type Fate } from '../testing/fakeLine'
import { FakeServer } from '../testing/fakeServer'
import { start } from '../testing/story'
import { AnalysisStore } from './analysisStore'

const create = (uid: string, text = uid) => [{ op: 'create' as const, uid, kind: 'hazard', fields: { text } }]
const write = (uid: string, text: string, was: string) => [
  { op: 'update' as const, uid, set: { text }, was: { text: was } },
]
const lost: Fate = { is: 'lost', after: 5 }
const answered: Fate = { is: 'answered', after: 5 }

function open(fates: Fate[] = []) {
  const clock = new FakeClock()
  const server = new FakeServer(start)
  const line = new FakeLine('page', server, clock, fates)
  const news: string[] = []
  const store = new AnalysisStore(server.analysis, line, (text) => news.push(text))
  /** What became of a promise, without waiting for it. */
  const watch = (promise: Promise<unknown>) => {
    const seen = { is: 'open', message: '' }
    promise.then(
      () => Object.assign(seen, { is: 'kept' }),
      (error: Error) => Object.assign(seen, { is: 'broken', message: error.message }),
    )
    return seen
  }
  const textOf = (uid: string) => store.getView().items.get(uid)?.fields.text
  return { clock, server, line, news, store, watch, textOf }
}

describe('what is typed', () => {
  it('is seen at once, counted while it waits, and then saved', async () => {
    const { clock, store, textOf, watch } = open()
    const first = watch(store.commit(create('a')))
    watch(store.commit(write('a', 'b', 'a')))
    expect([textOf('a'), store.getState()]).toEqual(['b', { name: 'saving', waiting: 2 }])
    await clock.pass(100)
    expect([first.is, store.getState(), store.revision]).toEqual(['kept', { name: 'saved' }, 4])
  })

  it('is sent when the line is back, after a refusal whose answer was followed by silence', async () => {
    const { clock, server, line, store, watch, textOf } = open([answered, lost, lost, lost])
    server.commit('other', write('h1', 'theirs', 'Dark'))
    const refused = watch(store.commit(write('h1', 'mine', 'Dark')))
    await clock.pass(50)
    expect([refused.is, store.getState().name, textOf('h1')]).toEqual(['broken', 'offline', 'Dark'])
    const later = watch(store.commit(create('a')))
    await clock.pass(30_000)
    expect([later.is, store.getState().name, textOf('h1')]).toEqual(['kept', 'saved', 'theirs'])
    expect(line.fates).toEqual([])
  })

  it('is saved though the line breaks before one sees what others did before it, and is not sent again', async () => {
    const { clock, server, line, store, watch, textOf } = open([answered, lost])
    server.commit('other', create('theirs'))
    const mine = watch(store.commit(create('mine')))
    await clock.pass(20)
    expect([mine.is, textOf('mine'), store.getState()]).toMatchObject(['kept', 'mine', { name: 'offline', waiting: 0 }])
    await clock.pass(2_000)
    expect([textOf('theirs'), store.getState().name]).toEqual(['theirs', 'saved'])
    expect(line.asked).toEqual(['POST /operations', 'GET /changes', 'GET /changes'])
  })

  it('that builds on a refused edit is refused with that reason', async () => {
    const { clock, server, store, watch } = open()
    server.commit('other', [{ op: 'create', uid: 'x', kind: 'hazard', key: 'H-9', fields: { text: 'x' } }])
    const first = watch(store.commit([{ op: 'create', uid: 'a', kind: 'hazard', key: 'H-9', fields: { text: 'a' } }]))
    const second = watch(store.commit(write('a', 'b', 'a')))
    const third = watch(store.commit(create('c')))
    await clock.pass(200)
    expect([first.is, second.is, third.is]).toEqual(['broken', 'broken', 'kept'])
    expect(second.message).toMatch(/not there any more.*builds on an edit that was refused before: Another hazard/)
  })

  it('waits as long as a busy server asks for, or until a person wants it sent', async () => {
    const { clock, line, store, watch } = open(
      Array.from({ length: 2 }, () => ({ is: 'busy', after: 5, retryAfter: 9_000 })),
    )
    const mine = watch(store.commit(create('a')))
    await clock.pass(8_900)
    expect([line.asked.length, store.getState()]).toEqual([
      1,
      { name: 'offline', waiting: 1, cause: 'The server is busy.' },
    ])
    await clock.pass(200)
    expect(line.asked).toHaveLength(2)
    store.retry()
    await clock.pass(20)
    expect([mine.is, line.asked.length]).toEqual(['kept', 3])
  })
})

describe('a server that fails', () => {
  const failed: Fate = { is: 'failed', after: 5 }

  it('is asked three times, then what was typed is kept until a person has it sent', async () => {
    const { clock, store, watch } = open([failed, failed, failed])
    const mine = watch(store.commit(create('a')))
    const next = watch(store.commit(create('b')))
    await clock.pass(60_000)
    const cause = 'The program failed here.'
    expect([mine.is, store.getState()]).toEqual(['open', { name: 'held', waiting: 2, cause, wantsName: false }])
    store.retry()
    await clock.pass(20_000)
    expect([mine.is, next.is, store.getState().name]).toEqual(['kept', 'kept', 'saved'])
  })

  it('holds up the later edits only until a person gives the first one up', async () => {
    const { clock, store, watch, textOf } = open([failed, failed, failed])
    const mine = watch(store.commit(create('a')))
    const next = watch(store.commit(create('b')))
    await clock.pass(60_000)
    store.discard()
    await clock.pass(1_000)
    expect([mine.is, next.is, textOf('a'), textOf('b')]).toEqual(['broken', 'kept', undefined, 'b'])
  })

  it('that does not know who asks has the name given again, and then gets what waits', async () => {
    const { clock, server, store, watch } = open()
    server.knowsNames = false
    const mine = watch(store.commit(create('a')))
    await clock.pass(100)
    expect(store.getState()).toMatchObject({ name: 'held', wantsName: true })
    server.knowsNames = true
    store.retry()
    await clock.pass(100)
    expect([mine.is, store.getState().name]).toEqual(['kept', 'saved'])
  })
})

describe('undo', () => {
  it('comes after the edits that wait, and is carried out once though its answer was lost', async () => {
    const { clock, server, store, watch, textOf } = open([lost, answered, { is: 'answerLost', after: 5 }])
    watch(store.commit(create('a')))
    watch(store.commit(create('b')))
    const undone = watch(store.revert('undo'))
    await clock.pass(30_000)
    expect([undone.is, textOf('a'), textOf('b')]).toEqual(['kept', 'a', undefined])
    const [, ...log] = server.log
    expect(log.map(({ action }) => action)).toEqual(['edit', 'edit', 'undo'])
  })
})

describe('what others do', () => {
  it('is looked for by one question at a time, and who asks is told also when there is no answer', async () => {
    const { clock, line, store, watch } = open([lost])
    const looks = [watch(store.refresh()), watch(store.refresh())]
    watch(store.commit(create('a')))
    await clock.pass(10)
    expect([looks[0]?.is, store.getState()]).toMatchObject(['kept', { name: 'offline', waiting: 1 }])
    await clock.pass(5_000)
    expect([looks[1]?.is, line.mostAtOnce]).toEqual(['kept', 1])
  })

  it('is seen without being asked for again, once the line is back', async () => {
    const { clock, server, store, textOf } = open([lost, lost])
    server.commit('other', create('theirs'))
    void store.refresh()
    await clock.pass(10_000)
    expect([textOf('theirs'), store.getState().name]).toEqual(['theirs', 'saved'])
  })

  it('is loaded anew as a whole when a change cannot be understood', async () => {
    const { clock, server, line, store } = open()
    server.commit('other', create('theirs'))
    server.log = server.log.map((change) => ({ ...change, operations: [{ op: 'remove', uid: 'nobody' }] }))
    void store.refresh()
    await clock.pass(100)
    expect([store.getView().items.has('theirs'), store.revision]).toEqual([true, 3])
    expect(line.asked).toEqual(['GET /changes', 'GET '])
  })
})

describe('an analysis that is not what it was', () => {
  it('was removed: what waits is refused, what was typed stays to be seen, and nothing more is taken', async () => {
    const { clock, server, store, watch, textOf } = open()
    server.isRemoved = true
    const mine = watch(store.commit(create('a')))
    await clock.pass(100)
    expect([mine.is, textOf('a'), store.getState().name]).toEqual(['broken', 'a', 'removed'])
    expect(() => store.commit(create('b'))).toThrow(StpaError)
    expect(watch(store.revert('undo')).is).toBe('open')
    server.isRemoved = false
    void store.refresh()
    await clock.pass(100)
    expect([textOf('a'), store.getState().name]).toEqual([undefined, 'saved'])
  })

  it('was put back from a backup: that is told once, and what waits is sent on top of it', async () => {
    const { clock, server, store, news, watch, textOf } = open()
    server.keepBackup()
    watch(store.commit(create('a')))
    await clock.pass(100)
    server.restore()
    server.commit('other', create('theirs'))
    const mine = watch(store.commit(create('b')))
    await clock.pass(100)
    expect([mine.is, textOf('a'), textOf('theirs'), textOf('b')]).toEqual(['kept', undefined, 'theirs', 'b'])
    expect(news).toEqual([expect.stringMatching(/you saw revision 3, now it is revision 3.*1 of your edits/)])
  })

  it('was put back while an undo waits, which then does not take back an earlier change instead', async () => {
    const { clock, server, line, store, news, watch, textOf } = open()
    watch(store.commit(create('earlier')))
    await clock.pass(100)
    server.keepBackup()
    watch(store.commit(create('later')))
    await clock.pass(100)
    line.isCut = true
    const undo = watch(store.revert('undo'))
    const edit = watch(store.commit(create('next')))
    await clock.pass(100)
    server.restore() // the oldest: without what the undo was meant for
    line.isCut = false
    await clock.pass(20_000)
    expect([undo.is, edit.is, store.getState().name]).toEqual(['broken', 'kept', 'saved'])
    expect(undo.message).toMatch(/^The undo was not carried out: .* another state/)
    expect(news).toEqual([expect.stringMatching(/ 1 of your edits/)])
    expect(['earlier', 'later', 'next'].map(textOf)).toEqual(['earlier', undefined, 'next'])
  })

  it('was put back after an answer that one has not come to yet: the undo that follows is held against it', async () => {
    const { clock, server, store, watch, textOf } = open([answered, answered, lost])
    watch(store.commit(create('earlier')))
    await clock.pass(100)
    server.keepBackup()
    server.commit('other', create('theirs'))
    watch(store.commit(create('later')))
    await clock.pass(12) // acknowledged, and what the other one did is not seen yet
    server.restore()
    const undo = watch(store.revert('undo'))
    await clock.pass(20_000)
    expect([undo.is, textOf('earlier'), textOf('later')]).toEqual(['broken', 'earlier', undefined])
  })

  it('was put back while the line is bad: who looks is told that there is no answer yet', async () => {
    const { clock, server, store, watch } = open([answered, answered, answered, lost, lost])
    server.keepBackup()
    watch(store.commit(create('a')))
    await clock.pass(100)
    server.restore()
    void store.refresh()
    await clock.pass(30)
    const look = watch(store.refresh())
    await clock.pass(1_500)
    expect([look.is, store.getState().name]).toEqual(['kept', 'offline'])
    await clock.pass(5_000)
    expect([store.revision, store.getState().name]).toEqual([2, 'saved'])
  })

  it('was put back just after an edit was acknowledged: the edit is not shown any longer', async () => {
    const { clock, server, store, news, textOf } = open()
    server.keepBackup()
    server.commit('other', create('theirs'))
    void store.commit(create('a'))
    await clock.pass(10)
    server.restore()
    await clock.pass(100)
    expect([textOf('a'), store.revision, news.length]).toEqual([undefined, 2, 1])
  })
})

import { isDeepStrictEqual } from 'node:util'
import { type Analysis, emptyAnalysis } from '@/lib/stpa/model'
import { apply } from '@/lib/stpa/operations/apply'
import type { Operation } from '@/lib/stpa/operations/types'
import { AnalysisStore } from '../saving/analysisStore'
import { FakeClock, FakeLine, type Fate } from './fakeLine'
import { FakeServer, poison } from './fakeServer'

type Edit = { readonly kind: number; readonly pick: number }
export type Step =
  | ({ readonly does: 'edit' | 'otherEdits' } & Edit)
  | { readonly does: 'wait'; readonly milliseconds: number }
  | { readonly does: 'undo' | 'redo' | 'otherUndoes' | 'look' | 'cut' | 'join' | 'reload' | 'retry' | 'discard' }
  | { readonly does: 'backup' | 'restore' | 'forget' | 'remove' }

type Promised = { readonly commitId: string; readonly loss: string; outcome: 'open' | 'saved' | 'refused' }

export const start = apply(emptyAnalysis('lamp'), [
  { op: 'create', uid: 'an', kind: 'analysis', fields: {} },
  { op: 'create', uid: 'l1', kind: 'loss', fields: { text: 'Life' } },
  { op: 'create', uid: 'h1', kind: 'hazard', fields: { text: 'Dark' } },
  { op: 'create', uid: 'h2', kind: 'hazard', fields: { text: 'Bright' } },
  { op: 'create', uid: 'cs', kind: 'structure', fields: { text: 'Top' } },
  { op: 'create', uid: 'e1', kind: 'element', fields: { text: 'Driver' } },
]).analysis

/** One person with one browser, another person, a server that may be put back or forget who is who, and a bad line. */
export class Story {
  readonly clock = new FakeClock()
  readonly server = new FakeServer(start, 3)
  line: FakeLine
  /** Rules that were broken on the way. */
  readonly faults: string[] = []
  /** Promises of this page, in the order in which they were given. */
  #promises: Promised[] = []
  #store: AnalysisStore
  #tokens = 0
  #restored = 0
  #news = 0
  #hasUndone = false

  constructor(fates: readonly Fate[]) {
    this.line = new FakeLine('page', this.server, this.clock, [...fates])
    this.server.keepBackup()
    this.#store = this.#open()
  }

  get state(): string {
    return this.#store.getState().name
  }
  get acknowledged(): number {
    return this.#count('saved')
  }
  get refused(): number {
    return this.#count('refused')
  }

  async live(step: Step): Promise<void> {
    this.#do(step)
    await this.clock.pass(step.does === 'wait' ? step.milliseconds : 0)
    const open = this.#count('open')
    if (this.state === 'saved' && open > 0) this.faults.push(`says saved with ${open} open`)
  }

  /** The line is good again, and a person does what the state asks for, until all is quiet. */
  async end(): Promise<void> {
    this.line.isCut = false
    this.line.fates = []
    for (let round = 0; round < 40 && (round < 2 || !['saved', 'removed'].includes(this.state)); round++) {
      const state = this.#store.getState()
      if (state.name === 'held') this.#answer(state.wantsName, round)
      await this.live({ does: 'look' })
      await this.live({ does: 'wait', milliseconds: 20_000 })
    }
    this.#checkEnd()
    this.#checkLog()
  }

  #checkEnd(): void {
    if (this.#count('open') > 0) this.faults.push('a promise never settled')
    const rest = this.server.isRemoved ? 'removed' : 'saved'
    if (this.state !== rest) this.faults.push(`ends as ${this.state}, not as ${rest}`)
    if (rest === 'removed') return
    const [shown, kept] = [contentOf(this.#store.getView()), contentOf(this.server.analysis)]
    if (!isDeepStrictEqual(shown, kept)) this.faults.push(`shows ${JSON.stringify(shown)}, not ${JSON.stringify(kept)}`)
    if (this.line.mostAtOnce > 1) this.faults.push(`${this.line.mostAtOnce} questions at once`)
    if (this.#news > this.#restored) this.faults.push(`tells ${this.#news} times of ${this.#restored} restored backups`)
  }

  /** A loss that I wrote is seen from then on: nobody removes one, only undo and a restored backup do. */
  readonly #checkSeen = (): void => {
    if (this.#hasUndone || this.#restored > 0) return
    const { items } = this.#store.getView()
    for (const { loss, outcome } of this.#promises) {
      if (loss !== '' && outcome !== 'refused' && !items.has(loss)) this.faults.push(`${loss} is not seen (${outcome})`)
    }
  }

  #answer(wantsName: boolean, round: number): void {
    this.server.knowsNames = true
    if (wantsName || round % 2 === 0) this.#store.retry()
    else this.#store.discard()
  }

  #do(step: Step): void {
    switch (step.does) {
      case 'edit':
        return this.#edit(step)
      case 'otherEdits':
        return attempt(() => this.server.commit('other', this.#operations(this.server.analysis, step)))
      case 'otherUndoes':
        return attempt(() => this.server.revert('other', 'undo'))
      case 'undo':
      case 'redo':
        this.#hasUndone = true
        return this.#promise(this.#store.revert(step.does))
      case 'look':
        return void this.#store.refresh()
      case 'reload':
        // The page is gone with its promises; what it sent may still arrive.
        this.#promises = []
        this.line.isClosed = true
        this.line = new FakeLine(`page${this.#tokens++}`, this.server, this.clock, this.line.fates)
        this.#store = this.#open()
        return
      case 'retry':
      case 'discard':
        return this.#store[step.does]()
      default:
        return this.#change(step.does)
    }
  }

  #change(what: 'wait' | 'cut' | 'join' | 'backup' | 'restore' | 'forget' | 'remove'): void {
    if (what === 'cut') this.line.isCut = true
    if (what === 'join') this.line.isCut = false
    if (what === 'backup') this.server.keepBackup()
    if (what === 'restore' && this.server.restore()) this.#restored++
    if (what === 'forget') this.server.knowsNames = false
    if (what === 'remove') this.server.isRemoved = true
  }

  #open(): AnalysisStore {
    const store = new AnalysisStore(this.server.analysis, this.line, () => this.#news++)
    store.subscribe(this.#checkSeen)
    return store
  }

  #edit(edit: Edit): void {
    const operations = this.#operations(this.#store.getView(), edit)
    const [first] = operations
    const loss = first?.op === 'create' && first.kind === 'loss' ? first.uid : ''
    attempt(() => this.#promise(this.#store.commit(operations), loss))
  }

  #promise(promise: Promise<unknown>, loss = ''): void {
    const promised: Promised = { commitId: this.line.lastCommitId, loss, outcome: 'open' }
    this.#promises.push(promised)
    promise.then(
      () => {
        promised.outcome = 'saved'
      },
      () => {
        promised.outcome = 'refused'
      },
    )
  }

  #count(outcome: Promised['outcome']): number {
    return this.#promises.filter((promised) => promised.outcome === outcome).length
  }

  /** Once each, in the order in which it was typed, and there when it was acknowledged. */
  #checkLog(): void {
    const ids = this.server.log.flatMap(({ commitId }) => commitId ?? [])
    if (new Set(ids).size !== ids.length) this.faults.push(`carried out twice: ${ids}`)
    if (this.#restored > 0) return // what was acknowledged before is gone with the state that was put away
    const mine = this.#promises.filter(({ outcome }) => outcome === 'saved').map(({ commitId }) => commitId)
    const kept = ids.filter((id) => mine.includes(id))
    if (String(kept) !== String(mine)) this.faults.push(`acknowledged ${mine}, in the log ${kept}`)
  }

  /** An edit of what somebody sees, of one of ten kinds; the text is new each time. */
  #operations(seen: Analysis, { kind, pick }: Edit): Operation[] {
    const token = `t${this.#tokens++}`
    const hazards = [...seen.items.values()].filter((item) => item.kind === 'hazard')
    const uid = hazards[pick % Math.max(1, hazards.length)]?.uid ?? 'h1'
    const was = { text: seen.items.get(uid)?.fields.text }
    const edits: (() => Operation[])[] = [
      () => [{ op: 'create', uid: token, kind: 'hazard', fields: { text: token } }],
      () => [{ op: 'update', uid, set: { text: token }, was }],
      () => [
        { op: 'update', uid, set: { rationale: token }, was: { rationale: seen.items.get(uid)?.fields.rationale } },
      ],
      () => [{ op: 'remove', uid }],
      () => [{ op: 'link', from: uid, name: 'leadsTo', to: 'l1' }],
      () => [{ op: 'place', structure: 'cs', item: 'e1', at: { x: pick, y: this.#tokens } }],
      () => [{ op: 'split', uid, into: { uid: token, fields: { text: token } } }],
      () => [{ op: 'merge', uid, from: hazards[0]?.uid === uid ? 'h2' : (hazards[0]?.uid ?? 'h1') }],
      () => [{ op: 'update', uid, set: { text: pick === 0 ? poison : token }, was }],
      () => [{ op: 'create', uid: token, kind: 'loss', fields: { text: token } }],
    ]
    return edits[kind]?.() ?? []
  }
}

/** The door refuses some edits at once, as it does in the browser. */
function attempt(work: () => unknown): void {
  try {
    work()
  } catch {}
}

function contentOf({ items, links, positions, counters, revision }: Analysis) {
  return {
    ...{ revision, counters, items: Object.fromEntries(items) },
    ...{ links: Object.fromEntries(links), positions: Object.fromEntries(positions) },
  }
}

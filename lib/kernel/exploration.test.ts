import { expect, it } from 'vitest'
import { type Exploration, explorationOf, fieldsOf, parametersOf, requestOf } from './exploration'
import { GraphBuilder } from './graph/builder'

const all: Exploration = {
  ...{ graph: 'h1', start: 'subsystem:A & B', level: 'functions', depth: 0, callers: true, onlyPinned: true },
  ...{ excludeBefore: ['^a+$', 'b&c=d'], excludeAfter: ['x'], opened: ['O'], hidden: ['H'], expanded: ['E'] },
  ...{ closed: ['C (dir/c.c)'], pinned: ['P'], whose: ['f=A'], possible: ['_ops\\+0x8$'], colour: 'section' },
}
const usual = explorationOf(new URLSearchParams())

it('an exploration is its address, and what is as usual is left out of it', () => {
  expect(explorationOf(new URLSearchParams(parametersOf(all).toString()))).toEqual(all)
  expect(parametersOf(usual).toString()).toBe('')
  const nothingLeftOut = { ...usual, excludeBefore: [] }
  expect(explorationOf(parametersOf(nothingLeftOut)).excludeBefore).toEqual([])
  expect(explorationOf(new URLSearchParams('depth=-1&level=x&colour=y'))).toEqual(usual)
  expect(requestOf(all)).toMatchObject({ mode: 'all', symbol: '', subsystem: 'A & B', closed: ['C (dir/c.c)'] })
})

it('one that is kept says in words what was explored, and what was left out even where that is as usual', () => {
  const builder = new GraphBuilder()
  builder.config('WATCHDOG', 'y')
  const provenance = { instance: 1, kernelVersion: '6.1', note: 'defconfig', format: '', original: '', partial: false }
  const { graph } = builder.finish(provenance)
  expect(fieldsOf({ ...usual, start: 'do_exit', hidden: ['H'], graph: 'h1' }, graph, 'Ends')).toEqual({
    ...{ text: 'Ends', question: 'start=do_exit&hide=H', start: 'do_exit', graph: 'h1' },
    ...{
      looks: 'subsystems that it reaches, to depth 1',
      kernelVersion: '6.1',
      configuration: 'defconfig; 1 settings',
    },
    leftOut: [...['not shown: ^__fentry__$', 'not shown: ^__stack_chk_fail$', 'not shown: ^_printk$', 'hidden: H']],
  })
  expect(fieldsOf(all, graph, 'x')).toMatchObject({
    start: 'A & B',
    looks: 'functions that reach it, without limit, possible calls through _ops\\+0x8$',
  })
})

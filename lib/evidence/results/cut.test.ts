import { describe, expect, it } from 'vitest'
import { StpaError } from '@/lib/stpa/errors'
import type { Item } from '@/lib/stpa/model'
import { countedOutcome } from '@/lib/stpa/verification/evidence'
import { readEvidence } from '../formats'
import { countStatuses, type EvidenceRecord, fieldCounts } from '../model'

type Read = { readonly outcome: string; readonly records: readonly EvidenceRecord[]; readonly flags: readonly string[] }

/** What the file would show as evidence; `refused` shows nothing. */
function read(name: string, text: string): Read {
  try {
    const { records, report } = readEvidence(name, text)
    const flags = report.flags.map(({ code }) => code)
    const fields = {
      ...fieldCounts(countStatuses(records)),
      flags: Object.fromEntries(flags.map((code) => [code, ''])),
    }
    return { outcome: countedOutcome({ kind: 'evidence', fields } as unknown as Item), records, flags } // all that it asks
  } catch (error) {
    if (error instanceof StpaError) return { outcome: 'refused', records: [], flags: [] }
    throw error
  }
}

/** A file of each format in which all passed. `silent`: its format does not tell that it was cut at the end of a line. */
const passed: readonly { readonly name: string; readonly text: string; readonly silent?: true }[] = [
  {
    name: 'plan.tap',
    text: 'TAP version 13\n1..3\nok 1 - starts\nok 2 - runs\n  ---\n  at: a.c\n  ...\nok 3 - stops\n',
  },
  { name: 'last.tap', text: 'ok 1 - starts\nok 2 - runs\n1..2\n' },
  {
    name: 'kernel.ktap',
    text: 'KTAP version 1\n1..1\n    KTAP version 1\n    # Subtest: list\n    1..2\n    ok 1 add\n    ok 2 del\n# list: pass:2 fail:0 skip:0 total:2\nok 1 list\n',
  },
  {
    name: 'old.selftest',
    text: 'selftests: a.sh\n========\nselftests: a.sh [PASS]\nselftests: b.sh\n========\nselftests: b.sh [PASS]\n',
    silent: true,
  },
  {
    name: 'new.ltp',
    text: 'tst_test.c:1: TINFO: x\naccess01.c:262: TPASS: one\naccess01.c:263: TPASS: two\n\nSummary:\npassed   2\nfailed   0\nbroken   0\nskipped  0\nwarnings 0\n',
  },
  { name: 'old.ltp', text: 'abort01     1  TPASS  :  one\nabort01     2  TPASS  :  two\n', silent: true },
  {
    name: 'pan.ltp',
    text: '<<<test_start>>>\ntag=a01 stime=1\ncmdline="a01"\ncontacts=""\nanalysis=exit\n<<<test_output>>>\na01     1  TPASS  :  one\n<<<execution_status>>>\ninitiation_status="ok"\nduration=1 termination_type=exited termination_id=0 corefile=no\ncutime=0 cstime=0\n<<<test_end>>>\n<<<test_start>>>\ntag=b01 stime=1\ncmdline="b01"\ncontacts=""\nanalysis=exit\n<<<test_output>>>\n<<<execution_status>>>\ninitiation_status="ok"\nduration=1 termination_type=exited termination_id=0 corefile=no\ncutime=0 cstime=0\n<<<test_end>>>\n',
    silent: true,
  },
  {
    name: 'table.ltp',
    text: 'Test Start Time: now\n-----\nTestcase                       Result     Exit Value\n--------                       ------     ----------\nabort01                        PASS       0    \nabort02                        PASS       0    \n\n-----\nTotal Tests: 2\nTotal Skipped Tests: 0\nTotal Failures: 0\nKernel Version: 6.1\nMachine Architecture: x86_64\nHostname: pump\n',
  },
  {
    name: 'kirk.json',
    text: '{"results":[\n{"test_fqn":"a01","status":"pass","test":{"retval":["0"],"failed":0,"passed":1,"result":"pass"}},\n{"test_fqn":"b01","status":"pass","test":{"passed":1}}],\n"stats":{"passed":2,"failed":0}}\n',
  },
  {
    name: 'openqa.json',
    text: '{"job":{"id":7,"name":"pump","result":"passed","state":"done","testresults":[\n{"name":"boot","result":"passed","details":[{"title":"w","result":"ok"}]},{"name":"run","result":"passed"}]}}\n',
  },
  {
    name: 'junit.xml',
    text: '<?xml version="1.0"?>\n<testsuites tests="3"><testsuite name="a" tests="2" failures="0">\n<testcase name="x"/><testcase name="y" status="run"/></testsuite>\n<testsuite name="b" tests="1"><testcase name="z"></testcase></testsuite></testsuites>\n',
  },
  { name: 'plain.xml', text: '<testsuite>\n<testcase name="x"/>\n<testcase name="y"/>\n</testsuite>\n' },
  {
    name: 'stress.log',
    text: 'stress-ng: info:  [1] dispatching hogs: 2 pipe, 1 cpu\nstress-ng: info:  [1] skipped: 0\nstress-ng: info:  [1] passed: 3: pipe (2) cpu (1)\nstress-ng: info:  [1] failed: 0\nstress-ng: info:  [1] successful run completed in 2.00 secs\n',
  },
  {
    name: 'paxtest.log',
    text: `PaXtest - Copyright\n\nMode: 0\nKiddie\nKernel: \nLinux pump 6.1.0\n\nTest results:\n${'Executable bss'.padEnd(41)}: Killed\n${'Executable data'.padEnd(41)}: Killed\n`,
    silent: true,
  },
]

describe('a file in which all passed', () => {
  it.each(passed)(
    '$name, cut at any place, is no full pass, and its results are no better',
    ({ name, text, silent }) => {
      const whole = read(name, text)
      expect([whole.outcome, whole.flags]).toEqual(['passed', []])
      const wrong: string[] = []
      for (let end = 1; end < text.length; end++) {
        const part = text.slice(0, end)
        if (text.slice(end).trim() === '') continue // nothing but the end of its last line
        const { outcome, records } = read(name, part)
        if (records.length === whole.records.length && part.endsWith('\n')) continue // what stood behind them is no result
        if (outcome === 'passed' && !(silent && part.endsWith('\n'))) wrong.push(JSON.stringify(part.slice(-40)))
      }
      expect(wrong).toEqual([])
    },
  )
})

/** A file of each format in which one result is no pass: the word that says so is all that tells. */
const notPassed: readonly (readonly [name: string, text: string])[] = [
  ['fail.tap', 'TAP version 13\n1..2\nok 1 - starts\nnot ok 2 - runs\n'],
  ['skip.tap', 'ok 1 - starts\nok 2 - runs # SKIP no\n1..2\n'],
  ['todo.tap', '1..2\nok 1 - starts\nok 2 - runs # TODO no\n'],
  ['bail.tap', '1..1\nok 1 - starts\nBail out! no\n'],
  ['fail.ktap', 'KTAP version 1\n1..1\n    KTAP version 1\n    1..2\n    ok 1 add\n    not ok 2 del\nok 1 list\n'],
  [
    'old.selftest',
    'selftests: a.sh\n========\nselftests: a.sh [PASS]\nselftests: b.sh\n========\nselftests: b.sh [FAIL]\n',
  ],
  ['four.selftest', 'ok 1..1 selftests: a.sh [PASS]\nnot ok 1..2 selftests: b.sh [FAIL]\n'],
  ['new.ltp', 'access01.c:262: TPASS: one\naccess01.c:263: TFAIL: two\n'],
  ['old.ltp', 'abort01     1  TPASS  :  one\nabort01     2  TFAIL  :  two\n'],
  ['shell.ltp', 'abort01 1 TPASS: one\nabort01 2 TBROK: two\n'],
  [
    'pan.ltp',
    '<<<test_start>>>\ntag=a01 stime=1\n<<<test_output>>>\na01     1  TPASS  :  one\n<<<execution_status>>>\ninitiation_status="ok"\nduration=1 termination_type=exited termination_id=1 corefile=no\ncutime=0 cstime=0\n<<<test_end>>>\n',
  ],
  [
    'init.ltp',
    '<<<test_start>>>\ntag=a01 stime=1\n<<<test_output>>>\na01     1  TPASS  :  one\n<<<execution_status>>>\ninitiation_status="no such file"\nduration=0 termination_type=exited termination_id=0 corefile=no\ncutime=0 cstime=0\n<<<test_end>>>\n',
  ],
  ['complete.ltp', 'abort01 1 TPASS: one\nTEST abort01 COMPLETE >>> 2\n'],
  [
    'table.ltp',
    'abort01                        PASS       0    \nabort02                        FAIL       1    \nabort03                        PASS       0    \n',
  ],
  [
    'kirk.json',
    '{"results":[{"test_fqn":"a01","status":"pass","test":{"result":"pass"}},{"test_fqn":"b01","status":"fail","test":{"passed":1}}]}\n',
  ],
  ['counts.json', '{"results":[{"test_fqn":"b01","status":"pass","test":{"result":"fail","passed":1}}]}\n'],
  [
    'openqa.json',
    '{"job":{"id":7,"name":"pump","result":"passed","state":"done","testresults":[{"name":"boot","result":"passed","details":[{"title":"w","result":"fail"}]}]}}\n',
  ],
  ['state.json', '{"job":{"id":7,"name":"pump","result":"passed","state":"running","settings":{}}}\n'],
  ['failure.xml', '<testsuite><testcase name="x"/><testcase name="y"><failure/></testcase></testsuite>\n'],
  ['word.xml', '<testsuite><testcase name="x"/><testcase name="y" status="failed"/></testsuite>\n'],
  ['suite.xml', '<testsuite><testcase name="x"/><error/></testsuite>\n'],
  [
    'stress.log',
    'stress-ng: info:  [1] dispatching hogs: 2 pipe, 1 cpu\nstress-ng: info:  [1] passed: 2: pipe (2)\nstress-ng: info:  [1] failed: 1: cpu (1)\nstress-ng: info:  [1] unsuccessful run completed in 2.00 secs\n',
  ],
  [
    'fail.log',
    'stress-ng: info:  [1] dispatching hogs: 2 pipe, 1 cpu\nstress-ng: fail:  [1] cpu: wrong\nstress-ng: info:  [1] successful run completed in 2.00 secs\n',
  ],
  [
    'skip.log',
    'stress-ng: info:  [1] dispatching hogs: 2 pipe, 1 cpu\nstress-ng: info:  [1] skipped: 1: cpu (1)\nstress-ng: info:  [1] passed: 2: pipe (2)\nstress-ng: info:  [1] successful run completed in 2.00 secs\n',
  ],
  [
    'paxtest.log',
    `PaXtest - Copyright\n\nTest results:\n${'Executable bss'.padEnd(41)}: Killed\n${'Executable data'.padEnd(41)}: Vulnerable\n`,
  ],
]

/** Words that tell a result, wherever they stand. */
const resultWord =
  /\b(?:not(?= ok)|ok|SKIP|TODO|T?(?:FAIL|BROK)|Vulnerable|COMPLETE|exited|fail(?:ed)?|failure|error|skipped|running|unsuccessful)\b/g

describe('a file with one result that is no pass', () => {
  it.each(notPassed)('%s, with any word of a result made an unknown one, is no full pass', (name, text) => {
    expect(read(name, text).outcome).not.toBe('passed')
    const wrong: string[] = []
    for (const { index, 0: word } of text.matchAll(resultWord)) {
      const changed = `${text.slice(0, index)}TXYZZY${text.slice(index + word.length)}`
      if (read(name, changed).outcome === 'passed') wrong.push(changed.slice(Math.max(0, index - 20), index + 30))
    }
    expect(wrong).toEqual([])
  })
})

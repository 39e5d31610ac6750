import { describe, expect, it } from 'vitest'
import { readEvidence } from '..'

const read = (xml: string) => readEvidence('results.xml', xml)

/** As openQA's slenkins, its soft-failing tools, systemd's driver and pytest write it. */
const several = `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="nightly" tests="9">
  <testsuite package="Scenario-1" hostname="susetest" timestamp="2018-02-13T10:17:36" name="Default" tests="8">
    <properties><property name="a" value="b"/></properties>
    <testcase classname="s" name="passes" time="0.43" status="success"><system-out>\u001b[0;32mPASS\u001b[m</system-out></testcase>
    <testcase classname="s" name="skipped by word" time="0.1" status="skipped"/>
    <testcase classname="s" name="soft" time="n/a" status="softfail"><failure>subject: net</failure></testcase>
    <testcase classname="s" name="fails" time="02:03:56" status="failure">
      <failure message="(unknown)" type="randomError"><![CDATA[Error in lib/vsftpd.c:12: \u001b[31mUnknown plugin\u001b[0m]]></failure>
    </testcase>
    <testcase classname="s" name="breaks" time="1,234.5"><error message="lost"/></testcase>
    <testcase classname="s" name="waits" file="tests/wait.py" line="7"><skipped message="no hw"/></testcase>
    <testcase classname="s" name="odd" status="quarantined"/>
    <testsuite name="inner"><testcase name="deep"/></testsuite>
    <rubric/>
  </testsuite>
</testsuites>
`

describe('JUnit XML', () => {
  it('is read with suites, extra status words, odd durations and colours', () => {
    const { records, facts, report } = read(several)
    expect(records.map(({ suite, case: test, status, duration }) => [suite, test, status, duration])).toEqual([
      ['Default', 'passes', 'pass', 0.43],
      ['Default', 'skipped by word', 'skip', 0.1],
      ['Default', 'soft', 'xfail', undefined],
      ['Default', 'fails', 'fail', 7436],
      ['Default', 'breaks', 'error', 1234.5],
      ['Default', 'waits', 'skip', undefined],
      ['Default', 'odd', 'unknown', undefined],
      ['Default > inner', 'deep', 'pass', undefined],
      ['', 'suite Default', 'unknown', undefined],
    ])
    expect(records[3]).toMatchObject({
      message: '(unknown)\nError in lib/vsftpd.c:12: Unknown plugin',
      place: 'lib/vsftpd.c:12',
      line: 8,
    })
    expect(records[5]).toMatchObject({ place: 'tests/wait.py:7', target: 'tests/wait.py' })
    expect(facts).toMatchObject({ subject: 'nightly', machine: 'susetest', date: '2018-02-13T10:17:36' })
    expect(report.skipped.first.map(({ message }) => message)).toEqual([
      'time="n/a" is no duration.',
      'properties elements: 1, not kept.',
      'property elements: 1, not kept.',
      'system-out elements: 1, not kept.',
    ])
    expect(records[8]?.message).toBe('"rubric" is no result that the format defines.')
    expect(report.flags).toEqual([{ code: 'unknownResults', count: 2, line: 13 }])
  })

  it('that tells of more tests than it has is flagged', () => {
    const { report } = read('<testsuite name="a" tests="3"><testcase name="x"/></testsuite>')
    expect(report.flags).toEqual([{ code: 'countsDiffer', count: 1, line: 1 }])
  })

  it('that is cut off is read as far as it goes; the open case is no pass', () => {
    const { records, report } = read('<testsuite>\n<testcase name="x"/>\n<testcase name="y">\n<fail')
    expect(records.map(({ case: test, status }) => [test, status])).toEqual([
      ['x', 'pass'],
      ['y', 'unknown'],
    ])
    expect(report.flags.map(({ code }) => code)).toEqual(['truncated'])
  })

  it('takes an attribute that says two things for neither', () => {
    const of = (attributes: string) =>
      read(`<testsuite tests="1"><testcase name="a" ${attributes}/></testsuite>`).records.map(({ status }) => status)
    expect(of('status="failed" status="passed"')).toEqual(['unknown'])
    expect(of('status="passed" status="failed"')).toEqual(['unknown'])
    expect(of('status="passed" status="passed"')).toEqual(['pass'])
    expect(of('__proto__="a" status="failed"')).toEqual(['fail'])
    expect(read('<testsuite tests="2" tests="1"><testcase name="a"/></testsuite>').report.flags).toEqual([
      { code: 'countsDiffer', count: 1, line: 1 },
    ])
  })

  it('never expands entities of a DTD', () => {
    const bomb = `<?xml version="1.0"?>
<!DOCTYPE lolz [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>
<testsuite><testcase name="&c;"/></testsuite>`
    expect(() => read(bomb)).toThrow(/^results\.xml:2: .*entities, which are never expanded\. Take the DOCTYPE out/)
    const external =
      '<!DOCTYPE t SYSTEM "file:///etc/passwd">\n<testsuite><testcase name="&x;&constructor;&amp;"/></testsuite>'
    const { records, report } = read(external)
    expect(records[0]?.case).toBe('&x;&constructor;&')
    expect([report.skipped.count, report.repaired.count]).toEqual([1, 2])
  })

  it('that is not well formed is refused with its line', () => {
    expect(() => read('<testsuite>\n<testcase name="x">\n</testsuite>')).toThrow(
      /^results\.xml:3: .*unexpected close tag/,
    )
    expect(() => read(`<testsuite>${'<testsuite>'.repeat(300)}`)).toThrow(/nested more than 200 deep/)
  })

  it.each([
    ['run', 'completed', 'pass'],
    ['run', 'skipped', 'skip'],
    ['notrun', 'suppressed', 'skip'],
    ['run', 'failed', 'fail'],
    ['failed', 'completed', 'fail'],
    ['notrun', 'completed', 'skip'],
    ['run', 'finished', 'unknown'],
  ])('of GoogleTest with status="%s" result="%s": the worse counts, %s', (status, result, expected) => {
    const { records } = read(
      `<testsuite name="Valve"><testcase name="Opens" status="${status}" result="${result}"/></testsuite>`,
    )
    expect(records.map((record) => record.status)).toEqual([expected])
  })

  it('tells a suite that failed by itself, and what it says of its cases together', () => {
    const { records, report } = read(`<testsuites tests="3" errors="1" failures="1">
  <testsuite name="station">
    <testsuite name="valve" tests="1" errors="1"><error message="no fixture" type="E">at valve.c:7</error></testsuite>
    <testsuite name="motor" tests="1" failures="1"><failure>class did not load</failure></testsuite>
    <testsuite name="lamp" tests="1"><testcase name="lights"/></testsuite>
  </testsuite>
  <testsuite name="siren" status="aborted"/>
</testsuites>`)
    expect(records.map(({ suite, case: test, status, place }) => [suite, test, status, place])).toEqual([
      ['station', 'suite valve', 'error', 'valve.c:7'],
      ['station', 'suite motor', 'fail', ''],
      ['station > lamp', 'lights', 'pass', ''],
      ['', 'suite siren', 'error', ''],
    ])
    expect(report.flags).toEqual([])
  })

  it.each([
    ['<softfailure message="known defect"/>', 'xfail', 'softfailure: known defect'],
    [
      '<flakyFailure message="first try"><stackTrace>a</stackTrace></flakyFailure>',
      'flaky',
      'flakyFailure: first try\na',
    ],
    ['<failure>x</failure><rerunFailure message="y"/>', 'fail', 'x\nrerunFailure: y'],
    ['<skipped type="pytest.xfail" message="later"/>', 'xfail', 'XFAIL: later'],
    ['<skipped message="xfail-marked test passes unexpectedly"/>', 'xpass', 'xfail-marked test passes unexpectedly'],
    ['<skipped type="todo" message="z"/><failure/>', 'xfail', 'TODO: z'],
    ['<skipped type="pytest.skip" message="no hw"/>', 'skip', 'no hw'],
    ['<inconclusive>why</inconclusive>', 'unknown', '"inconclusive" is no result that the format defines.\nwhy'],
    ['<system-out>failure</system-out><properties/>', 'pass', ''],
  ])('with %s is %s', (children, status, message) => {
    const { records } = read(`<testsuite name="s"><testcase name="t">${children}</testcase></testsuite>`)
    expect(records.map((record) => [record.status, record.message])).toEqual([[status, message]])
  })

  it.each([
    ['<testsuites failures="2"><testsuite><testcase name="a"><failure/></testcase></testsuite></testsuites>', 1],
    ['<testsuite errors="1"><testcase name="a"/></testsuite>', 1],
    ['<testsuite skipped="1"><testcase name="a"/></testsuite>', 1],
    ['<testsuite disabled="1"><testcase name="a" status="run"/></testsuite>', 1],
    ['<testsuite tests="1"><testsuite tests="2"><testcase name="a"/></testsuite></testsuite>', 1],
    ['<testsuite tests="many"><testcase name="a"/></testsuite>', 1],
    ['<testsuite tests="2" disabled="1"><testcase name="a"/><testcase name="b" status="notrun"/></testsuite>', 0],
    [
      '<testsuite tests="2" skipped="1" disabled="1"><testcase name="a" status="notrun"><skipped/></testcase><testcase name="b" status="disabled"><skipped/></testcase></testsuite>',
      0,
    ],
    ['<testsuite flakes="1"><testcase name="a"><flakyError/></testcase></testsuite>', 0],
    ['<testsuite flakes="1"><testcase name="a"/></testsuite>', 1],
    ['<testsuite tests="1" skipped="0" ignored="1"><testcase name="a"/></testsuite>', 1],
    ['<testsuite tests="1" passed="1"><testcase name="a"><failure/></testcase></testsuite>', 1],
    [
      '<testsuite tests="2" passed="1" failures="1"><testcase name="a"><failure/></testcase><testcase name="b"/></testsuite>',
      0,
    ],
    ['<testsuite tests="1" warnings="1"><testcase name="a"><warning/></testcase></testsuite>', 0],
    ...[
      'warnings',
      'risky',
      'incomplete',
      'rerun',
      'reruns',
      'flaky',
      'inconclusive',
      'notrun',
      'pending',
      'todo',
    ].flatMap((name): [string, number][] => [
      [`<testsuite tests="1" ${name}="1"><testcase name="a"/></testsuite>`, 1],
      [`<testsuite tests="1" ${name}="0"><testcase name="a"/></testsuite>`, 0],
    ]),
    ['<testsuite incomplete="1" skipped="1"><testcase name="a"><skipped/></testcase></testsuite>', 0],
    ['<testsuite rerun="2"><testcase name="a"><failure/><rerunFailure/><rerunFailure/></testcase></testsuite>', 0],
    ['<testsuite pending="1"><testcase name="a"><skipped/></testcase></testsuite>', 0],
  ])('holds sums at every level against the results: %s', (xml, flagged) => {
    expect(read(xml).report.flags.filter(({ code }) => code === 'countsDiffer')).toHaveLength(flagged)
  })
})

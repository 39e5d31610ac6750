import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { StpaError } from '@/lib/stpa/errors'
import { type Evidence, evidenceLimits } from '../model'
import { evidenceFormats, findEvidenceFormat, readEvidence } from '.'

const bytes = (text: string) => new TextEncoder().encode(text)
const refusalOf = (name: string, content: Uint8Array | string) => {
  try {
    readEvidence(name, content)
  } catch (error) {
    if (error instanceof StpaError) return error
    throw error
  }
  throw new Error(`${name} was read`)
}

describe('what is no evidence', () => {
  it('is refused with the file and all formats that there are', () => {
    const refusal = refusalOf('letter.txt', 'Dear reader, all is ok and nothing is not ok.\n')
    expect([refusal.code, refusal.detail.place]).toEqual(['unknownFormat', { file: 'letter.txt' }])
    expect(refusal.message).toMatch(/^letter\.txt: no format of evidence/)
    for (const { title, name } of evidenceFormats) expect(refusal.message).toContain(`${title} [${name}]`)
  })

  it.each<[string, Uint8Array | string, string, RegExp]>([
    ['empty.xml', '', 'unreadable', /empty\.xml is empty/],
    ['binary.log', new Uint8Array([127, 69, 76, 70, 2, 1, 0]), 'unreadable', /binary\.log is a program or library/],
    [
      'text.json',
      '{"bomFormat":"CycloneDX", "components": [{"name": x}]}',
      'unreadable',
      /text\.json:1: not readable as JSON/,
    ],
    [
      'deep.json',
      `{"bomFormat":"CycloneDX","a":${'['.repeat(500)}`,
      'unreadable',
      /deep\.json:1: .*nested more than 200 deep/,
    ],
    ['escape.json', '{"bomFormat":"CycloneDX",\n"a":"\\x"}', 'unreadable', /escape\.json:2: .*an escape that is none/],
    ['large.info', 'SF:a.c\n'.repeat(10_000_000), 'tooLarge', /large\.info has 70\.0 MB; at most 64 MB are read/],
    ['broken.yaml', 'system-info:\n  stress-ng-version: "1\nmetrics:\n', 'unreadable', /broken\.yaml:\d/],
  ])('%s is refused', (name, content, code, says) => {
    const refusal = refusalOf(name, content)
    expect(refusal.code).toBe(code)
    expect(refusal.message).toMatch(says)
  })

  it('is refused by each format with the file, or read as nothing, never as a pass', () => {
    for (const format of evidenceFormats) {
      for (const text of [
        'Dear reader\n',
        '<p>\n',
        '{}',
        '[]',
        '[1, "a", null]',
        '{"job": 3, "results": 7, "files": [[]]}',
      ]) {
        let evidence: Evidence | undefined
        try {
          evidence = readEvidence('odd', text, format)
        } catch (error) {
          if (!(error instanceof StpaError)) throw new Error(`${format.name} fails on ${text}: ${error}`)
          expect(error.message).toMatch(/^odd/)
        }
        expect(evidence?.records.filter(({ status }) => status === 'pass') ?? []).toEqual([])
      }
    }
  })
})

describe('JSON', () => {
  it('that is cut off is read as far as it goes, and flagged with the line', () => {
    const text = '{"bomFormat": "CycloneDX", "components": [\n{"name": "a", "version": "1"},\n{"name": "b", "vers'
    const { components, report } = readEvidence('cut.json', text)
    expect(components?.map(({ name }) => name)).toEqual(['a', 'b'])
    expect(report.flags).toEqual([{ code: 'truncated', count: 1, line: 3 }])
  })

  const passed = '{"results":[{"test_fqn":"a","status":"pass","test":{"result":"pass"}}]}'
  it.each<[string, string[] | 'refused']>([
    ['\n', []],
    ['{"results":[{"test_fqn":"b","status":"fail"}]}', ['tooMany']],
    ['\n5\n', ['tooMany']],
    [' trailing', 'refused'],
    ['}', 'refused'],
    [',{}', 'refused'],
  ])('followed by %j is no whole file', (more, flags) => {
    if (flags === 'refused') return void refusalOf('more.json', `${passed}${more}\n`)
    expect(readEvidence('more.json', `${passed}${more}\n`).report.flags.map(({ code }) => code)).toEqual(flags)
  })

  it('that says two things of one name, or holds a value of another sort, is flagged', () => {
    const twice = (second: string) =>
      readEvidence('twice.json', `{"results":[{"test_fqn":"a","status":"fail","status":"${second}"}]}`).report.flags
    expect(twice('fail')).toEqual([])
    expect(twice('pass')).toEqual([{ code: 'contradiction', count: 1, line: 1 }])
    const other = '{"gcc_version":"14","files":[]}\n{"gcc_version":"14"}\n'
    expect(readEvidence('two.json', other).report.flags).toEqual([{ code: 'unknownLines', count: 1, line: 2 }])
  })

  it('of wrong types is reported place by place', () => {
    const root = `{"spdxVersion": "SPDX-2.3", "packages": [7, null, {"name": []},\n{"name": "a", "externalRefs": "x", "versionInfo": {"a": 1}}],\n"relationships": {"a": 1}}`
    const { components, report } = readEvidence('types.json', root)
    expect(components?.map(({ name, version }) => [name, version])).toEqual([['a', '']])
    expect(report.skipped.first.map(({ line, message }) => `${line} ${message}`)).toEqual([
      '1 an entry of "packages" is no object.',
      '1 an entry of "packages" is no object.',
      '1 a package without name and SPDXID.',
      '2 "externalRefs" is no list.',
      '1 "relationships" is no list.',
    ])
  })

  it('with names of what every object has is data', () => {
    const text =
      '{"bomFormat":"CycloneDX","__proto__":{"components":[{"name":"x"}]},"constructor":1,"components":[{"name":"__proto__","bom-ref":"__proto__"},{"name":"a"}],"components":[{"name":"__proto__","bom-ref":"__proto__"}],"dependencies":[{"ref":"__proto__","dependsOn":["toString"]}]}'
    const { components, report } = readEvidence('proto.json', text)
    expect(components?.map(({ id, dependencies }) => [id, dependencies])).toEqual([['__proto__', ['toString']]])
    expect(report.repaired.first[0]?.message).toContain('stands twice')
    expect({}).not.toHaveProperty('components')
  })
})

describe('texts', () => {
  it('that are hostile lose what steers a terminal, and long ones their end', () => {
    const name = `\u001b[31m<script>alert(1)</script>\u001b]0;title\u0007${'x'.repeat(10_000)}`
    const { records, report } = readEvidence('h.tap', `TAP version 13\n1..1\nnot ok 1 ${name}\n`)
    expect(records[0]?.case).toMatch(/^<script>alert\(1\)<\/script>x+…$/)
    expect(records[0]?.case.length).toBe(evidenceLimits.text)
    expect(report.flags.map(({ code }) => code)).toEqual(['longTexts'])
    const escaped = JSON.stringify({ bomFormat: 'CycloneDX', components: [{ name: '\u001b[2Ja\u0000\u0085b' }] })
    expect(readEvidence('h.json', escaped).components?.[0]?.name).toBe('ab')
  })

  it('of consoles and other encodings are read', () => {
    const utf16 = Uint8Array.from([
      0xff,
      0xfe,
      ...[...'1..1\r\nok 1 a\r\nok 2 b\r\n'].flatMap((sign) => [sign.charCodeAt(0), 0]),
    ])
    expect(readEvidence('wide.tap', utf16).records.length).toBe(2)
    const latin = Uint8Array.from([...bytes('1..1\nok 1 Zerst'), 0xf6, ...bytes('rung\n')])
    const { records, report } = readEvidence('latin.tap', latin)
    expect([records[0]?.case, report.flags[0]?.code]).toEqual(['Zerstörung', 'notUtf8'])
    expect(readEvidence('console.tap', '1..1\r\r\nok 1 a\r\r\n').records[0]).toMatchObject({ case: 'a', line: 2 })
  })
})

describe('bounds', () => {
  it('more than 200,000 records are flagged, not kept', () => {
    const lines = Array.from({ length: 210_000 }, (_, index) => `ok ${index + 1} t`)
    const { records, report } = readEvidence('many.tap', `1..210000\n${lines.join('\n')}\n`)
    expect([records.length, report.flags]).toEqual([200_000, [{ code: 'tooMany', count: 10_000, line: 200_002 }]])
  })

  const unit = (length: number) => (text: string) => text.repeat(Math.ceil(length / text.length))
  const large = unit(2_000_000)
  it.each<[string, string]>([
    ['tap', large('# Subtest: a\n    # RUN x ...\n')],
    [
      'tap',
      Array.from(
        { length: 60_000 },
        (_, index) => `${' '.repeat(index % 63)}ok 1 - ${index}\n# Subtest: ${index}\n`,
      ).join(''),
    ],
    ['tap', large('# # # # # # # # # # # # # # # # # # #')],
    ['tap', `ok 1 ${large(' #')}\n`],
    ['tap', large('not ok 1 a\n  ---\n  a: b\n')],
    ['junit', `<testsuite>${large('<testcase name="a"><failure>a:1:b:2</failure></testcase>')}`],
    ['junit', `<testsuite>${large('&amp;')}`],
    ['junit', `<testsuite a="${large('\n')}"/>`],
    ['ltp', large('a.c:1: TFAIL: x\nHINT: y\n')],
    ['ltp', `a${large(' ')}\n`],
    ['ltpJson', `{"results":[${large('{"test_fqn":"a","status":"fail","test":{"log":"x.c:1: TFAIL: y"}},')}{}]}`],
    ['cyclonedx', `{"components":[${large('{"name":"a"},')}{}]}`],
    ['spdx3', `{"@graph":[${large('{"type":"software_Package","spdxId":"a","name":"b"},')}{}]}`],
    [
      'spdx2',
      `{"relationships":[${large('{"spdxElementId":"a","relatedSpdxElement":"b","relationshipType":"DEPENDS_ON"},')}{}]}`,
    ],
    ['openqa', `[${large('{"result":"fail","title":"x"},')}{}]`],
    ['gcovJson', `{"files":[{"lines":[${large('{"line_number":1,"count":1},')}{}]}]}`],
    ['gcovJson', `{"a":"${large('\\"')}"}`],
    ['stressNgLog', large('stress-ng: fail:  [1] a b c d e f g\n')],
    ['stressNgLog', `stress-ng: info:  [1] dispatching hogs: ${large('1 cpu, ')}\n`],
    ['paxtest', `PaXtest - \nTest results:\n${large(`${'a'.repeat(41)}: `)}\n`],
    ['gcov', large("File 'a'\nLines executed:1.00% of 9\n")],
    ['lcov', large('SF:a\nDA:1,1\n')],
    ['lcov', `SF:a\nFN:${large('1,')}\n`],
    ['kernelConfig', large('CONFIG_A="\\"x"\n')],
  ])('%s needs time in proportion to a hostile file', (name, text) => {
    readEvidence('hostile', text, findEvidenceFormat(name))
  })
})

const folder = '../shared/data/evidence'
const isThere = existsSync(folder)
if (!isThere) process.stdout.write('SKIPPED: damaged files of evidence: ../shared/data is absent\n')

describe.skipIf(!isThere)('a damaged file', () => {
  /** A reproducible sequence (mulberry32). */
  const random = (seed: number) => () => {
    seed = (seed + 0x6d2b79f5) | 0
    let value = Math.imul(seed ^ (seed >>> 15), 1 | seed)
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296
  }

  it.each(isThere ? readdirSync(folder) : [])('%s is read or refused with its name, whatever byte is wrong', (name) => {
    const original = readFileSync(join(folder, name)).subarray(0, 20_000)
    const next = random(original.length)
    for (let round = 0; round < 150; round++) {
      const damaged = Uint8Array.from(original)
      for (let count = 0; count < 1 + round / 20; count++)
        damaged[Math.floor(next() * damaged.length)] = Math.floor(next() * 256)
      const part = damaged.subarray(0, round % 3 === 0 ? Math.floor(next() * damaged.length) + 1 : damaged.length)
      try {
        readEvidence(name, part)
      } catch (error) {
        if (!(error instanceof StpaError)) throw error
        expect(error.message).toContain(name)
      }
    }
  })
})

import { existsSync } from 'node:fs'
import Database from 'libsql'
import { describe, expect, it } from 'vitest'
import { scratch, stpa } from './testing/stpa'

const files = scratch()

/** A ks-nav database with one table more or otherwise. */
function database(name: string, sql: string): string {
  const path = files.path(name)
  const made = new Database(path)
  made.exec(sql)
  made.close()
  return path
}

const schema = `
create table instances (instance_id INTEGER PRIMARY KEY, version_string text, note text);
create table xrefs (caller int, callee int, ref_addr text, source_line text, xref_instance_id_ref int);
create table tags (tag_id INTEGER PRIMARY KEY, subsys_name text, tag_file_ref_id int, tag_instance_id_ref int);
create table symbols (symbol_id INTEGER PRIMARY KEY, symbol_name text, symbol_address text, symbol_type text, symbol_file_ref_id int, symbol_instance_id_ref int);
create table files (file_id INTEGER PRIMARY KEY, file_name text, file_instance_id_ref int);
insert into instances values (1, '6.1', ''); insert into files values (1, 'a.c', 1);
insert into symbols values (1, 'f', '0x1', 'direct', 1, 1), (2, cast(x'66ff' as text), '0x2', 'direct', 1, 1);
insert into xrefs values (1, 2, '0x1', 'NONE', 1), (1, 99, '0x1', 'NONE', 1);`

const refusals: readonly (readonly [string, () => string, RegExp])[] = [
  ['words', () => files.put('words.db', 'Dear reader'), /words\.db is no kernel graph/],
  ['no ks-nav database', () => database('notes.db', 'create table notes (id int)'), /it has no table "instances"/],
  [
    'half a schema',
    () => database('half.db', 'create table instances (instance_id int)'),
    /has no column "version_string"/,
  ],
  [
    'a truncated gzip',
    () => files.put('cut.db.gz', new Uint8Array([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 75])),
    /cannot be unpacked/,
  ],
  ['a server that is not there', () => 'postgresql://u:secret@127.0.0.1:1/x', /the server cannot be reached/],
]

describe('stpa kernel import', () => {
  it.each(refusals)('refuses %s with one clear line, and writes nothing', async (_, source, says) => {
    const target = files.path('refused.g')
    const run = await stpa(['kernel', 'import', source(), '-o', target])
    expect([run.code, run.stdout, existsSync(target)]).toEqual([2, '', false])
    expect(run.stderr).toMatch(says)
    expect(run.stderr.trim().split('\n')).toHaveLength(1)
    expect(run.stderr).not.toMatch(/secret|\n\s+at /)
  })

  it('reads what is no UTF-8 and skips what refers to nothing, with a report', async () => {
    const graph = files.path('odd.g')
    const run = await stpa(['kernel', 'import', database('odd.db', schema), '-o', graph])
    expect([run.code, run.stderr]).toEqual([0, expect.stringContaining('1 calls whose callee is no symbol')])
    const tree = await stpa(['kernel', 'tree', graph, '--symbol', 'f', '--mode', 'all'])
    expect(tree.stdout).toContain('"f"->"f\uFFFD"')
    const exploding = await stpa(['kernel', 'tree', graph, '--symbol', 'f', '--exclude-before', '(a?){500}a{500}'])
    expect([exploding.code, exploding.stderr]).toEqual([2, expect.stringContaining('too large together')])
  })
})

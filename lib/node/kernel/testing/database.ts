import Database from 'libsql'

export type Rows = {
  readonly functions: readonly (readonly [id: number, name: string, file: number, type?: string])[]
  readonly calls: readonly (readonly [caller: number, callee: number])[]
  readonly tags: readonly (readonly [subsystem: string, file: number])[]
}

/** ks-nav's tables for SQLite, and one instance. */
export const schema = `
create table instances (instance_id INTEGER PRIMARY KEY, version_string varchar(40), note varchar(50));
create table xrefs (caller int, callee int, ref_addr varchar(20), source_line varchar(1024), xref_instance_id_ref int);
create table tags (tag_id INTEGER PRIMARY KEY, subsys_name varchar(100), tag_file_ref_id int, tag_instance_id_ref int);
create table symbols (symbol_id INTEGER PRIMARY KEY, symbol_name varchar(100), symbol_address varchar(20), symbol_type varchar(15), symbol_file_ref_id int, symbol_instance_id_ref int);
create table files (file_id INTEGER PRIMARY KEY, file_name varchar(100), file_instance_id_ref int);
insert into instances values (1, '6.1', 'made by a test');`

/** A ks-nav database of these rows; each function's file is `dir/N.c`. `more`: SQL that comes last. */
export function writeDatabase(path: string, { functions, calls, tags }: Rows, more = ''): string {
  const database = new Database(path)
  database.exec(`pragma synchronous = off; ${schema}`)
  const files = new Set(functions.map(([, , file]) => file))
  for (const file of files) database.prepare('insert into files values (?, ?, 1)').run(file, `dir/${file}.c`)
  for (const [id, symbol, file, type = 'direct'] of functions)
    database
      .prepare('insert into symbols values (?, ?, ?, ?, ?, 1)')
      .run(id, symbol, `0x${id.toString(16)}`, type, file)
  for (const [caller, callee] of calls)
    database.prepare("insert into xrefs values (?, ?, '0xffffffff81000010', 'dir/1.c:7', 1)").run(caller, callee)
  for (const [subsystem, file] of tags) database.prepare('insert into tags values (null, ?, ?, 1)').run(subsystem, file)
  database.exec(more)
  database.close()
  return path
}

// Prisma's schema engine as WebAssembly: no binary to download. One instance per process (a second one panics).
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils'
// The package exports its entry for the web only; the glue beside it is what Node needs.
import * as glue from '../node_modules/@prisma/schema-engine-wasm/schema_engine_bg.js'
import { root } from './place.mjs'

let loading

async function instantiate() {
  globalThis.PRISMA_WASM_PANIC_REGISTRY = {
    set_message: (message) => process.stderr.write(`schema engine: ${message}\n`),
  }
  const bytes = readFileSync(join(root, 'node_modules/@prisma/schema-engine-wasm/schema_engine_bg.wasm'))
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': glue })
  glue.__wbg_set_wasm(instance.exports)
  instance.exports.__wbindgen_start()
  return glue
}

function loadEngine() {
  loading ??= instantiate()
  return loading
}

/** The driver of a database, by the scheme of its URL. */
export async function adapterFor(url) {
  if (/^postgres(ql)?:/.test(url)) {
    const { PrismaPg } = await import('@prisma/adapter-pg')
    return new PrismaPg({ connectionString: url })
  }
  const { PrismaLibSql } = await import('@prisma/adapter-libsql')
  return new PrismaLibSql({ url })
}

/** PostgreSQL's part of the engine asks its server for the version even to compare two texts: this answers it. */
export function standInPostgres() {
  const info = { provider: 'postgres', adapterName: 'stand-in' }
  const version = {
    columnNames: ['version', 'numeric_version'],
    columnTypes: [ColumnTypeEnum.Text, ColumnTypeEnum.Int32],
    rows: [['PostgreSQL 15.0', 150000]],
  }
  const connection = { ...info, queryRaw: async () => version, executeRaw: async () => 0 }
  const connect = async () => ({ ...connection, executeScript: async () => {}, dispose: async () => {} })
  return { ...info, connect, connectToShadowDb: connect }
}

/** Hands out the factory's connections and remembers them, so that the process can end when the work is done. */
function remembering(factory, connections) {
  const connect = async () => {
    const connection = await factory.connect()
    connections.push(connection)
    return connection
  }
  return { provider: factory.provider, adapterName: factory.adapterName, connect, connectToShadowDb: connect }
}

/** The engine reports a driver's error by a number: this is the error itself. */
function original(error, registry) {
  const id = /External error id#(\d+)/.exec(String(error?.message))?.[1]
  return (id && registry.consumeError(Number(id))?.error) ?? error
}

/** Runs `work` on an engine over the adapter, and closes what it opened. */
export async function withEngine(factory, work) {
  const { SchemaEngine } = await loadEngine()
  const connections = []
  const bound = bindMigrationAwareSqlAdapterFactory(remembering(factory, connections))
  try {
    const engine = await SchemaEngine.new({ datamodels: undefined }, () => {}, bound)
    return await work(engine)
  } catch (error) {
    throw original(error, bound.errorRegistry)
  } finally {
    await Promise.all(connections.map((connection) => connection.dispose()))
  }
}

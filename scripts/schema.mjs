// One schema, two databases: writes the PostgreSQL twin of prisma/schema.prisma and generates both clients.
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isMain, root } from './place.mjs'

export const providers = ['sqlite', 'postgresql']

/** The schema of one provider, from the one that people edit; `output` is relative to generated/schemas. */
export function schemaFor(provider) {
  return readFileSync(join(root, 'prisma/schema.prisma'), 'utf8')
    .replace('provider = "sqlite"', `provider = "${provider}"`)
    .replace('"../generated/sqlite"', `"../${provider}"`)
}

export function generate() {
  // Prisma's command line looks for an engine that `generate` does not need: any executable will do.
  const env = { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, CHECKPOINT_DISABLE: '1' }
  mkdirSync(join(root, 'generated/schemas'), { recursive: true })
  for (const provider of providers) {
    const file = `generated/schemas/${provider}.prisma`
    writeFileSync(join(root, file), schemaFor(provider))
    const command = ['node_modules/prisma/build/index.js', 'generate', '--schema', file]
    execFileSync(process.execPath, command, { cwd: root, env, stdio: ['ignore', 'ignore', 'inherit'] })
  }
}

if (isMain(import.meta.url)) generate()

// One schema, two databases: writes the PostgreSQL twin of prisma/schema.prisma and generates both clients.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isMain, root } from './place.mjs'

export const providers = ['sqlite', 'postgresql']

/** The schema of one provider, from the one that people edit; `output` is relative to generated/schemas. */
export function schemaFor(provider) {
  return readFileSync(join(root, 'prisma/schema.prisma'), 'utf8')
    .replace('provider = "sqlite"', `provider = "${provider}"`)
    .replace('"../generated/sqlite"', `"../${provider}"`)
}

/** Of what the clients were generated from: generating takes seconds, and takes the clients away from who runs. */
function isGenerated(provider, stamp) {
  const file = join(root, 'generated', provider, 'stamp')
  return existsSync(file) && readFileSync(file, 'utf8') === stamp
}

function generateClient(provider) {
  const file = `generated/schemas/${provider}.prisma`
  mkdirSync(join(root, 'generated/schemas'), { recursive: true })
  writeFileSync(join(root, file), schemaFor(provider))
  // Prisma's command line looks for an engine that `generate` does not need: any executable will do.
  const env = { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, CHECKPOINT_DISABLE: '1' }
  const command = ['node_modules/prisma/build/index.js', 'generate', '--schema', file]
  execFileSync(process.execPath, command, { cwd: root, env, stdio: ['ignore', 'ignore', 'pipe'] })
}

/** Both clients, where their schema or Prisma itself changed. */
export function generate() {
  const { version } = JSON.parse(readFileSync(join(root, 'node_modules/prisma/package.json'), 'utf8'))
  for (const provider of providers) {
    const stamp = createHash('sha256').update(version).update(schemaFor(provider)).digest('hex')
    if (isGenerated(provider, stamp)) continue
    generateClient(provider)
    writeFileSync(join(root, 'generated', provider, 'stamp'), stamp)
  }
}

if (isMain(import.meta.url)) generate()

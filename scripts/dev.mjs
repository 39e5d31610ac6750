// `npm run dev`: the same database as `npm start`, pages rebuilt as you type.
import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { databaseUrl, dataFolder } from './place.mjs'
import { install } from './prepare.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
install()
const { generate } = await import('./schema.mjs')
generate()
const { bundle } = await import('./build.mjs')
await bundle()
mkdirSync(dataFolder(), { recursive: true })
const { migrate } = await import('./migrate.mjs')
await migrate()
const { seed } = await import(pathToFileURL(join(root, 'dist/seed.js')).href)
await seed()
const env = { ...process.env, DATABASE_URL: databaseUrl(), STPA_DATA: dataFolder() }
const next = join(root, 'node_modules/next/dist/bin/next')
spawn(process.execPath, [next, 'dev', '-H', '127.0.0.1', '-p', process.env.PORT || '3000'], {
  cwd: root,
  env,
  stdio: 'inherit',
})

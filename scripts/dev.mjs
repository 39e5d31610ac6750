// `npm run dev`: the same database as `npm start`, pages rebuilt as you type.
import { spawn } from 'node:child_process'
import { prepareDatabase } from './database.mjs'
import { databaseUrl, dataFolder, root } from './place.mjs'
import { install } from './prepare.mjs'

install()
const { generate } = await import('./schema.mjs')
generate()
const { buildBundles } = await import('./build.mjs')
await buildBundles()
await prepareDatabase()
const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', DATABASE_URL: databaseUrl(), STPA_DATA: dataFolder() }
const command = ['node_modules/next/dist/bin/next', 'dev', '-H', '127.0.0.1', '-p', process.env.PORT || '3000']
spawn(process.execPath, command, { cwd: root, env, stdio: 'inherit' }).on('exit', (code) => process.exit(code ?? 0))

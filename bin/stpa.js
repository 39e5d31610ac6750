#!/usr/bin/env node
// The `stpa` command: hands over to the bundle that `npm run build` makes.
import { existsSync } from 'node:fs'

const bundle = new URL('../dist/stpa.js', import.meta.url)
if (existsSync(bundle)) await import(bundle.href)
else {
  process.stderr.write('stpa is not built yet: run "npm ci && npm run build" in its folder.\n')
  process.exitCode = 2
}

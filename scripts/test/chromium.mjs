// The browser of the tests: one that is installed; else Playwright's; else Debian's package, as root.
import { existsSync } from 'node:fs'
import { findProgram, run, runNode } from './run.mjs'

const minute = 60_000

/** As root Chromium's own sandbox cannot start; playwright.config.ts says the same. */
const args = process.getuid?.() === 0 ? ['--no-sandbox'] : []

async function starts(chromium, executablePath) {
  try {
    await (await chromium.launch({ executablePath, args, timeout: minute })).close()
    return true
  } catch {
    return false
  }
}

/** The first that starts. Debian's /usr/bin/chromium is a shell script that fails without grep: then what it wraps. */
async function installed() {
  const { chromium } = await import('@playwright/test')
  const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']
  const candidates = [
    process.env.STPA_CHROMIUM,
    ...names.map(findProgram),
    ...names.map((name) => `/usr/bin/${name}`),
    '/usr/lib/chromium/chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    chromium.executablePath(),
  ]
  for (const path of new Set(candidates)) if (path && existsSync(path) && (await starts(chromium, path))) return path
  return undefined
}

async function installPackage() {
  const apt = findProgram('apt-get')
  if (!apt || process.getuid?.() !== 0) return
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  await run(apt, ['update', '-qq'], { env, timeout: 5 * minute })
  await run(apt, ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], { env, timeout: 10 * minute })
}

/** Path of a Chromium, installed when need be; undefined when there is none to be had. */
export async function findChromium() {
  const found = await installed()
  if (found) return found
  console.log('No Chromium is installed: trying to install one …')
  await runNode('@playwright/test/cli.js', ['install', 'chromium'], { timeout: 3 * minute })
  const downloaded = await installed()
  if (downloaded) return downloaded
  await installPackage()
  return installed()
}

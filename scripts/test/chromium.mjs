// The browser of the tests: the installed one; else Playwright's; else Debian's package, as root.
import { existsSync } from 'node:fs'
import { findProgram, run, runNode } from './run.mjs'

const minutes = 60_000

async function installed() {
  const { chromium } = await import('@playwright/test')
  const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']
  const candidates = [
    process.env.STPA_CHROMIUM,
    ...names.map(findProgram),
    ...names.map((name) => `/usr/bin/${name}`),
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    chromium.executablePath(),
  ]
  return candidates.find((path) => path && existsSync(path))
}

async function installPackage() {
  const apt = findProgram('apt-get')
  if (!apt || process.getuid?.() !== 0) return
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  await run(apt, ['update', '-qq'], { env, timeout: 5 * minutes })
  await run(apt, ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], { env, timeout: 10 * minutes })
}

/** Path of a Chromium, installed when need be; undefined when there is none to be had. */
export async function findChromium() {
  const found = await installed()
  if (found) return found
  console.log('No Chromium is installed: trying to install one …')
  await runNode('@playwright/test/cli.js', ['install', 'chromium'], { timeout: 3 * minutes })
  const downloaded = await installed()
  if (downloaded) return downloaded
  await installPackage()
  return installed()
}

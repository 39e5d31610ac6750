import { existsSync, mkdtempSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from '@playwright/test'

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

// Workers read this file again and inherit the environment: port and folder are chosen once.
process.env.STPA_E2E_PORT ??= String(await freePort())
process.env.STPA_E2E_DATA ??= mkdtempSync(join(tmpdir(), 'stpa-e2e-'))

const port = process.env.STPA_E2E_PORT
const baseURL = `http://127.0.0.1:${port}`
const installed = process.env.STPA_CHROMIUM ?? '/usr/bin/chromium'

/** Nothing that looks for updates or networks; as root, Chromium's own sandbox cannot start. */
const quiet = ['gpu', 'quic', 'background-networking', 'component-update', 'sync'].map((name) => `--disable-${name}`)
const args = ['--no-first-run', ...quiet, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])]

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  workers: 1,
  retries: 0,
  forbidOnly: process.env.CI !== undefined,
  timeout: 90_000,
  expect: { timeout: 10_000 },
  use: {
    baseURL,
    viewport: { width: 1280, height: 720 },
    locale: 'en-GB',
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: { args, executablePath: existsSync(installed) ? installed : undefined },
  },
  webServer: {
    command: 'node scripts/start.mjs',
    url: baseURL,
    env: { PORT: port, HOST: '127.0.0.1', STPA_DATA: process.env.STPA_E2E_DATA, DATABASE_URL: '' },
    timeout: 300_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
  },
})

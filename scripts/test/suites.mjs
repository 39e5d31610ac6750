// The suites that run the program: Vitest (unit, storage on both databases) and Playwright.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { changedFiles, testsBeside } from './changed.mjs'
import { findChromium } from './chromium.mjs'
import { runNode } from './run.mjs'

/** In CI nothing may be left out: a skip for want of a tool fails there. */
const inCi = () => ['true', '1'].includes(process.env.CI ?? '')

async function withFolder(work) {
  const folder = mkdtempSync(join(tmpdir(), 'stpa-test-'))
  try {
    return await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined // it broke before the end: the output says why
  }
}

/** `SKIPPED: reason` on a line of its own: a suite that runs in part only. */
const partsSkipped = (output) => [...output.matchAll(/^SKIPPED: (.*)$/gm)].map(([, reason]) => reason)

function vitest(project, files = []) {
  return withFolder(async (folder) => {
    const env = { STPA_TEST_REPORT: join(folder, 'report.json'), NO_COLOR: '1' }
    const reporters = ['--reporter=default', '--reporter=./scripts/test/vitestReporter.mjs']
    const { ok, output } = await runNode('vitest/vitest.mjs', ['run', '--project', project, ...reporters, ...files], {
      env,
    })
    const { passed, failed, skipped } = readReport(env.STPA_TEST_REPORT) ?? { passed: 0, failed: 1, skipped: [] }
    const parts = partsSkipped(output)
    const missing = inCi() ? parts.length : 0
    const failures = failed + missing || (ok && passed > 0 ? 0 : 1)
    return { passed, failed: failures, skipped: [...skipped, ...parts], output: failures > 0 ? output : '' }
  })
}

export const unit = () => vitest('unit')

/** More would not be quick: which ones are left out is told. */
const mostNearby = 14

/** Unit tests beside what differs from the commit before the last one. */
export async function nearby() {
  const tests = testsBeside(changedFiles())
  const left = tests.slice(mostNearby).map((path) => `${path}: more tests beside what was changed than are quick`)
  if (tests.length === 0) return { passed: 0, failed: 0, note: 'no unit test stands beside what was changed' }
  const result = await vitest('unit', tests.slice(0, mostNearby))
  return { ...result, skipped: [...result.skipped, ...left], note: `${tests.length - left.length} files` }
}
export const storage = () => vitest('storage')

const flatten = (suite) => [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(flatten)]

function reasonOf(spec) {
  const notes = spec.tests
    .flatMap(({ annotations }) => annotations.map(({ description }) => description))
    .filter(Boolean)
  return `${spec.file}: ${spec.title}${notes.length > 0 ? ` (${notes.join('; ')})` : ''}`
}

export async function browser() {
  const chromium = await findChromium()
  if (!chromium) {
    const reason = 'all browser tests: no Chromium is installed, and none could be installed'
    return { passed: 0, failed: inCi() ? 1 : 0, skipped: [reason], output: '' }
  }
  return withFolder(async (folder) => {
    const report = join(folder, 'report.json')
    const env = { STPA_CHROMIUM: chromium, STPA_E2E_DATA: join(folder, 'data'), PLAYWRIGHT_JSON_OUTPUT_NAME: report }
    const { ok, output } = await runNode('@playwright/test/cli.js', ['test', '--reporter=list,json'], { env })
    const { stats, suites = [] } = readReport(report) ?? {}
    if (!stats) return { passed: 0, failed: 1, output }
    const skipped = suites.flatMap(flatten).filter(({ tests }) => tests.every(({ status }) => status === 'skipped'))
    const failed = stats.unexpected + stats.flaky || (ok && stats.expected > 0 ? 0 : 1)
    return {
      passed: stats.expected,
      failed,
      skipped: skipped.map(reasonOf),
      output: failed > 0 ? output : '',
      note: chromium,
    }
  })
}

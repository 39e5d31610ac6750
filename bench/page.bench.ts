// The screens of a trace of more than a million lines in Chromium: the longest time for which the page does not answer.
import { existsSync } from 'node:fs'
import { chromium, type Page } from '@playwright/test'
import type { Row } from './core.bench'
import { withLargeTrace } from './largeTrace'
import { address, started, stopped } from './server'
import { importedAt, signedIn } from './uploads'

const installed = '/usr/bin/chromium'
const tabs = ['summary', 'processes', 'resources', 'subsystems', 'charts', 'lines', 'flow']

/** Milliseconds of the longest task of the page since it was opened. */
async function longestTask(page: Page): Promise<number> {
  return page.evaluate(() => {
    // Collected by the script below, from the first moment on.
    const { tasks } = globalThis as unknown as { tasks: number[] }
    return Math.max(0, ...tasks)
  })
}

async function visit(page: Page, hash: string, tab: string): Promise<number> {
  await page.goto(`${address}/analyses/telltale/evidence/${hash}?tab=${tab}`)
  await page.getByRole('tabpanel').waitFor()
  await page.waitForTimeout(1_500)
  for (let step = 0; step < 10; step++) {
    await page.mouse.wheel(0, 900)
    await page.waitForTimeout(50)
  }
  return longestTask(page)
}

export async function pageRows(): Promise<Row[]> {
  if (!existsSync(installed)) {
    console.log('SKIPPED: page: Chromium is absent')
    return []
  }
  return withLargeTrace(async (trace) => {
    const server = await started()
    const browser = await chromium.launch({ executablePath: installed, args: ['--no-sandbox'] })
    try {
      const hash = await importedAt('/api/evidence', trace, await signedIn())
      const page = await browser.newPage({ viewport: { width: 1280, height: 720 } })
      await page.addInitScript(() => {
        const tasks: number[] = []
        Object.assign(globalThis, { tasks })
        const observer = new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) tasks.push(entry.duration)
        })
        observer.observe({ type: 'longtask', buffered: true })
      })
      await visit(page, hash, 'summary') // scripts are compiled and cached once
      const rows: Row[] = []
      for (const tab of tabs) {
        const ours = await visit(page, hash, tab)
        rows.push({ what: `longest task of the page, ${tab} / 100 ms`, ours, peer: 100, goal: '1' })
      }
      return rows
    } finally {
      await browser.close()
      await stopped(server)
    }
  })
}

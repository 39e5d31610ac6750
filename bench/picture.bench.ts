// The first picture of Linux 6.1's subsystems below start_kernel in Chromium, against bare elkjs on the same graph there.
import { existsSync } from 'node:fs'
import { chromium } from '@playwright/test'
import { elkTreeOf } from '@/lib/kernel/drawing/layout'
import { explorationOf, requestOf } from '@/lib/kernel/exploration'
import { decodeGraph } from '@/lib/kernel/graph/file'
import { treeOf } from '@/lib/kernel/walk/tree'
import type { Row } from './core.bench'
import { address, started, stopped } from './server'
import { importedAt, signedIn } from './uploads'

const source = '../shared/data/ks-nav/linux-6.1.192.db.gz'
const installed = '/usr/bin/chromium'
const question = 'start=start_kernel&depth=0'

export async function pictureRows(): Promise<Row[]> {
  if (!existsSync(source) || !existsSync(installed)) {
    console.log('SKIPPED: picture: ../shared/data or Chromium is absent')
    return []
  }
  const server = await started()
  const browser = await chromium.launch({ executablePath: installed, args: ['--no-sandbox'] })
  try {
    const hash = await importedAt('/api/graphs', source, await signedIn())
    const bytes = new Uint8Array(await (await fetch(`${address}/api/graphs/${hash}`)).arrayBuffer())
    const request = requestOf(explorationOf(new URLSearchParams(question)))
    const tree = treeOf(decodeGraph('graph', bytes), request)
    const page = await browser.newPage()
    await page.goto('about:blank')
    await page.addScriptTag({ path: 'node_modules/elkjs/lib/elk.bundled.js' })
    const rows: { ours: number; peer: number }[] = []
    for (let run = 0; run < 3; run++) {
      const peer = await page.evaluate(async (graph) => {
        // Put there by the script above.
        const { ELK } = globalThis as unknown as { ELK: new () => { layout: (graph: unknown) => Promise<unknown> } }
        const start = performance.now()
        await new ELK().layout(graph)
        return performance.now() - start
      }, elkTreeOf(tree))
      const shown = await browser.newPage()
      await shown.goto(`${address}/analyses/telltale/kernel?graph=${hash}&start=watchdog_ioctl`)
      await shown.locator('.kernel-arrow').first().waitFor({ state: 'attached' })
      const start = performance.now()
      await shown.evaluate((search) => history.pushState(null, '', `?${search}`), `graph=${hash}&${question}`)
      await shown.waitForFunction(
        (count) => document.querySelectorAll('.kernel-arrow').length >= count,
        tree.edges.length - 5,
        { polling: 'raf', timeout: 120_000 },
      )
      rows.push({ ours: performance.now() - start, peer })
      await shown.close()
    }
    rows.sort((left, right) => left.ours / left.peer - right.ours / right.peer)
    const { ours, peer } = rows[1] ?? { ours: 0, peer: 1 }
    const what = `picture of ${tree.nodes.length} subsystems, ${tree.edges.length} arrows / bare elkjs`
    return [{ what, ours, peer, goal: '1.5' }]
  } finally {
    await browser.close()
    await stopped(server)
  }
}

// The first picture of Linux 6.1's subsystems below start_kernel in Chromium, against bare elkjs on the same graph there.
import { existsSync } from 'node:fs'
import { chromium } from '@playwright/test'
import { explorationOf, requestOf } from '@/lib/kernel/exploration'
import { decodeGraph } from '@/lib/kernel/file'
import { elkTreeOf } from '@/lib/kernel/layout'
import { treeOf } from '@/lib/kernel/walk/tree'
import type { Row } from './core.bench'
import { address, send, started, stopped } from './server'

const source = '../shared/data/ks-nav/linux-6.1.192.db.gz'
const installed = '/usr/bin/chromium'
const question = 'start=start_kernel&depth=0'

/** Imports the graph as a browser would; its hash. */
async function imported(cookie: string): Promise<string> {
  const { readFileSync } = await import('node:fs')
  const bytes = readFileSync(source)
  const job: { id: string } = await (
    await send('POST', '/api/graphs', JSON.stringify({ name: 'linux', size: bytes.length }), cookie)
  ).json()
  const parts = Math.ceil(bytes.length / 4_000_000)
  for (let part = 0; part < parts; part++)
    await send(
      'PUT',
      `/api/jobs/${job.id}/parts/${part}`,
      new Uint8Array(bytes.subarray(part * 4_000_000, (part + 1) * 4_000_000)),
      cookie,
    )
  await send('POST', `/api/jobs/${job.id}`, JSON.stringify({ parts }), cookie)
  for (;;) {
    const { state, result }: { state: string; result: { hash: string } | null } = await (
      await fetch(`${address}/api/jobs/${job.id}`)
    ).json()
    if (result) return result.hash
    if (state === 'failed') throw new Error('the import failed')
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

export async function pictureRows(): Promise<Row[]> {
  if (!existsSync(source) || !existsSync(installed)) {
    console.log('SKIPPED: picture: ../shared/data or Chromium is absent')
    return []
  }
  const server = await started()
  const browser = await chromium.launch({ executablePath: installed, args: ['--no-sandbox'] })
  try {
    const named = await send('PUT', '/api/author', JSON.stringify({ name: 'Bench' }))
    const cookie = named.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ')
    const hash = await imported(cookie)
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

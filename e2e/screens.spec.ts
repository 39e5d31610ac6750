import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from './fixtures'
import { importFiles, openView } from './steps'

const data = fileURLToPath(new URL('../../shared/data/stpa/', import.meta.url))
const example = fileURLToPath(new URL('../examples/telltale/telltale.stpa.yaml', import.meta.url))
const files = existsSync(data) ? [`${data}telltale.yml`, `${data}telltale-control-structure.dot`] : [example]

/** `STPA_SCREENS=1` renews the pictures of the README; else they are taken and thrown away. */
const folder = process.env.STPA_SCREENS ? 'docs/screens' : 'test-results/screens'

type Box = { x: number; y: number; width: number; height: number }
const overlaps = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width - 1 && b.x < a.x + a.width - 1 && a.y < b.y + b.height - 1 && b.y < a.y + a.height - 1

test('the Telltale structure is drawn in the browser without overlapping boxes', async ({ page }) => {
  await page.request.put('/api/author', { data: { name: 'Ann Analyst' } })
  await page.goto('/')
  await importFiles(page, files)
  await openView(page, 'Drawing')
  const nodes = page.locator('.react-flow__node')
  await expect(nodes.first()).toBeVisible()
  await page.waitForTimeout(1_500)
  const boxes = (await Promise.all((await nodes.all()).map((node) => node.boundingBox()))).flatMap((box) => box ?? [])
  expect(boxes.length).toBeGreaterThanOrEqual(12)
  const pairs = boxes.flatMap((box, index) => boxes.slice(index + 1).filter((other) => overlaps(box, other)))
  expect(pairs).toEqual([])
  await page.screenshot({ path: `${folder}/telltale-structure.png` })
})

test('the screens of the example look as they should in light and dark', async ({ page }) => {
  for (const [name, scheme] of [
    ['matrix', 'dark'],
    ['findings', 'light'],
    ['documents', 'light'],
    ['responsibilities', 'dark'],
  ] as const) {
    await page.emulateMedia({ colorScheme: scheme })
    await page.goto(`/analyses/telltale/${name}`)
    await expect(page.getByRole('main').getByRole('heading').first()).toBeVisible()
    await page.waitForTimeout(800)
    await page.screenshot({ path: `${folder}/${name}-${scheme}.png` })
  }
})

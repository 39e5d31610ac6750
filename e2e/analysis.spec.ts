import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Locator, Page } from '@playwright/test'
import { expect, test } from './fixtures'
import { addLink, giveName, importFiles, inspectorOf, openView, selectItem } from './steps'

const data = fileURLToPath(new URL('../../shared/data/stpa/', import.meta.url))
const example = fileURLToPath(new URL('../examples/telltale/telltale.stpa.yaml', import.meta.url))
const real = existsSync(data)

const controller = 'Backlight monitor'
const uca = 'Backlight monitor does not provide Cut the backlight when the picture stands still'
const requirement = 'Backlight monitor shall compare frame counters'
const aou = 'The integrator shall supply a frame counter'

async function chooseEnd(dialog: Locator, label: string, name: string): Promise<void> {
  const end = dialog.getByLabel(label, { exact: true })
  const option = end.locator('option', { hasText: name }).first()
  await end.selectOption((await option.getAttribute('value')) ?? '')
}

async function drawArrow(page: Page, kind: string, [from, to]: [string, string], name: string): Promise<void> {
  await page.keyboard.press('Escape')
  await page.keyboard.press('c')
  const dialog = page.getByRole('dialog', { name: 'New arrow' })
  await chooseEnd(dialog, 'From', from)
  await chooseEnd(dialog, 'To', to)
  await dialog.getByRole('radio', { name: kind }).check()
  await dialog.getByLabel('Name').fill(name)
  await page.keyboard.press('Enter')
  await expect(inspectorOf(page).getByLabel('Name', { exact: true })).toHaveValue(name)
}

/** A new controller above the display, with what it does to it and what it learns from it. (Dragged: drawing.spec.ts.) */
async function drawController(page: Page): Promise<void> {
  await openView(page, 'Drawing')
  await page.getByRole('button', { name: 'Add element' }).click()
  await page.getByLabel('Name').fill(controller)
  await page.getByLabel('Name').press('Enter')
  await expect(page.getByLabel('Control structure').getByText(controller).first()).toBeVisible()
  await drawArrow(page, 'Control action', [controller, 'Display'], 'Cut the backlight')
  await drawArrow(page, 'Feedback', ['Display', controller], 'Counter of frames')
}

async function writeUnsafeControlAction(page: Page): Promise<void> {
  await openView(page, 'Matrix')
  await chooseEnd(page.getByRole('main'), 'Controller', controller)
  const row = page.getByRole('row').filter({ hasText: 'Cut the backlight' })
  await row.getByRole('gridcell').first().dblclick()
  await page.getByRole('button', { name: 'Unsafe control action' }).click()
  await page.getByRole('dialog').getByLabel('Text', { exact: true }).fill(uca)
  await page.getByRole('group', { name: 'Leads to' }).getByRole('checkbox').first().check()
  await page.getByRole('button', { name: 'Write it down' }).click()
  await expect(row.getByText('when the picture stands still')).toBeVisible()
}

async function goOnToAssumptionOfUse(page: Page): Promise<void> {
  await selectItem(page, 'when the picture stands still')
  await addLink(page, 'violates', 'SC', false)
  await addLink(page, 'is prevented by: controller constraints', 'Backlight monitor must cut the backlight')
  await addLink(page, 'is caused by: loss scenarios', 'The monitor takes the same frame for motion')
  await inspectorOf(page).getByRole('link', { name: 'The monitor takes the same frame' }).click()
  await addLink(page, 'gives rise to: requirements', requirement)
  await addLink(page, 'gives rise to: assumptions of use', aou)
}

async function undoAndRedo(page: Page): Promise<void> {
  const link = inspectorOf(page).getByRole('link', { name: aou })
  await page.getByRole('button', { name: 'Undo', exact: true }).click()
  await expect(link).toBeHidden()
  await page.getByRole('button', { name: 'Redo', exact: true }).click()
  await expect(link).toBeVisible()
}

async function dismissFinding(page: Page): Promise<void> {
  await openView(page, 'Findings')
  await page.getByRole('button', { name: 'Dismiss …' }).first().click()
  await page.getByRole('textbox', { name: 'Reason' }).fill('Considered in the test')
  await page.getByRole('button', { name: 'Dismiss', exact: true }).click()
  await expect(page.getByText(/[1-9]\d* dismissed/).first()).toBeVisible()
}

async function expectOnScreens(page: Page): Promise<void> {
  await expect(page.getByText(/[1-9]\d* dismissed/).first()).toBeVisible()
  await openView(page, 'Drawing')
  await expect(page.getByLabel('Control structure').getByText('Cut the backlight').first()).toBeVisible()
  await expect(page.getByLabel('Control structure').getByText('Counter of frames').first()).toBeVisible()
  for (const text of [uca, requirement, aou]) {
    await selectItem(page, text)
    await expect(inspectorOf(page).getByLabel('Text', { exact: true })).toHaveValue(text)
  }
}

async function expectInDocuments(page: Page): Promise<void> {
  const id = new URL(page.url()).pathname.split('/')[2]
  const expected = { report: [uca, requirement, 'Considered in the test'], aou: [aou] }
  for (const [document, texts] of Object.entries(expected)) {
    const response = await page.request.get(`/api/analyses/${id}/documents/${document}?format=html`)
    expect(response.status()).toBe(200)
    const html = await response.text()
    for (const text of texts) expect(html).toContain(text)
  }
}

test('an analyst takes an analysis from import to the documents, and finds it all there', async ({ page }) => {
  if (!real) console.info('../shared/data is absent: the Telltale example stands in for the published files')
  await page.goto('/')
  await importFiles(page, real ? [`${data}telltale.yml`, `${data}telltale-control-structure.dot`] : [example])
  await giveName(page, 'Ann Analyst')
  await drawController(page)
  await writeUnsafeControlAction(page)
  await goOnToAssumptionOfUse(page)
  await undoAndRedo(page)
  await dismissFinding(page)
  await page.reload()
  await expectOnScreens(page)
  await expectInDocuments(page)
})

test('signs that turn writing around stand by their numbers where a text is shown, and as they are where it is edited', async ({
  page,
}) => {
  await page.request.put('/api/author', { data: { name: 'Ann' } })
  const made = await page.request.post('/api/analyses', {
    data: { from: 'blank', title: 'Lamp \u202epmal', profile: 'general' },
  })
  const { id } = await made.json()
  const operations = [{ op: 'create', uid: 'turned', kind: 'loss', fields: { text: 'Harm \u202emrah' } }]
  await page.request.post(`/api/analyses/${id}/operations`, { data: { operations, reason: '' } })
  await page.goto(`/analyses/${id}/items/loss?item=turned`)
  await expect(page.getByRole('grid').getByText('Harm <U+202E>mrah')).toBeVisible()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Lamp <U+202E>pmal')
  await expect(page.getByRole('complementary', { name: 'Inspector' }).getByLabel('Text', { exact: true })).toHaveValue(
    'Harm \u202emrah',
  )
})

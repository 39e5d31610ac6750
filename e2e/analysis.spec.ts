import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from './fixtures'
import { giveName, importFiles, openView, selectItem } from './steps'

const data = fileURLToPath(new URL('../../shared/data/stpa/', import.meta.url))
const example = fileURLToPath(new URL('../examples/telltale/telltale.stpa.yaml', import.meta.url))
const real = existsSync(data)

test('an analyst imports an analysis, extends it from drawing to assumption of use, undoes, and hands it out', async ({
  page,
}) => {
  if (!real) console.info('../shared/data is absent: the Telltale example stands in for ELISA’s files')
  await page.goto('/')
  await importFiles(page, real ? [`${data}telltale.yml`, `${data}telltale-control-structure.dot`] : [example])
  await giveName(page, 'Ann Analyst')
  await expect(page.getByRole('navigation', { name: 'Steps' })).toBeVisible()

  await openView(page, 'Drawing')
  await page.getByRole('button', { name: 'Add element' }).click()
  await page.getByLabel('Name').fill('Backlight monitor')
  await page.getByRole('button', { name: 'Done' }).click()
  await expect(page.getByRole('group', { name: /Backlight monitor/ }).first()).toBeVisible()

  await openView(page, 'Control actions')
  await page.getByRole('button', { name: 'New control action' }).click()
  const inspector = page.getByRole('complementary', { name: 'Inspector' })
  await inspector.getByLabel('Name', { exact: true }).fill('Cut the backlight')
  await inspector.getByLabel('Name', { exact: true }).press('Enter')
  await inspector.getByRole('combobox', { name: 'Add: comes from' }).fill('Backlight monitor')
  await inspector.getByRole('combobox', { name: 'Add: comes from' }).press('Enter')
  await inspector.getByRole('combobox', { name: 'Add: goes to' }).fill('Display')
  await inspector.getByRole('combobox', { name: 'Add: goes to' }).press('Enter')
  await expect(inspector.getByRole('link', { name: 'Backlight monitor' })).toBeVisible()

  await openView(page, 'Matrix')
  const controller = page.getByRole('combobox', { name: 'Controller' })
  await controller.selectOption(
    (await controller.locator('option', { hasText: 'Backlight monitor' }).getAttribute('value')) ?? '',
  )
  const row = page.getByRole('row').filter({ hasText: 'Cut the backlight' })
  await row.getByRole('gridcell').first().dblclick()
  await page.getByRole('button', { name: 'Unsafe control action' }).click()
  await page
    .getByLabel('Text')
    .fill('Backlight monitor does not provide Cut the backlight when the picture stands still')
  await page.getByRole('group', { name: 'Leads to' }).getByRole('checkbox').first().check()
  await page.getByRole('button', { name: 'Write it down' }).click()
  await expect(row.getByText('when the picture stands still')).toBeVisible()

  await selectItem(page, 'when the picture stands still')
  await inspector
    .getByRole('combobox', { name: 'Add: is prevented by: controller constraints' })
    .fill('Backlight monitor must cut the backlight when the picture stands still')
  await inspector.getByRole('combobox', { name: 'Add: is prevented by: controller constraints' }).press('Enter')
  await inspector
    .getByRole('combobox', { name: 'Add: is caused by: loss scenarios' })
    .fill('The monitor reads the same frame twice and takes it for motion')
  await inspector.getByRole('combobox', { name: 'Add: is caused by: loss scenarios' }).press('Enter')
  await inspector.getByRole('link', { name: 'The monitor reads the same frame twice' }).click()
  await inspector
    .getByRole('combobox', { name: 'Add: gives rise to: requirements' })
    .fill('Backlight monitor shall compare frame counters')
  await inspector.getByRole('combobox', { name: 'Add: gives rise to: requirements' }).press('Enter')
  await inspector
    .getByRole('combobox', { name: 'Add: gives rise to: assumptions of use' })
    .fill('The integrator shall supply a frame counter')
  await inspector.getByRole('combobox', { name: 'Add: gives rise to: assumptions of use' }).press('Enter')
  await expect(inspector.getByRole('link', { name: 'The integrator shall supply a frame counter' })).toBeVisible()

  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(inspector.getByRole('link', { name: 'The integrator shall supply a frame counter' })).toBeHidden()
  await page.getByRole('button', { name: 'Redo' }).click()
  await expect(inspector.getByRole('link', { name: 'The integrator shall supply a frame counter' })).toBeVisible()

  await openView(page, 'Findings')
  const dismiss = page.getByRole('button', { name: 'Dismiss …' }).first()
  await dismiss.click()
  await page.getByRole('textbox', { name: 'Reason' }).fill('Considered in the test')
  await page.getByRole('button', { name: 'Dismiss', exact: true }).click()
  await expect(page.getByText(/[1-9]\d* dismissed/).first()).toBeVisible()

  await page.reload()
  for (const [document, text] of [
    ['report', 'Backlight monitor shall compare frame counters'],
    ['aou', 'The integrator shall supply a frame counter'],
  ] as const) {
    const id = new URL(page.url()).pathname.split('/')[2]
    const response = await page.request.get(`/api/analyses/${id}/documents/${document}?format=html`)
    expect(response.status()).toBe(200)
    expect(await response.text()).toContain(text)
  }
})

import { expect, test } from './fixtures'
import { giveName, openView } from './steps'

test('a reviewer gives out a duty, sets a finding aside, follows a trace, hands out documents and reads what changed', async ({
  page,
}) => {
  await page.goto('/analyses/telltale')
  const inspector = page.getByRole('complementary', { name: 'Inspector' })

  await openView(page, 'Per element')
  await expect(page.getByRole('heading', { level: 3 }).first()).toContainText('Linux')
  await page.getByRole('button', { name: 'New requirement' }).first().click()
  await giveName(page, 'Rita Reviewer')
  await inspector.getByLabel('Text', { exact: true }).fill('Linux shall say which process petted last')
  await inspector.getByLabel('Text', { exact: true }).press('Enter')
  await expect(page.getByRole('cell', { name: 'Linux shall say which process petted last' }).first()).toBeVisible()

  await openView(page, 'Findings')
  await page.getByLabel('Words in the finding').fill('derived from nothing')
  await page.getByRole('button', { name: 'Dismiss …' }).first().click()
  await page.getByLabel('Reason').fill('Follows from the review of June')
  await page.getByRole('button', { name: 'Dismiss', exact: true }).click()
  await page.getByRole('tab', { name: /^Dismissed/ }).click()
  await expect(page.getByText('Follows from the review of June')).toBeVisible()
  await page.getByRole('tab', { name: /^Rules/ }).click()
  await expect(page.getByRole('checkbox', { name: /S1-02a/ })).toBeChecked()

  await openView(page, 'Traceability')
  await page.getByRole('combobox', { name: 'Trace another item' }).fill('H-2')
  await page.getByRole('combobox', { name: 'Trace another item' }).press('Enter')
  const tree = page.getByRole('tree', { name: 'Towards losses and goals' })
  await tree.getByRole('treeitem').first().focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(inspector.getByRole('heading', { level: 2 })).toContainText('Loss')
  await page.getByRole('tab', { name: 'Matrix' }).click()
  await page.getByLabel('Rows', { exact: true }).selectOption('hazard')
  await page.getByLabel('Columns', { exact: true }).selectOption('loss')
  await expect(page.getByLabel('H-1 leads to L-1')).toBeVisible()

  await openView(page, 'Documents')
  const preview = page.frameLocator('iframe')
  await expect(preview.getByRole('heading', { level: 1 })).toBeVisible()
  await page.getByRole('button', { name: 'None' }).click()
  await page.getByLabel('Losses, hazards and system-level constraints').check()
  await expect(preview.getByRole('heading', { name: /System-level constraints/ }).first()).toBeVisible()
  await expect(preview.getByRole('heading', { name: /Loss scenarios/ })).toBeHidden()
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Markdown' }).click()
  expect((await download).suggestedFilename()).toBe('telltale-report.md')

  await openView(page, 'History')
  await page.getByLabel('Words in the change').fill('which process petted last')
  await expect(page.getByRole('insertion').first()).toContainText('Linux shall say which process petted last')
  await page.getByRole('button', { name: 'Undo my last change' }).click()
  await page.getByLabel('Words in the change').fill('review of June')
  await expect(page.getByRole('heading', { name: /Undo of/ })).toBeVisible()
})

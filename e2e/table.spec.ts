import { expect, test } from './fixtures'

test('a text is changed in a table as fast as keys can be pressed, and taken back', async ({ page }) => {
  await page.request.put('/api/author', { data: { name: 'Ann Analyst' } })
  const response = await page.request.post('/api/analyses', { data: { from: 'example', name: 'openaps' } })
  const { id } = (await response.json()) as { id: string } // the answer of createRequest
  await page.goto(`/analyses/${id}/items/hazard`)
  const cell = (row: number) => page.locator(`[data-cell="${row} 1"]`)
  const before = await cell(1).innerText()
  await cell(0).focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter') // before the focus has followed
  const field = page.getByRole('gridcell').getByRole('textbox')
  await expect(field).toBeFocused()
  await field.press('End')
  await page.keyboard.type(' walked')
  await page.keyboard.press('Enter')
  await expect(cell(1)).toHaveText(`${before} walked`)
  await expect(cell(1)).toBeFocused()
  await page.keyboard.press('Control+z')
  await expect(cell(1)).toHaveText(before)

  await page.keyboard.press('Control+End')
  await expect(page.getByRole('row').last().getByRole('gridcell').last()).toBeFocused()
  await page.keyboard.press('Control+Home')
  await expect(page.locator('[data-cell="0 0"]')).toBeFocused()
  await page.keyboard.press(' ')
  await expect(page.getByRole('button', { name: 'Remove 1' })).toBeVisible()
})

import { expect, test } from './fixtures'
import { inspectorOf } from './steps'

test.describe('a line that is cut', () => {
  test.use({ expectedComplaints: [/ERR_INTERNET_DISCONNECTED/] })

  test('what is typed is counted while it waits, leaving is warned of, and all of it is saved when the line is back', async ({
    page,
    context,
    openPage,
  }) => {
    await page.request.put('/api/author', { data: { name: 'Ann' } })
    await page.goto('/analyses/telltale/items/loss')
    await page.getByRole('link', { name: /L-1/ }).first().click()
    const text = inspectorOf(page).getByLabel('Text', { exact: true })
    await expect(text).toHaveValue(/./)
    const before = await text.inputValue()
    await context.setOffline(true)
    await text.fill('Typed on a train')
    await text.blur()
    const status = page.getByRole('banner').getByRole('status')
    await expect(status).toContainText('Not saved: 1 edit waits for the server')
    await page.getByRole('button', { name: 'Undo', exact: true }).click()
    await expect(status).toContainText('Not saved: 2 edits wait for the server')
    await expect(text).toHaveValue('Typed on a train')
    const warned = page.waitForEvent('dialog')
    await page.close({ runBeforeUnload: true })
    await (await warned).dismiss()
    await context.setOffline(false)
    await expect(status).toContainText('Saved', { timeout: 30_000 })
    await expect(text).toHaveValue(before)
    const other = await openPage()
    await other.goto('/analyses/telltale/history')
    await expect(other.getByText(/undo/i).first()).toBeVisible()
  })
})

import { expect, test } from './fixtures'
import { inspectorOf, openView } from './steps'

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

test('the server on this machine is asked also when the browser knows of no network', async ({ page }) => {
  await page.goto('/analyses/telltale/items/loss')
  await expect(page.getByRole('link', { name: /L-1/ }).first()).toBeVisible()
  await page.evaluate(() => window.dispatchEvent(new Event('offline')))
  await openView(page, 'Evidence')
  await expect(page.getByRole('heading', { name: 'Evidence', exact: true })).toBeVisible()
  await expect(page.getByText('Loading the list …')).toHaveCount(0)
})

test.describe('a list that does not come', () => {
  test.use({ expectedComplaints: [/ERR_FAILED/] })

  test('is no empty list: nothing is said to be missing, and why it is not there is told', async ({ page }) => {
    await page.route(/\/api\/(?:evidence|graphs)$/, (route) => route.abort())
    await page.goto('/analyses/telltale/runs')
    const main = page.getByRole('main')
    await expect(main).toContainText('The list of traces is not there: The server does not answer.', {
      timeout: 20_000,
    })
    for (const tab of ['Coverage', 'Compare', 'System view', 'Fault injection']) {
      await page.getByRole('tab', { name: tab }).click()
      await expect(page.getByRole('tabpanel')).toHaveText('')
    }
    await openView(page, 'Kernel')
    await expect(page.getByRole('alert').filter({ hasText: 'does not answer' })).toBeVisible({ timeout: 20_000 })
    await expect(main).not.toContainText('No graph yet')
  })
})

test.describe('an analysis that was put back', () => {
  test.use({ expectedComplaints: [/ 40[49] /] })

  test('has the history of what is there now', async ({ page }) => {
    const ask = async (path: string, data: object) => {
      const answer = await page.request.post(path, { data })
      return answer.json()
    }
    await page.request.put('/api/author', { data: { name: 'Ann' } })
    const create = () => ask('/api/analyses', { from: 'blank', title: 'Put back', profile: 'general' })
    const edit = (id: string, text: string) =>
      ask(`/api/analyses/${id}/operations`, {
        operations: [{ op: 'create', uid: text, kind: 'loss', fields: { text } }],
        reason: text,
      })
    const { id } = await create()
    await edit(id, 'seen-first')
    await page.goto(`/analyses/${id}/history`)
    await expect(page.getByRole('main').getByText('seen-first').first()).toBeVisible()
    // As a backup does it: the same id and the same number of a revision, and another history.
    await page.request.delete(`/api/analyses/${id}`)
    await create()
    await edit(id, 'seen-later')
    await expect(page.getByRole('dialog', { name: 'Loaded anew' })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('main').getByText('seen-later').first()).toBeVisible()
    await expect(page.getByRole('main').getByText('seen-first')).toHaveCount(0)
  })
})

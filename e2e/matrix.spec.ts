import { expect, expectAccessible, test } from './fixtures'

const source = `stpa: 1
id: matrix
analysis:
- {key: AN-1, text: Matrix}
hazard:
- {key: H-1, text: The pump runs dry}
systemConstraint:
- {key: SC-1, text: The pump must never run dry, addresses: [H-1]}
element:
- {key: E-1, text: Controller}
- {key: E-2, text: Pump}
controlAction:
- {key: CA-1, text: Start, source: [E-1], target: [E-2]}
- {key: CA-2, text: Stop, source: [E-1], target: [E-2]}
`

test('unsafe control actions and verdicts are written with the keyboard', async ({ page }) => {
  await page.request.put('/api/author', { data: { name: 'Ann Analyst' } })
  const multipart = {
    files: { name: 'matrix.stpa.yaml', mimeType: 'text/yaml', buffer: Buffer.from(source) },
    options: JSON.stringify({ dryRun: false }),
  }
  const response = await page.request.post('/api/imports', { multipart })
  const { analysis } = (await response.json()) as { analysis: string } // ImportOutcome
  await page.goto(`/analyses/${analysis}/matrix`)
  const cell = (row: number, column: number) => page.locator(`[data-cell="${row} ${column}"]`)
  const status = page.getByRole('status').filter({ hasText: 'decided' })
  await expect(status).toHaveText('0 of 8 cells decided (0 %)')

  await cell(0, 0).focus()
  await page.keyboard.press('ArrowRight')
  await expect(cell(0, 1)).toBeFocused()
  await page.keyboard.press('u')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Context', { exact: true }).fill('the tank is empty')
  await expect(dialog.getByLabel('Text', { exact: true })).toHaveValue(
    'Controller provides Start when the tank is empty',
  )
  await dialog.getByRole('checkbox', { name: /H-1/ }).check()
  await dialog.getByRole('checkbox', { name: /SC-1/ }).check()
  await dialog.getByRole('button', { name: 'Write it down' }).click()
  await expect(cell(0, 1)).toContainText('Controller provides Start when the tank is empty')
  await expect(status).toHaveText('1 of 8 cells decided (12 %)')

  await cell(0, 2).focus()
  await page.keyboard.press('Shift+ArrowRight')
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('n')
  await expect(dialog).toContainText('A verdict for 4 cells')
  await dialog.getByLabel('Reason').fill('The tank has a float switch.')
  await dialog.getByRole('button', { name: 'Write it down' }).click()
  await expect(cell(1, 3)).toContainText('Not hazardous: The tank has a float switch.')
  await expect(status).toHaveText('5 of 8 cells decided (62 %)')

  await cell(1, 3).focus()
  await page.keyboard.press('Delete')
  await expect(cell(1, 3)).toHaveText('Open')
  await page.getByRole('button', { name: 'Undo', exact: true }).click()
  await expect(cell(1, 3)).toContainText('float switch')

  await page.getByRole('checkbox', { name: 'Open only' }).check()
  await expect(page.getByRole('gridcell')).toHaveCount(8)
  await page.reload()
  await expect(cell(0, 1)).toContainText('Controller provides Start when the tank is empty')
})

test('an unsafe control action that is rejected leaves its reason in the cell', async ({ page }) => {
  await page.request.put('/api/author', { data: { name: 'Ann Analyst' } })
  await page.goto('/analyses/telltale/matrix')
  const cell = page.getByRole('gridcell').filter({ hasText: 'UCA-1' }).first()
  const at = await cell.getAttribute('data-cell')
  await cell.focus()
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Reject …' }).click()
  await page.getByLabel(/is rejected$/).fill('Considered again')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  await expect(page.locator(`[data-cell="${at}"]`)).toContainText('Considered again')
  await page.getByRole('button', { name: 'Undo', exact: true }).click()
  await expect(page.locator(`[data-cell="${at}"]`)).toContainText('UCA-1')
})

test('the matrix can be used by everyone', async ({ page }) => {
  await page.goto('/analyses/telltale/matrix')
  await expect(page.getByRole('grid', { name: 'Matrix' })).toBeVisible()
  await expectAccessible(page)
})

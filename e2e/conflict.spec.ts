import { expect, test } from './fixtures'

test.describe('two people at one analysis', () => {
  test.use({ expectedComplaints: [/409/] })

  test('who changes the same field second is shown both texts, and none is lost', async ({ page, openPage }) => {
    const other = await openPage()
    for (const [person, name] of [
      [page, 'Ann'],
      [other, 'Bob'],
    ] as const) {
      await person.request.put('/api/author', { data: { name } })
      await person.goto('/analyses/telltale/items/loss')
      await person.getByRole('link', { name: /L-1/ }).first().click()
    }
    const field = (person: typeof page) =>
      person.getByRole('complementary', { name: 'Inspector' }).getByLabel('Text', { exact: true })
    await field(other).focus()
    await field(other).fill('Bob’s wording')
    await field(page).fill('Ann’s wording')
    await field(page).press('Enter')
    await expect(page.getByText(/^Saved/)).toBeVisible()
    // Ann's change reaches Bob's page while his own text is still being typed.
    await other.waitForTimeout(4_000)
    await field(other).press('Enter')
    const dialog = other.getByRole('dialog', { name: 'Somebody else changed the same field' })
    await expect(dialog).toBeVisible()
    await expect(dialog.getByLabel('Yours')).toHaveValue('Bob’s wording')
    await expect(dialog.getByText('Ann’s wording')).toBeVisible()
    await dialog.getByRole('button', { name: 'Keep mine' }).click()
    await expect(
      page.getByRole('complementary', { name: 'Inspector' }).getByLabel('Text', { exact: true }),
    ).toHaveValue('Bob’s wording', { timeout: 15_000 })
  })
})

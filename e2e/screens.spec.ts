import { expect, test } from './fixtures'

/** `STPA_SCREENS=1` renews the pictures of the README; else they are taken and thrown away. */
const folder = process.env.STPA_SCREENS ? 'docs/screens' : 'test-results/screens'

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

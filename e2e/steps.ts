import { expect, type Locator, type Page } from '@playwright/test'

/** Imports files through the dialog; the dry run must have shown its report first. */
export async function importFiles(page: Page, paths: string[]): Promise<void> {
  await page.getByRole('button', { name: 'Import …' }).click()
  await page.getByLabel('Files').setInputFiles(paths)
  await expect(page.getByText(/\d+ created/)).toBeVisible()
  await page.getByRole('button', { name: 'Import', exact: true }).click()
}

/** Answers the question for a name, when it is asked. */
export async function giveName(page: Page, name: string): Promise<void> {
  await page.getByRole('dialog', { name: 'Your name' }).getByLabel('Name').fill(name)
  await page.getByRole('button', { name: 'Continue' }).click()
}

export async function openView(page: Page, name: string): Promise<void> {
  await page
    .getByRole('navigation', { name: 'Steps' })
    .getByRole('link', { name: new RegExp(`^${name}`) })
    .first()
    .click()
}

/** Finds an item by its text with Ctrl K and selects it. */
export async function selectItem(page: Page, text: string): Promise<void> {
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: /^Find/ }).click()
  await page.getByRole('combobox', { name: 'Key, text or name' }).fill(text)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('complementary', { name: 'Inspector' })).toBeVisible()
}

export const inspectorOf = (page: Page): Locator => page.getByRole('complementary', { name: 'Inspector' })

/** Links the selected item to the one that is found by this text, or creates it. */
export async function addLink(page: Page, link: string, text: string, shown = true): Promise<void> {
  const picker = inspectorOf(page).getByRole('combobox', { name: `Add: ${link}`, exact: true })
  await picker.fill(text)
  await picker.press('Enter')
  if (shown) await expect(inspectorOf(page).getByRole('link', { name: text }).first()).toBeVisible()
}

import { expect, type Page } from '@playwright/test'

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

import { copyFileSync, existsSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from '@playwright/test'
import Database from 'libsql'
import { expect, expectAccessible, test } from './fixtures'

const data = fileURLToPath(new URL('../../shared/data/ks-nav/', import.meta.url))
const real = existsSync(data)

/** `STPA_SCREENS=1` renews the pictures of the README; else they are taken and thrown away. */
const folder = process.env.STPA_SCREENS ? 'docs/screens' : 'test-results/screens'

const details = (page: Page) => page.getByRole('complementary', { name: 'Details' })
const arrowButton = (page: Page, name: RegExp) => details(page).getByRole('button', { name })

/** Another list beside the picture. */
const listed = (page: Page, name: string) => page.getByRole('combobox', { name: 'List' }).selectOption(name)

/** Imports a graph and opens it by a text on its card. */
async function importGraph(page: Page, path: string, text: string): Promise<void> {
  await page.getByLabel('ks-nav database').setInputFiles(path)
  const card = page.getByRole('listitem').filter({ hasText: text })
  await card.getByRole('button', { name: /^Linux/ }).click({ timeout: 60_000 })
}

async function begin(page: Page, words: string): Promise<void> {
  const picker = page.getByRole('combobox', { name: 'Function or subsystem' })
  await picker.fill(words)
  await expect(page.getByRole('listbox', { name: 'Found' })).toBeVisible()
  await picker.press('Enter')
  await expect(page.locator('.react-flow__node').first()).toBeVisible()
}

/** The small database as another kernel: hrtimer_start_range_ns is gone under this name. */
function changedKernel(): string {
  const path = join(mkdtempSync(join(tmpdir(), 'stpa-kernel-')), 'changed.db')
  copyFileSync(join(data, 'small/small.db'), path)
  const database = new Database(path)
  database.exec("UPDATE instances SET version_string = '6.99.0'")
  database.exec("UPDATE symbols SET symbol_name = 'hrtimer_begin' WHERE symbol_name = 'hrtimer_start_range_ns'")
  database.close()
  return path
}

/** Two subsystems as controllers inside Linux. */
async function takeSubsystems(page: Page): Promise<void> {
  await page.locator('.react-flow__node', { hasText: 'WATCHDOG DEVICE DRIVERS' }).click()
  await expect(page.getByLabel('Part of')).toContainText('Linux kernel')
  await expect(page.getByLabel('Part of').locator('option:checked')).toHaveText('LNX Linux kernel')
  await page.getByRole('button', { name: 'Take as a controller' }).click()
  await expect(page.getByText('In the control structure:')).toBeVisible()
  await page.locator('.react-flow__node', { hasText: 'HIGH-RESOLUTION TIMERS' }).click()
  await page.getByRole('button', { name: 'Take as a controller' }).click()
  await expect(page.getByText('In the control structure:')).toBeVisible()
}

/** Several at once, after what would be made was shown. */
async function takeMore(page: Page): Promise<void> {
  await listed(page, 'boxes')
  await page.getByRole('checkbox', { name: /^Mark SOFTDOG/ }).check()
  await page.getByRole('checkbox', { name: 'Mark WATCHDOG DEVICE DRIVERS' }).check()
  await page.getByRole('button', { name: 'Take 2 …' }).click()
  await expect(page.getByRole('dialog')).toContainText('New elements: 1')
  await expect(page.getByRole('dialog')).toContainText('Already there, shown in the structure: 1')
  await page.getByRole('button', { name: 'Take', exact: true }).click()
  await expect(page.locator('.kernel-box[data-taken]')).toHaveCount(3)
  await listed(page, 'arrows')
}

/** A call between them as a candidate, with its functions. */
async function takeCall(page: Page): Promise<void> {
  await arrowButton(page, /WATCHDOG DEVICE DRIVERS → HIGH-RESOLUTION/).click()
  await expect(page.getByText('Missing in the model.')).toBeVisible()
  await page.getByRole('button', { name: 'Take as a candidate …' }).click()
  await page.getByLabel('Name', { exact: true }).fill('Start the timer')
  await expect(page.getByRole('checkbox', { name: 'hrtimer_start_range_ns' })).toBeChecked()
  await page.getByRole('button', { name: 'Take', exact: true }).click()
  await expect(page.getByText('In the analysis:')).toBeVisible()
}

/** Another call, among those that the model misses, as one of several. */
async function takeMissing(page: Page): Promise<void> {
  await listed(page, 'missing')
  const softdog = page.getByRole('checkbox', { name: "Mark WATCHDOG DEVICE DRIVERS → SOFTDOG 'QUOTED'" })
  await softdog.check()
  await page.getByRole('button', { name: 'Take 1 …' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('New: nothing')
  await dialog.getByRole('textbox').first().fill('Ping the software watchdog')
  await expect(dialog).toContainText('New: Ping the software watchdog')
  await dialog.getByRole('button', { name: 'Take 1' }).click()
  await expect(softdog).toHaveCount(0)
  await listed(page, 'arrows')
}

/** A box by keyboard alone, and a subsystem that is not entered. */
async function byKeyboard(page: Page): Promise<void> {
  const box = page.locator('.react-flow__node', { hasText: 'TIMEKEEPING' }).first()
  await box.focus()
  await box.press('Enter')
  await expect(details(page).getByRole('region', { name: 'Chosen box' })).toContainText('TIMEKEEPING')
  await details(page).getByRole('button', { name: 'Do not enter' }).click()
  await expect(page.getByRole('button', { name: 'Enter 1 left closed' })).toBeVisible()
  await page.getByRole('button', { name: 'Enter 1 left closed' }).click()
}

/** The question is kept with the analysis. */
async function keepQuestion(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Explorations' }).click()
  await page.getByRole('menuitem', { name: 'Keep this exploration …' }).click()
  await page.getByLabel('Name', { exact: true }).fill('Who acts on the timers')
  await page.getByRole('button', { name: 'Keep', exact: true }).click()
}

/** Another interface is left out, with the reason. */
async function leaveOut(page: Page): Promise<void> {
  await arrowButton(page, /WATCHDOG DEVICE DRIVERS → The REST/).click()
  await page.getByRole('button', { name: 'Out of scope …' }).click()
  await page.getByLabel('Reason').fill('Helpers without a controller of their own')
  await page.getByRole('button', { name: 'Leave out' }).click()
  await expect(page.getByText('Out of scope:')).toBeVisible()
}

/** Colours, pins, one step further, and the lists beside the picture. */
async function narrow(page: Page): Promise<void> {
  await page.getByRole('combobox', { name: 'Colours' }).selectOption('directory')
  await expect(page.getByRole('list', { name: 'Colours' })).toContainText('drivers/watchdog')
  await page.screenshot({ path: `${folder}/kernel-colours.png` })
  await listed(page, 'files')
  await expect(details(page)).toContainText('drivers/watchdog/watchdog_dev.c')
  await listed(page, 'cycles')
  await expect(details(page)).toContainText(/boxes that all reach each other|No two boxes/)
  await listed(page, 'boxes')
  await details(page)
    .getByRole('button', { name: /^LOCKING PRIMITIVES \d+$/ })
    .click()
  await details(page).getByRole('button', { name: 'Pin', exact: true }).click()
  const only = page.getByRole('checkbox', { name: /Only the 1 pinned/ })
  await only.click() // the address says it, and the box follows
  await expect(only).toBeChecked()
  const boxes = page.locator('.react-flow__node')
  await expect(page.getByText('Laying out …')).toBeHidden({ timeout: 30_000 })
  const before = await boxes.count()
  await details(page).getByRole('button', { name: 'One step further' }).click()
  await expect(async () => expect(await boxes.count()).toBeGreaterThan(before)).toPass({ timeout: 30_000 })
}

test.beforeEach(async ({ page }) => {
  test.skip(!real, 'the kernel graphs are not here (../shared/data)')
  await page.request.put('/api/author', { data: { name: 'Ann Analyst' } })
})

test('subsystems and a call are taken from a kernel into the analysis, and put in doubt by another kernel', async ({
  page,
}) => {
  const response = await page.request.post('/api/analyses', { data: { from: 'example', name: 'telltale' } })
  const { id } = (await response.json()) as { id: string } // the answer of createRequest
  await page.goto(`/analyses/${id}/kernel`)
  await importGraph(page, join(data, 'small/small.db'), 'small.db')
  await begin(page, 'watchdog_ioctl')

  await takeSubsystems(page)
  await takeMore(page)
  await takeCall(page)
  await takeMissing(page)
  await keepQuestion(page)
  await leaveOut(page)

  // The new boxes stand inside Linux, the arrow between them.
  await page.goto(`/analyses/${id}/structure`)
  await expect(page.getByLabel('Control structure').getByText('Start the timer').first()).toBeVisible()
  await expect(page.locator('.diagram-kernel[data-mark="bound"]')).toHaveCount(5)
  await expect(page.locator('.diagram-box[data-draft]')).toHaveCount(3) // candidates, until a person confirms them
  await page.screenshot({ path: `${folder}/kernel-taken.png` })

  // What it is in the kernel, with who calls it from where.
  await page.getByLabel('Control structure').getByText('Start the timer').first().click()
  const part = page.getByRole('region', { name: 'In the kernel' })
  await expect(part).toContainText('hrtimer_start_range_ns')
  await part.getByRole('button', { name: 'Callers and places' }).click()
  await part
    .getByText(/1 call/)
    .first()
    .click()
  await expect(part).toContainText(/drivers\/watchdog\/\w+\.c:\d+/)

  // Provenance, then another kernel.
  await page.goto(`/analyses/${id}/items/kernelBinding`)
  await expect(page.getByText('WATCHDOG DEVICE DRIVERS -> HIGH-RESOLUTION TIMERS, CLOCKEVENTS').first()).toBeVisible()
  await page.goto(`/analyses/${id}/kernel`)
  await importGraph(page, changedKernel(), 'Linux 6.99.0')
  await page.getByRole('button', { name: 'Explorations' }).click()
  await page.getByRole('menuitem', { name: 'Open “Who acts on the timers”' }).click()
  await expect(page.locator('.react-flow__node', { hasText: 'WATCHDOG DEVICE DRIVERS' })).toBeVisible()
  await listed(page, 'bindings')
  const doubt = details(page).getByRole('listitem').filter({ hasText: 'Start the timer' })
  await expect(doubt).toContainText('gone: hrtimer_start_range_ns')
  await details(page)
    .getByRole('button', { name: /^Mark \d in the analysis/ })
    .click()
  const marked = page.url()
  await page.goto(`/analyses/${id}/structure`)
  await expect(page.locator('.diagram-label .diagram-kernel[data-mark="suspect"]')).toBeVisible()
  await page.goto(marked)
  await listed(page, 'bindings')
  await doubt.getByRole('button', { name: 'Confirm' }).click()
  await expect(doubt).not.toContainText('Suspect')
  await expect(doubt).toContainText('Linux 6.99.0')
  await page.goto(`/analyses/${id}/structure`)
  await expect(page.locator('.diagram-label .diagram-kernel[data-mark="bound"]')).toHaveCount(2)
})

test('the whole of Linux 6.1 is explored from four functions, and a link leads back to what was seen', async ({
  page,
}) => {
  test.setTimeout(180_000)
  await page.goto('/analyses/telltale/kernel')
  await importGraph(page, join(data, 'linux-6.1.192.db.gz'), '49,971 functions')
  for (const symbol of ['watchdog_ioctl', 'do_exit', 'start_kernel', '__x64_sys_openat']) {
    await begin(page, symbol)
    await expect(page.getByText('Laying out …')).toBeHidden({ timeout: 30_000 })
    await page.screenshot({ path: `${folder}/kernel-${symbol}.png` })
  }
  await begin(page, 'watchdog_ioctl')
  await page.locator('.react-flow__node', { hasText: 'WATCHDOG DEVICE DRIVERS' }).click()
  await page.getByRole('button', { name: 'Open in place' }).click()
  await expect(page.locator('.react-flow__node', { hasText: 'watchdog_start' }).first()).toBeVisible({
    timeout: 30_000,
  })
  await page.screenshot({ path: `${folder}/kernel-opened.png` })
  const address = page.url()
  await page.goto('/')
  await page.goto(address)
  await expect(page.locator('.react-flow__node').first()).toBeVisible({ timeout: 30_000 })
  await narrow(page)
  await page.goto(address)
  await byKeyboard(page)
  await page.getByRole('button', { name: 'Left out: 3' }).click()
  await page.getByLabel('Not shown').fill('(')
  await page.getByRole('button', { name: 'Use' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'is no regular expression' })).toBeVisible()
  await page.goBack()
  await expect(page.locator('.react-flow__node').first()).toBeVisible()
  await expectAccessible(page)
})

test('operation tables are added to a graph, and an indirect call is followed through them on request', async ({
  page,
}) => {
  test.setTimeout(120_000)
  await page.goto('/analyses/telltale/kernel')
  await page.getByLabel('ks-nav database').setInputFiles(join(data, 'linux-6.1.192.db.gz'))
  const card = page.getByRole('listitem').filter({ hasText: '49,971 functions' }).first()
  await expect(card).toBeVisible({ timeout: 60_000 })
  await card.getByLabel(/^Operation tables or MAINTAINERS/).setInputFiles(join(data, 'optables-6.1.192.csv.gz'))
  const added = page.getByRole('listitem').filter({ hasText: 'with operation tables' })
  await added.getByRole('button', { name: /^Linux/ }).click({ timeout: 60_000 })
  await begin(page, '__watchdog_ping')
  await page.getByRole('button', { name: 'Left out: 3' }).click()
  await page.getByLabel('Possible calls, through operation tables').fill('softdog_ops')
  await page.getByRole('button', { name: 'Use' }).click()
  await page.getByRole('combobox', { name: 'Level' }).selectOption('functions')
  await expect(page.locator('.kernel-arrow[data-possible]').first()).toBeAttached({ timeout: 30_000 })
  await arrowButton(page, /__watchdog_ping → softdog_ping/).click()
  await details(page).getByText('softdog_ping (1)').click()
  await expect(details(page)).toContainText('possible, through softdog_ops+0x8')
  await page.screenshot({ path: `${folder}/kernel-possible.png` })
  await listed(page, 'entries')
  await page.getByLabel('Filter entry points').fill('watchdog_fops')
  await expect(details(page).getByRole('button', { name: /watchdog_ioctl/ })).toBeVisible()
})

test('another kernel of the same database is imported after the first', async ({ page }) => {
  await page.goto('/analyses/telltale/kernel')
  await page.getByLabel('ks-nav database').setInputFiles(join(data, 'small/small.db'))
  const outcome = page.getByRole('region', { name: 'Last import' })
  await expect(outcome).toContainText('1 other instance of the database: 2 (6.6.1-rt)', { timeout: 30_000 })
  await outcome.getByRole('button', { name: 'Import instance 2 (Linux 6.6.1-rt) too' }).click()
  await expect(page.getByRole('button', { name: 'Linux 6.6.1-rt' })).toBeVisible({ timeout: 30_000 })
})

test('a file that is no graph is refused with one clear line', async ({ page }) => {
  await page.goto('/analyses/telltale/kernel')
  await page
    .getByLabel('ks-nav database')
    .setInputFiles({ name: 'notes.db', mimeType: 'text/plain', buffer: Buffer.from('words') })
  await expect(page.getByRole('alert').filter({ hasText: 'notes.db is no kernel graph' })).toBeVisible()
})

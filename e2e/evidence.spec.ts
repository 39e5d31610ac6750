import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import type { Locator, Page } from '@playwright/test'
import { expect, expectAccessible, test } from './fixtures'

const data = fileURLToPath(new URL('../../shared/data/', import.meta.url))
const real = existsSync(data)

/** `STPA_SCREENS=1` renews the pictures of the README; else they are taken and thrown away. */
const folder = process.env.STPA_SCREENS ? 'docs/screens' : 'test-results/screens'
const shot = (page: Page, name: string) => page.screenshot({ path: `${folder}/evidence-${name}.png` })

type Given = string | { name: string; mimeType: string; buffer: Buffer }

async function newAnalysis(page: Page): Promise<string> {
  const response = await page.request.post('/api/analyses', { data: { from: 'example', name: 'telltale' } })
  const { id } = (await response.json()) as { id: string } // the answer of createRequest
  return `/analyses/${id}/evidence`
}

const chooseFiles = (page: Page, files: Given[]) => page.getByLabel('Files to import').setInputFiles(files as string[]) // paths or contents, never both in one call

/** Imports files as they are and waits until each was read. */
async function importFiles(page: Page, files: Given[], names: string[]): Promise<void> {
  await chooseFiles(page, files)
  await page.getByRole('button', { name: 'Import', exact: true }).click()
  for (const name of names) await expect(imported(page, name)).toBeVisible({ timeout: 60_000 })
}

const imported = (page: Page, name: string): Locator =>
  page.getByRole('list', { name: 'Imports' }).getByRole('link', { name, exact: true }).first()

const openTab = (page: Page, name: string) => page.getByRole('tab', { name: new RegExp(`^${name}`) }).click()
const rowOf = (page: Page, text: string | RegExp): Locator => page.getByRole('row').filter({ hasText: text }).first()
const step = (page: Page, text: string | RegExp): Locator =>
  page.locator('.react-flow__node').filter({ hasText: text }).first()
const panel = (page: Page): Locator => page.getByRole('complementary', { name: 'Step' })

/** Into the analysis as evidence with its run; what was selected by it is closed again. */
async function take(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Take into the analysis …' }).first().click()
  await page.getByRole('button', { name: 'Take', exact: true }).click()
  await page.getByRole('button', { name: 'Close the inspector' }).click()
}

test.beforeEach(async ({ page }) => {
  test.skip(!real, 'the traces are not here (../shared/data)')
  await page.request.put('/api/author', { data: { name: 'Ann Analyst' } })
})

test('a trace is read from all sides, and each of them leads to its lines', async ({ page }) => {
  await page.goto(await newAnalysis(page))
  await importFiles(page, [join(data, 'traces/mdtsim-normal.strace')], ['mdtsim-normal.strace'])
  await imported(page, 'mdtsim-normal.strace').click()

  await expect(page.getByText('426 calls · 422 returned · 7 with errors')).toBeVisible()
  await expect(rowOf(page, 'rt_sigaction')).toContainText('114')
  await page.getByRole('grid', { name: 'System calls' }).focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('End')
  await page.keyboard.press('Home')
  await page.keyboard.press('ArrowDown')
  const call = page.getByRole('complementary', { name: 'Chosen system call' })
  await expect(call).toContainText('nanosleep')
  await expect(call).toContainText('sys_nanosleep')
  await shot(page, 'summary')
  await expectAccessible(page)

  await openTab(page, 'Processes')
  await expect(page.getByRole('treegrid', { name: 'Processes' })).toContainText('thread mdtsim')

  await openTab(page, 'Subsystems')
  await rowOf(page, 'SPI SUBSYSTEM').click()
  await expect(page.getByRole('complementary', { name: 'Chosen subsystem' })).toContainText('By resource51')
  await shot(page, 'subsystems')
  await page.getByRole('link', { name: '/dev/spidev0.0' }).click()
  const resource = page.getByRole('complementary', { name: 'Chosen resource' })
  await expect(resource).toContainText('SPI_IOC_MESSAGE(1)48')
  await resource.getByRole('link', { name: 'SPI_IOC_MESSAGE(1) /dev/spidev0.0' }).click()

  await expect(step(page, '48 × SPI_IOC_MESSAGE(1)')).toBeVisible()
  await expect(panel(page)).toContainText('exchange')
  await page.locator('.react-flow__node').first().waitFor()
  await step(page, '48 × SPI_IOC_MESSAGE(1)').focus()
  await page.keyboard.press('Enter')
  await expect(page.getByText('marked: lines 337–575')).toBeVisible()
  await expect(page.getByRole('option', { name: /ioctl\(3<\/dev\/spidev0.0>/ }).first()).toBeVisible()
  await shot(page, 'lines')
  await expectAccessible(page)

  await page.getByLabel('Line', { exact: true }).fill('597')
  await page.keyboard.press('Enter')
  await expect(page.getByText('marked: line 597')).toBeVisible()
  await expect(page.getByRole('option', { name: /exited with 0/ }).last()).toBeVisible()

  await openTab(page, 'Flags')
  await expect(page.getByText('evidence of fault injection, not of normal operation')).toBeVisible()
  await page.getByRole('link', { name: 'line 337' }).click()
  await expect(page).toHaveURL(/tab=lines.*line=337/)
  await page.goBack()
  await expect(page.getByRole('tab', { name: /^Flags/ })).toHaveAttribute('aria-selected', 'true')

  await openTab(page, 'Charts')
  await expect(page.getByRole('img', { name: 'Calls over time, by subsystem' })).toBeVisible()
  await page.getByText('As a table').first().click()
  await expect(page.getByRole('columnheader', { name: 'SPI SUBSYSTEM' })).toBeVisible()
  await page.getByText('As a table').first().click()
  await shot(page, 'charts')
  await expectAccessible(page)
})

test('a flow is taken into the analysis and edited by a person, and the machine’s version stays', async ({ page }) => {
  const path = await newAnalysis(page)
  await page.goto(path)
  await importFiles(page, [join(data, 'traces/mdtsim-busy.strace')], ['mdtsim-busy.strace'])
  await imported(page, 'mdtsim-busy.strace').click()
  await openTab(page, 'Flow')
  await expect(step(page, '→ EAGAIN')).toBeVisible()
  await step(page, 'flock').click()
  await expect(panel(page)).toContainText('Names, merged and hidden steps are kept in a run of the analysis.')
  await take(page)
  await expect(page.getByRole('link', { name: 'EV-1' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Take into the analysis …' })).toHaveCount(0)

  await step(page, 'flock').click()
  await page.keyboard.press('F2')
  await page.getByLabel('Name of the step').fill('Take the radio')
  await page.keyboard.press('Enter')
  await expect(step(page, 'Take the radio')).toBeVisible()
  await step(page, 'open /dev/spidev0.0').click()
  await panel(page).getByRole('button', { name: 'Merge with next' }).click()
  const both = 'open /dev/spidev0.0 · Take the radio'
  await expect(step(page, both)).toBeVisible()
  await step(page, 'exec').click()
  await panel(page).getByRole('button', { name: 'Hide' }).click()
  await expect(step(page, 'exec')).toBeHidden()
  await expect(panel(page)).toContainText('Hidden by a person, in RUN-1')
  await shot(page, 'flow')
  await expectAccessible(page)

  await page.getByRole('button', { name: 'Show the machine’s version' }).click()
  await expect(step(page, 'flock /dev/spidev0.0')).toBeVisible()
  await expect(step(page, 'exec')).toBeVisible()
  await page.getByRole('button', { name: 'Show the edited version' }).click()
  await expect(step(page, both)).toBeVisible()
  await expect(step(page, 'exec')).toBeHidden()
  const undo = page.getByRole('button', { name: 'Undo', exact: true })
  await undo.click()
  await expect(step(page, 'exec')).toBeVisible()
  await undo.click()
  await expect(step(page, /^Take the radio/)).toBeVisible()
  await expect(step(page, both)).toBeHidden()

  // A file in use cannot be removed, and says who uses it.
  await page.goto(path)
  await page.getByLabel('Filter files of evidence').fill('mdtsim-busy')
  await rowOf(page, 'mdtsim-busy').click()
  await page.getByRole('button', { name: 'Remove …' }).click()
  await expect(page.getByRole('dialog')).toContainText('It is in use, and so cannot be removed')
  await expect(page.getByRole('dialog')).toContainText('EV-1')
  await expect(page.getByRole('button', { name: 'Remove it' })).toBeHidden()
  await page.getByRole('button', { name: 'Keep it' }).click()
})

test('taking a file is one change, and undone as one', async ({ page }) => {
  const path = await newAnalysis(page)
  await page.goto(path)
  await importFiles(page, [join(data, 'traces/curl-refused.strace')], ['curl-refused.strace'])
  await imported(page, 'curl-refused.strace').click()
  await take(page)
  await expect(page.getByRole('link', { name: 'EV-1' })).toBeVisible()
  await page.getByRole('button', { name: 'Undo', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Take into the analysis …' })).toBeVisible()
  await page.getByRole('button', { name: 'Redo', exact: true }).click()
  await page.goto(path.replace('/evidence', '/items/run'))
  await expect(page.getByText('curl-refused.strace').first()).toBeVisible()
})

test('what is taken out of files is shown before they are imported, and is not in what is kept', async ({ page }) => {
  const text = [
    '12 execve("/home/ann/mdt", ["mdt"], ["TOKEN=s3cret", "LANG=C"]) = 0',
    '12 write(1, "insulin 2.5 units", 17) = 17',
    '12 exit_group(0) = ?',
    '12 +++ exited with 0 +++',
    '',
  ].join('\n')
  await page.goto(await newAnalysis(page))
  const name = 'private.strace.gz'
  await chooseFiles(page, [
    { name, mimeType: 'application/gzip', buffer: gzipSync(text) },
    { name: 'plain.strace', mimeType: 'text/plain', buffer: Buffer.from(text.replaceAll('12 ', '13 ')) },
  ])
  const dialog = page.getByRole('dialog', { name: 'Import 2 files' })
  await dialog.getByLabel(/^Environment/).check()
  const preview = dialog.getByRole('region', { name: 'Preview of the redaction' })
  await expect(preview).toContainText('1 of the first 4 lines, which are all, would change')
  await expect(preview.getByRole('insertion')).toContainText('TOKEN=[redacted]')
  await dialog.getByLabel(/^Payloads/).check()
  await dialog.getByLabel(/^Home paths/).check()
  await expect(preview).toContainText('2 of the first 4 lines')
  await shot(page, 'import')
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Import', exact: true }).click()
  await expect(imported(page, 'plain.strace')).toBeVisible({ timeout: 60_000 })
  await imported(page, name).click()
  await openTab(page, 'Lines')
  await expect(page.getByRole('option', { name: /TOKEN=\[redacted\]/ })).toBeVisible()
  await expect(page.getByRole('option', { name: /home\/\[redacted\]\/mdt/ })).toBeVisible()
  await expect(page.getByText('s3cret')).toHaveCount(0)
  await expect(page.getByText('insulin')).toHaveCount(0)
})

test('results, options and coverage are shown with what matters first', async ({ page }) => {
  const path = await newAnalysis(page)
  await page.goto(path)
  const names = ['node-junit.xml', 'kernel.config', 'lcov.info', 'npm-cyclonedx15.json']
  await importFiles(
    page,
    names.map((name) => join(data, 'evidence', name)),
    names,
  )
  await shot(page, 'list')
  await expectAccessible(page)
  await imported(page, 'node-junit.xml').click()
  await expect(page.getByRole('row').nth(1)).toContainText('busy device')
  await page.getByRole('button', { name: '1 skip' }).click()
  await expect(rowOf(page, 'no hw')).toBeVisible()
  await expect(page.getByText('busy device')).toHaveCount(0)
  await page.getByRole('button', { name: '1 skip' }).click()
  await rowOf(page, 'busy device').click()
  await expect(page.getByRole('complementary', { name: 'Chosen result' })).toContainText('ERR_TEST_FAILURE')
  await shot(page, 'results')
  await expectAccessible(page)

  await page.goto(path)
  await page.getByRole('grid').getByRole('link', { name: 'kernel.config' }).first().click()
  await page.getByLabel('Filter options').fill('WATCHDOG_NOWAYOUT')
  await expect(rowOf(page, 'CONFIG_WATCHDOG_NOWAYOUT')).toBeVisible()
  await page.goto(path)
  await page.getByRole('grid').getByRole('link', { name: 'lcov.info' }).first().click()
  await expect(page.getByText('Reached: 100 % of 38 lines · 100 % of 3 functions · 62.5 % of 8 branches')).toBeVisible()
})

test('a trace is read again with other lists of plumbing', async ({ page }) => {
  await page.goto(await newAnalysis(page))
  const text = readFileSync(join(data, 'traces/mdtsim-wake.strace'), 'utf8')
  const buffer = Buffer.from(text)
  await importFiles(page, [{ name: 'wake.strace', mimeType: 'text/plain', buffer }], ['wake.strace'])
  await imported(page, 'wake.strace').click()
  await openTab(page, 'Flow')
  await expect(step(page, 'flock')).toBeVisible()
  await page.getByRole('button', { name: 'Read again …' }).click()
  const lists = page.getByLabel('System calls that are plumbing')
  await lists.fill(`${await lists.inputValue()}\nflock`)
  await page.getByRole('button', { name: 'Read again', exact: true }).click()
  await expect(step(page, 'flock')).toBeHidden({ timeout: 30_000 })
  await page.getByRole('button', { name: 'Read again …' }).click()
  await page.getByRole('button', { name: 'The program’s own lists' }).click()
  await page.getByRole('button', { name: 'Read again', exact: true }).click()
  await expect(step(page, 'flock')).toBeVisible({ timeout: 30_000 })
})

test('a file that is no evidence is refused with the formats that there are', async ({ page }) => {
  await page.goto(await newAnalysis(page))
  await chooseFiles(page, [{ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('just words\n') }])
  await page.getByRole('button', { name: 'Import', exact: true }).click()
  const refusal = page.getByRole('alert').filter({ hasText: 'notes.txt' }).first()
  await expect(refusal).toContainText('JUnit XML', { timeout: 60_000 })
})

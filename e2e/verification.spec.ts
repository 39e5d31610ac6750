import { existsSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from '@playwright/test'
import { expect, expectAccessible, test } from './fixtures'
import { addLink, giveName, importFiles, inspectorOf, openView, selectItem } from './steps'

const data = fileURLToPath(new URL('../../shared/data/evidence/', import.meta.url))
const real = existsSync(data)

/** `STPA_SCREENS=1` renews the pictures of the documentation; else they are taken and thrown away. */
const folder = process.env.STPA_SCREENS ? 'docs/screens' : 'test-results/screens'

const aou = 'The integrator shall build the kernel with CONFIG_WATCHDOG_NOWAYOUT=y'

const analysis = `stpa: 1
id: pump
analysis:
- {key: A-1, text: Pump that must not stop}
loss:
- {key: L-1, text: The patient gets no insulin}
hazard:
- {key: H-1, text: The pump stands still without an alarm, leadsTo: [L-1]}
safetyGoal:
- {key: SG-1, text: A pump that stands still is noticed, prevents: [H-1]}
systemConstraint:
- {key: SC-1, text: The kernel must keep the watchdog running, addresses: [H-1]}
element:
- {key: E-1, text: yaml}
requirement:
- {key: REQ-1, text: The command shall report a device that is in use, derivedFrom: [SC-1], allocatedTo: [E-1]}
- {key: REQ-2, text: The command shall read the reservoir, derivedFrom: [SC-1], allocatedTo: [E-1]}
testCase:
- {key: TC-1, text: Busy device, method: test, verifies: [REQ-1]}
- {key: TC-2, text: Reservoir read, method: test, verifies: [REQ-2]}
`

const tenDaysAgo = new Date(Date.now() - 10 * 86_400_000).toISOString().slice(0, 10)

const claims = (page: Page) => page.getByRole('treegrid', { name: 'Claims' })
const rowOf = (page: Page, text: string) => claims(page).getByRole('row').filter({ hasText: text })
const counted = (page: Page, words: string) => page.getByRole('button', { name: words, exact: true })
const keptFile = (page: Page, name: string) =>
  page.getByRole('grid', { name: 'Files of evidence' }).getByRole('link', { name, exact: true })
/** In light colours, whatever was looked at before. */
async function picture(page: Page, name: string): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light' })
  await page.screenshot({ path: `${folder}/${name}.png` })
}

const undo = (page: Page) => page.getByRole('button', { name: 'Undo', exact: true }).click()

async function begin(page: Page): Promise<void> {
  const file = join(mkdtempSync(join(tmpdir(), 'stpa-verification-')), 'pump.stpa.yaml')
  writeFileSync(file, analysis)
  await page.goto('/')
  await importFiles(page, [file])
  await giveName(page, 'Ada')
  await expect(page).toHaveURL(/\/analyses\//)
  await selectItem(page, 'The kernel must keep the watchdog running')
  await addLink(page, 'gives rise to: assumptions of use', aou)
}

async function importEvidence(page: Page, names: readonly string[]): Promise<void> {
  await openView(page, 'Evidence')
  await page.getByLabel('Files to import').setInputFiles(names.map((name) => `${data}${name}`))
  await page.getByRole('dialog').getByRole('button', { name: 'Import', exact: true }).click()
  for (const name of names) await expect(keptFile(page, name)).toBeVisible({ timeout: 60_000 })
}

async function openFile(page: Page, name: string, tab: string): Promise<void> {
  await openView(page, 'Evidence')
  await expect(keptFile(page, name)).toBeVisible()
  await page.goto((await keptFile(page, name).getAttribute('href')) ?? '')
  await page.getByRole('tab', { name: tab }).click()
}

/** A configuration shows that an assumption of use is not met, and with it the goal. */
async function holdConfiguration(page: Page): Promise<void> {
  await openFile(page, 'kernel.config', 'Held against the analysis')
  const held = page.getByRole('grid', { name: 'Held options' }).getByRole('row').filter({ hasText: 'NOWAYOUT' })
  await expect(held).toContainText('not as asked for')
  await expect(held).toContainText('line 2,300')
  await expect(page.getByRole('list', { name: 'What changes' })).toContainText('not verified → failed')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Record 1 claim as evidence' }).click()
  await expect(held).toContainText('as EV-1')
  await expect(page.getByText('All that can be recorded is recorded as it is now.')).toBeVisible()
  await picture(page, 'verification-configuration')
}

async function seeItFail(page: Page): Promise<void> {
  await openView(page, 'Verification')
  await expect(rowOf(page, aou)).toContainText('Failed')
  await expect(rowOf(page, aou)).toContainText('EV-1 shows that it does not hold')
  await expect(rowOf(page, 'SG-1')).toContainText('AOU-1 fails')
  await undo(page)
  await expect(rowOf(page, aou)).toContainText('Not verified')
  await page.getByRole('button', { name: 'Redo', exact: true }).click()
  await expect(rowOf(page, aou)).toContainText('Failed')
}

/** Results are proposed by their words: a guess, which waits for a person. */
async function linkResults(page: Page): Promise<void> {
  await openFile(page, 'node-junit.xml', 'Link to the analysis')
  const proposed = page.getByRole('list', { name: 'Proposed results' })
  await expect(proposed.getByRole('listitem').filter({ hasText: 'TC-1' })).toContainText('both are about busy, device')
  await expect(page.getByRole('button', { name: 'Link to cases' })).toBeDisabled()
  await proposed.getByRole('checkbox', { name: 'Link TC-1' }).check()
  await proposed.getByRole('checkbox', { name: 'Link TC-2' }).check()
  await page.getByLabel('Made on').fill(tenDaysAgo)
  await expect(page.getByRole('list', { name: 'What changes' })).toContainText('REQ-2 not verified → verified')
  await expectAccessible(page)
  await picture(page, 'verification-results')
  await page.getByRole('button', { name: 'Link 2 to cases' }).click()
  await expect(proposed).toContainText('recorded as EV-2')
}

async function seeTree(page: Page): Promise<void> {
  await openView(page, 'Verification')
  await expect(counted(page, '1 verified')).toBeVisible()
  await expect(rowOf(page, 'report a device that is in use')).toContainText('Failed')
  await expect(rowOf(page, 'read the reservoir')).toContainText('Verified')
  await claims(page).focus()
  await page.keyboard.press('Home')
  for (const key of ['ArrowRight', 'ArrowDown', 'ArrowRight', 'ArrowDown', 'ArrowRight']) await page.keyboard.press(key)
  await expect(rowOf(page, 'EV-2').filter({ hasText: 'node-junit.xml' }).first()).toContainText('1 failed')
  await page.getByRole('combobox', { name: 'Kind' }).selectOption('requirement')
  await counted(page, '1 failed').click()
  await expect(rowOf(page, 'read the reservoir')).toBeHidden()
  await counted(page, '1 failed').click()
  await page.getByRole('combobox', { name: 'Kind' }).selectOption('')
  await expectAccessible(page)
  await picture(page, 'verification')
}

/** What the case expects was changed: its result is stale until a person confirms it. */
async function confirmAgain(page: Page): Promise<void> {
  await selectItem(page, 'TC-2')
  await inspectorOf(page).getByLabel('Name', { exact: true }).fill('Reservoir read in units')
  await page.keyboard.press('Tab')
  await page.getByRole('button', { name: 'Close the inspector' }).click()
  await openView(page, 'Verification')
  await expect(rowOf(page, 'read the reservoir')).toContainText('TC-2 was changed since')
  await picture(page, 'verification-stale')
  await rowOf(page, 'read the reservoir').getByRole('button', { name: 'Confirm evidence of REQ-2 again' }).click()
  await expect(rowOf(page, 'read the reservoir')).toContainText('Verified')
}

/** A bill of materials says which version an element is of. */
async function linkMaterials(page: Page): Promise<void> {
  await openFile(page, 'npm-cyclonedx15.json', 'Link to the analysis')
  await page.getByRole('button', { name: 'Link 1 to elements' }).click()
  await expect(page.getByRole('list', { name: 'Proposed elements' })).toContainText('recorded as EV-4')
}

test('evidence of other tools is held against an analysis, and what is shown follows up to the goal', async ({
  page,
}) => {
  test.skip(!real, '../shared/data is absent')
  await begin(page)
  await importEvidence(page, ['kernel.config', 'node-junit.xml', 'npm-cyclonedx15.json'])
  await holdConfiguration(page)
  await seeItFail(page)
  await linkResults(page)
  await seeTree(page)
  await confirmAgain(page)
  await linkMaterials(page)
})

import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Locator, Page } from '@playwright/test'
import { settled } from './diagrams'
import { expect, expectAccessible, test } from './fixtures'

const traces = fileURLToPath(new URL('../../shared/data/traces/', import.meta.url))
const hasTraces = existsSync(traces)
const hasStrace = spawnSync('strace', ['-V']).status === 0 && spawnSync('flock', ['-V']).status === 0

/** `STPA_SCREENS=1` renews the pictures of the README; else they are taken and thrown away. */
const folder = process.env.STPA_SCREENS ? 'docs/screens' : 'test-results/screens'

const tab = (page: Page, name: string) => page.getByRole('tab', { name, exact: true }).click()
const sub = (page: Page, group: string, name: RegExp) =>
  page.getByRole('group', { name: group }).getByRole('button', { name }).click()
const dialog = (page: Page) => page.getByRole('dialog')

/** A picture in light colours, whatever was looked at before. */
async function picture(page: Page, name: string): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light' })
  await page.screenshot({ path: `${folder}/${name}.png` })
}

/** A row of a list of figures, by words in it. */
const rowOf = (page: Page, list: string, words: string | RegExp): Locator =>
  page.getByRole('grid', { name: list }).getByRole('row').filter({ hasText: words }).first()

/** The traces are kept by the workbench. */
async function importTraces(page: Page, id: string, paths: readonly string[]): Promise<void> {
  await page.goto(`/analyses/${id}/evidence`)
  await page.locator('input[type="file"]').setInputFiles([...paths])
  await dialog(page).getByRole('button', { name: 'Import', exact: true }).click()
  for (const path of paths) {
    const name = path.split('/').at(-1) ?? ''
    await page.getByLabel('Filter files of evidence').fill(name) // others may stand before it
    await expect(rowOf(page, 'Files of evidence', name)).toBeVisible({ timeout: 30_000 })
  }
}

/** A kept trace as evidence of the analysis, with its run. */
async function takeTrace(page: Page, file: string, name: string, command: string): Promise<void> {
  await page
    .getByRole('list', { name: 'Kept traces' })
    .getByRole('listitem')
    .filter({ hasText: file })
    .getByRole('button', { name: 'Take into the analysis …' })
    .first() // the newest one
    .click()
  await dialog(page).getByLabel('Name', { exact: true }).fill(name)
  await dialog(page).getByLabel('Workload').fill(command)
  await dialog(page).getByRole('button', { name: 'Take', exact: true }).click()
  await page.getByRole('button', { name: 'Close the inspector' }).click()
}

/** The run whose calls stand in for a device is normal operation all the same, with the reason. */
async function declareNormal(page: Page, run: string): Promise<void> {
  await sub(page, 'Coverage', /^Runs/)
  const row = page.getByRole('list', { name: 'Runs' }).getByRole('listitem').filter({ hasText: run })
  await expect(row).toContainText('Fault injection')
  await row.getByRole('button', { name: 'Declare normal operation …' }).click()
  await dialog(page).getByLabel('Reason').fill('There is no radio here: only success of its transfers was put in.')
  await dialog(page).getByRole('button', { name: 'Declare' }).click()
  await expect(row).toContainText('Normal operation')
}

/** A proposal of an item, reviewed beside the lines that it matches, taken and confirmed. */
async function bind(page: Page, key: string, reason: string): Promise<void> {
  await sub(page, 'Bindings', /^Proposed/)
  await rowOf(page, 'Proposals', new RegExp(`^${key}`)).click()
  const chosen = page.getByRole('complementary', { name: 'Chosen proposal' })
  await expect(chosen.getByRole('region', { name: 'Matches' })).toContainText(/[1-9]\d* calls?/)
  await chosen.getByRole('button', { name: 'Take and confirm …' }).click()
  await dialog(page).getByLabel('Reason').fill(reason)
  await dialog(page).getByRole('button', { name: 'Confirm' }).click()
  await sub(page, 'Bindings', /^In the analysis/)
  await expect(rowOf(page, 'Bindings', key)).toContainText('confirmed')
}

/** The cell of an item in a run. */
async function cellOf(page: Page, key: string, run: number): Promise<Locator> {
  const row = page.getByRole('grid', { name: 'Items and runs' }).getByRole('row').filter({ hasText: key })
  return row.getByRole('gridcell').nth(run) // the first one is that of all runs of normal operation
}

async function seeCoverage(page: Page): Promise<void> {
  await tab(page, 'Coverage')
  await expect(page.getByText(/^Reading \d/)).toBeHidden({ timeout: 30_000 })
  await expect(await cellOf(page, 'CMD-Open', 1)).toContainText('Exercised2 calls')
  await expect(await cellOf(page, 'CMD-Open', 2)).toContainText('Exercised with error')
  await expect(await cellOf(page, 'CMD-Open', 2)).toContainText('EAGAIN')
  for (const key of ['CMD-Setup', 'CMD-Exchange']) {
    await expect(await cellOf(page, key, 1)).toContainText('Exercised')
    await expect(await cellOf(page, key, 2)).toContainText('Not exercised')
  }
  await expect(page.getByRole('list', { name: 'How far it goes' })).toContainText(
    /In 2 runs of normal operation .* 3 of 12 control actions were exercised \(25 %\)/,
  )
  // By keyboard to the cell of the error, and from there to the item.
  const grid = page.getByRole('grid', { name: 'Items and runs' })
  await (await cellOf(page, 'CMD-Open', 1)).click()
  await grid.press('ArrowRight')
  const cell = page.getByRole('region', { name: 'Chosen cell' })
  await expect(cell).toContainText('flock(3')
  await expect(cell).toContainText('confirmed')
  await expect(cell.getByRole('link', { name: '227' }).first()).toHaveAttribute('href', /tab=lines&line=227$/)
  await picture(page, 'runs-coverage')
  await grid.press('Escape')
  await expect(cell).toBeHidden()
  await sub(page, 'Coverage', /^To judge/)
  await expect(rowOf(page, 'To judge', 'Ended with an error')).toContainText('UCA-1')
  await sub(page, 'Coverage', /^Saturation/)
  await expect(page.getByRole('img', { name: /^Saturation/ })).toBeVisible()
  await page.getByRole('button', { name: 'Busy radio earlier' }).click()
  await expect(page.getByRole('row').nth(1)).toContainText('Busy radio')
}

/** Arrows with a sign, a word and a colour. */
async function seeDrawing(page: Page, id: string): Promise<void> {
  await page.goto(`/analyses/${id}/structure`)
  await settled(page)
  await page.getByRole('combobox', { name: 'Coverage of runs' }).selectOption('Busy radio')
  const arrow = (words: string) => page.getByRole('button', { name: new RegExp(`Pump command controls .*${words}`) })
  await expect(arrow('take it, runs: EAGAIN')).toBeVisible({ timeout: 30_000 })
  await expect(arrow('Set up GPIO .*, runs: not exercised')).toBeVisible()
  await expect(arrow('Exchange messages .*, runs: not exercised')).toBeVisible()
  await picture(page, 'runs-drawing')
  await arrow('take it, runs: EAGAIN').click()
  const part = page.getByRole('complementary', { name: 'Inspector' }).getByRole('region', { name: 'In runs' })
  await expect(part).toContainText('confirmed')
  await expect(part.getByRole('listitem').filter({ hasText: 'Busy radio' })).toContainText('Exercised with error')
  await page.getByRole('button', { name: 'Legend' }).click()
  await expect(page.getByText('Not exercised: bound to calls that were not seen')).toBeVisible()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Close the inspector' }).click()
  await expect(page.getByRole('complementary', { name: 'Inspector' })).toBeHidden() // what is not chosen is faint else
  await expectAccessible(page)
}

async function compare(page: Page, id: string): Promise<void> {
  await page.goto(`/analyses/${id}/runs?tab=compare`)
  const differences = page.getByRole('complementary', { name: 'Differences' })
  await expect(differences).toContainText('1 decision', { timeout: 30_000 })
  await expect(differences).toContainText('at flock /dev/spidev0.0')
  await expect(differences).toContainText('on EAGAIN, in SPI SUBSYSTEM')
  const decision = page.locator('.react-flow__node', { has: page.locator('[data-shape="decision"]') })
  await expect(decision).toHaveCount(1)
  await decision.click()
  const step = page.getByRole('region', { name: 'Chosen step' })
  await expect(step).toContainText('Free radio: ok')
  await expect(step).toContainText('LOCK_EX|LOCK_NB) = -1 EAGAIN')
  await picture(page, 'runs-compare')
  await page.getByRole('button', { name: 'Save as' }).click()
  const saving = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: 'Mermaid' }).click()
  expect((await saving).suggestedFilename()).toBe('comparison.mmd')
  await expectAccessible(page)
}

async function seeSystem(page: Page): Promise<void> {
  await tab(page, 'System view')
  const drawn = page.getByRole('group', { name: 'System view' })
  await expect(drawn.locator('.react-flow__node', { hasText: '/dev/spidev0.0' })).toContainText('EAGAIN')
  await drawn.locator('.react-flow__node', { hasText: 'GPIO SUBSYSTEM' }).click()
  await expect(page.getByRole('complementary', { name: 'Chosen box' })).toContainText('← mdtsim')
  await picture(page, 'runs-system')
  await page.getByRole('button', { name: 'By command' }).click()
  await expect(page.getByRole('row', { name: /^GPIO SUBSYSTEM/ })).toContainText('22')
  await expectAccessible(page)
}

/** A subsystem that the runs used and the structure lacks. */
async function takeGpio(page: Page, id: string): Promise<void> {
  await tab(page, 'Missing in the model')
  await rowOf(page, 'Subsystems', 'GPIO SUBSYSTEM').click()
  await page.getByRole('button', { name: 'Take in …' }).click()
  await dialog(page).getByLabel('Shown in').selectOption({ label: 'CS-2 Inside Linux, on the way to the radio' })
  await expect(dialog(page).getByLabel('Part of').locator('option:checked')).toHaveText('LNX Linux kernel')
  await expect(dialog(page)).toContainText('New element: GPIO SUBSYSTEM')
  await dialog(page).getByRole('button', { name: 'Take in', exact: true }).click()
  await expect(rowOf(page, 'Subsystems', 'GPIO SUBSYSTEM')).toContainText('in the structure')
  await sub(page, 'Missing in the model', /^Steps bound to nothing/)
  await expect(rowOf(page, 'Steps bound to nothing', '/dev/spidev0.0')).toContainText('close')
  await page.goto(`/analyses/${id}/structure`)
  await page.getByRole('link', { name: /Inside Linux/ }).click()
  await expect(page.locator('.react-flow__node', { hasText: 'GPIO SUBSYSTEM' })).toBeVisible()
}

/** "Device in use", bound to the refused lock of any radio device. */
async function bindScenario(page: Page, id: string): Promise<void> {
  await page.goto(`/analyses/${id}/runs?tab=inject`)
  await rowOf(page, 'Loss scenarios', 'LS-1').click()
  const chosen = page.getByRole('complementary', { name: 'Chosen scenario' })
  await expect(chosen).toContainText('bind it first')
  await chosen.getByRole('button', { name: 'Bind …' }).click()
  await dialog(page).getByLabel('Calls').fill('flock')
  await dialog(page).getByLabel('Resource').fill('**/spidev0.0')
  await dialog(page).getByLabel('Errors').fill('EAGAIN')
  await expect(dialog(page).getByRole('region', { name: 'Matches' })).toContainText('Busy radio: 1 call')
  await dialog(page).getByRole('button', { name: 'Bind', exact: true }).click()
  await expect(chosen).toContainText('flock of **/spidev0.0 ends with EAGAIN')
  await expect(chosen).toContainText('marked (INJECTED) in the trace')
}

/** The recipe of the page, carried out by strace on a small program that locks a file of the device's name. */
async function inject(page: Page): Promise<string> {
  const script = page.getByRole('region', { name: 'Script inject.sh' })
  const saving = page.waitForEvent('download')
  await script.getByRole('button', { name: 'Save inject.sh' }).click()
  const place = mkdtempSync(join(tmpdir(), 'stpa-runs-'))
  const recipe = join(place, 'inject.sh')
  await (await saving).saveAs(recipe)
  writeFileSync(join(place, 'spidev0.0'), '')
  const output = join(place, 'in-use.strace')
  const command = ['flock', '--nonblock', join(place, 'spidev0.0'), 'true']
  execFileSync('sh', [recipe, ...command], { env: { ...process.env, OUT: output }, stdio: 'pipe' })
  return output
}

async function seeEvidenced(page: Page, id: string, path: string): Promise<void> {
  await importTraces(page, id, [path])
  await page.goto(`/analyses/${id}/runs?list=runs`)
  await takeTrace(page, 'in-use.strace', 'In use, put in', 'mdt reservoir')
  const row = page.getByRole('list', { name: 'Runs' }).getByRole('listitem').filter({ hasText: 'In use, put in' })
  await expect(row).toContainText('Fault injection')
  await page.getByRole('button', { name: /^Take over \d+ links/ }).click()
  await dialog(page).getByRole('button', { name: 'Take over' }).click()
  await expect(page.getByRole('button', { name: 'Taken over' })).toBeVisible()
  await tab(page, 'Fault injection')
  await rowOf(page, 'Loss scenarios', 'LS-1').click()
  const observed = page.getByRole('region', { name: 'Observations' })
  await expect(observed).toContainText(/Observed by fault injection.*In use, put in: 1 call, line \d+, all put in/)
  await expect(observed).toContainText(/Evidence in the analysis.*fault injection/)
  await picture(page, 'runs-inject')
  await expectAccessible(page)
  await tab(page, 'Coverage')
  await expect(page.getByRole('list', { name: 'How far it goes' })).toContainText('In 2 runs of normal operation')
  await sub(page, 'Coverage', /^How far it goes/)
  await expect(page.getByText('1 run of fault injection (In use, put in) has no part in these figures.')).toBeVisible()
  await expectAccessible(page)
}

test.beforeEach(async ({ page }) => {
  test.skip(!hasTraces, 'the runs of the stand-in are not here (../shared/data/traces)')
  await page.request.put('/api/author', { data: { name: 'Ann Analyst' } })
})

test('two runs are bound to the analysis, compared, and a scenario is evidenced by fault injection', async ({
  page,
}) => {
  test.setTimeout(300_000)
  const response = await page.request.post('/api/analyses', { data: { from: 'example', name: 'openaps' } })
  const { id } = (await response.json()) as { id: string } // the answer of createRequest

  await importTraces(page, id, [join(traces, 'mdtsim-normal.strace'), join(traces, 'mdtsim-busy.strace')])
  await page.goto(`/analyses/${id}/runs`)
  await expect(page.getByText('No run with a kept trace yet')).toBeVisible()
  await takeTrace(page, 'mdtsim-normal.strace', 'Free radio', 'mdt reservoir')
  await sub(page, 'Coverage', /^Runs/)
  await takeTrace(page, 'mdtsim-busy.strace', 'Busy radio', 'mdt reservoir')
  await declareNormal(page, 'Free radio')

  await tab(page, 'Bindings')
  await bind(page, 'CMD-Open', 'The command opens and locks nothing else of the radio.')
  await bind(page, 'CMD-Setup', 'Only the reset pin is set up through these files.')
  await bind(page, 'CMD-Exchange', 'Every message of the command to the pump goes this way.')
  await expectAccessible(page)
  await seeCoverage(page)
  await seeDrawing(page, id)
  await compare(page, id)
  await seeSystem(page)
  await takeGpio(page, id)
  await bindScenario(page, id)
  if (!hasStrace) {
    test.info().annotations.push({ type: 'notice', description: 'strace or flock is not here: nothing was injected' })
    return
  }
  await seeEvidenced(page, id, await inject(page))
})

test('a binding is edited beside what it matches, and one step is one undo', async ({ page }) => {
  const response = await page.request.post('/api/analyses', { data: { from: 'example', name: 'openaps' } })
  const { id } = (await response.json()) as { id: string } // the answer of createRequest
  await importTraces(page, id, [join(traces, 'mdtsim-normal.strace')])
  await page.goto(`/analyses/${id}/runs`)
  await takeTrace(page, 'mdtsim-normal.strace', 'Free radio', 'mdt reservoir')
  await tab(page, 'Bindings')
  await page.getByRole('button', { name: 'New binding …' }).click()
  const matches = page.getByRole('region', { name: 'Matches' })
  await dialog(page).getByLabel('Item').selectOption({ label: "CMD-Release Release the pump's device" })
  await dialog(page).getByLabel('Resource').fill('re:(')
  await expect(matches).toContainText('is no regular expression')
  await dialog(page).getByLabel('Resource').fill('/dev/spidev*')
  await expect(matches).toContainText('Free radio: 51 calls')
  await dialog(page).getByLabel('Calls').fill('close')
  await expect(matches).toContainText('Free radio: 1 call')
  await dialog(page).getByRole('button', { name: 'Bind', exact: true }).click()
  await expect(rowOf(page, 'Bindings', 'CMD-Release')).toContainText('draft')
  await page.keyboard.press('Control+z')
  await expect(page.getByText('No binding yet')).toBeVisible()
})

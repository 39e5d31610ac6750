import AxeBuilder from '@axe-core/playwright'
import { type BrowserContext, test as base, expect, type Page } from '@playwright/test'

type Fixtures = {
  /** Complaints that a test provokes: `test.use({ expectedComplaints: [/409/] })`. */
  expectedComplaints: RegExp[]
  /** A page of another person at another browser, watched like the first. */
  openPage: () => Promise<Page>
}

/** Playwright itself looks into every frame with a script; in the preview of a document nothing may run. */
const ownLook = /Blocked script execution in '[^']*\/documents\/[^']*' because the document's frame is sandboxed/

/** What the browser complains about: errors on the console (of the content policy too) and errors that nobody caught. */
function watch(context: BrowserContext): string[] {
  const complaints: string[] = []
  context.on('console', (message) => {
    if (message.type() !== 'error' || ownLook.test(message.text())) return
    complaints.push(`${message.text()} (${message.location().url})`)
  })
  context.on('weberror', (error) => complaints.push(error.error().message))
  return complaints
}

function expectSilence(complaints: readonly string[], expected: readonly RegExp[]): void {
  expect(complaints.filter((text) => !expected.some((pattern) => pattern.test(text)))).toEqual([])
}

export const test = base.extend<Fixtures>({
  expectedComplaints: [[], { option: true }],
  context: async ({ context, expectedComplaints }, use) => {
    const complaints = watch(context)
    await use(context)
    expectSilence(complaints, expectedComplaints)
  },
  openPage: async ({ browser, expectedComplaints }, use) => {
    const opened: { context: BrowserContext; complaints: string[] }[] = []
    await use(async () => {
      const context = await browser.newContext()
      opened.push({ context, complaints: watch(context) })
      return context.newPage()
    })
    for (const { context, complaints } of opened) {
      await context.close()
      expectSilence(complaints, expectedComplaints)
    }
  },
})

/** No violation of WCAG 2.2 AA that a program can see, in light and in dark. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    const all = new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    // Of these rules one alone looks at colours: the others would say the same again.
    const builder = colorScheme === 'light' ? all : new AxeBuilder({ page }).withRules(['color-contrast'])
    const { violations } = await builder.analyze()
    const found = violations.map(({ id, nodes }) => `${colorScheme} ${id}: ${nodes.map(({ html }) => html).join(' ')}`)
    expect(found).toEqual([])
  }
}

export { expect } from '@playwright/test'

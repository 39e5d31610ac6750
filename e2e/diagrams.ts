import { expect, type Locator, type Page } from '@playwright/test'

export type Box = {
  readonly name: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** A box of the drawing by its whole name. */
export const boxOf = (page: Page, name: string): Locator =>
  page.locator('.react-flow__node').filter({ has: page.getByText(name, { exact: true }) })

export const arrowOf = (page: Page, sentence: string): Locator =>
  page.getByRole('button', { name: sentence, exact: true })

/** Waits until the drawing has been laid out and stands still. */
export async function settled(page: Page): Promise<void> {
  await expect(page.locator('.react-flow__node').first()).toBeVisible()
  await expect(page.getByText(/^Laying out/)).toBeHidden()
  const places = () =>
    page.locator('.react-flow__node').evaluateAll((nodes) => {
      const rounded = nodes.map((node) => {
        const { x, y, width } = node.getBoundingClientRect()
        return [x, y, width].map(Math.round).join()
      })
      return rounded.join(' ')
    })
  let before = ''
  await expect(async () => {
    const now = await places()
    const same = now === before
    before = now
    expect(same).toBe(true)
  }).toPass({ intervals: [200] })
}

/** Rectangles on the screen, of boxes without boxes inside, or of labels. */
export async function rectangles(page: Page, what: 'boxes' | 'labels'): Promise<Box[]> {
  const selector = what === 'boxes' ? '.react-flow__node:not(:has([data-open]))' : '.diagram-label'
  return page.locator(selector).evaluateAll((elements) =>
    elements.map((element) => {
      const { x, y, width, height } = element.getBoundingClientRect()
      return { name: element.textContent ?? '', x, y, width, height }
    }),
  )
}

export const overlap = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width - 1 && b.x < a.x + a.width - 1 && a.y < b.y + b.height - 1 && b.y < a.y + a.height - 1

/** Drags from the middle of one place to a point inside another. */
export async function drag(page: Page, from: Locator, to: { x: number; y: number }): Promise<void> {
  const box = await from.boundingBox()
  if (!box) throw new Error('nothing to drag')
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  await page.mouse.down()
  await page.mouse.move(to.x, to.y, { steps: 8 })
  await page.mouse.up()
}

/** A native file with many boxes, each controlled by the one a quarter of its number. */
export function manyBoxes(count: number): string {
  const numbers = Array.from({ length: count }, (_, index) => index + 1)
  const elements = numbers.map((number) => `- {key: E-${number}, text: Unit ${number}}`)
  const actions = numbers
    .slice(1)
    .map(
      (number) =>
        `- {key: CA-${number}, text: Command ${number}, source: [E-${Math.ceil(number / 4)}], target: [E-${number}]}`,
    )
  const shows = numbers.map((number) => `E-${number}`).join(', ')
  return [
    ...['stpa: 1', 'id: many', 'analysis:', '- {key: AN-1, text: Many boxes}', 'structure:'],
    ...[
      `- {key: CS-1, text: All of them, shows: [${shows}]}`,
      'element:',
      ...elements,
      'controlAction:',
      ...actions,
      '',
    ],
  ].join('\n')
}

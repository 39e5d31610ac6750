import { request as httpRequest } from 'node:http'
import { expect, expectAccessible, test } from './fixtures'

function statusFor(url: string, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(url, { headers }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
    request.on('error', reject).end()
  })
}

test('the first page opens under a strict content policy, accessible, and nothing complains', async ({ page }) => {
  const response = await page.goto('/')
  expect(response?.headers()['content-security-policy']).toContain("'strict-dynamic'")
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expectAccessible(page)
})

test('a request by another name than this machine is refused', async ({ baseURL }) => {
  expect(await statusFor(baseURL ?? '', { host: 'evil.example' })).toBe(403)
})

test.describe('an address where nothing is', () => {
  test.use({ expectedComplaints: [/404/] })

  test('a page says so and leads back', async ({ page }) => {
    await page.goto('/nowhere')
    await expect(page.getByRole('heading', { name: 'Nothing is at this address' })).toBeVisible()
    await page.getByRole('link', { name: 'All analyses' }).click()
    await expect(page).toHaveURL('/')
  })
})

import { request as httpRequest, type RequestOptions } from 'node:http'
import { expect, expectAccessible, test } from './fixtures'

/** Status and body of an answer; the address is sent as it is. */
function answerTo(url: string, path: string, more: RequestOptions = {}): Promise<{ status?: number; text: string }> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(url, { ...more, path }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => resolve({ status: response.statusCode, text: Buffer.concat(chunks).toString() }))
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
  expect((await answerTo(baseURL ?? '', '/', { headers: { host: 'evil.example' } })).status).toBe(403)
})

test('broken addresses, unknown methods and bodies without a length are refused in the shape of every error', async ({
  baseURL,
}) => {
  const chunked = { 'Transfer-Encoding': 'chunked' }
  for (const [path, more, status, code] of [
    ['/%zz', {}, 400, 'badRequest'],
    ['/api/analyses/a%00', {}, 400, 'badRequest'],
    ['/', { method: 'TRACE' }, 405, 'notAllowed'],
    ['/analyses', { method: 'POST', headers: { 'Next-Action': 'x' } }, 405, 'notAllowed'],
    ['/api/nothing', {}, 404, 'notFound'],
    ['/api/author', { method: 'PUT', headers: chunked }, 411, 'lengthRequired'],
  ] as const) {
    const answer = await answerTo(baseURL ?? '', path, more)
    expect([answer.status, JSON.parse(answer.text).error.code]).toEqual([status, code])
  }
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

import { expect } from '@jest/globals'
import type { Desk } from './desk.js'

/** Whoever keeps the platform adds everything up: all of it holds. */
export async function booksAgree(desk: Desk): Promise<void> {
  const { page } = desk
  await desk.go('/admin/pages/books')
  const lines = page.getByTestId('books').locator('li')
  await lines.first().waitFor()
  await page.locator('.screen-head .button.primary').click()
  await page.locator('.screen-head .button.primary[aria-busy=true]').waitFor({ state: 'detached' })
  const states = await lines.evaluateAll((all) => all.map((line) => (line as HTMLElement).dataset.state))
  expect(states.length).toBeGreaterThanOrEqual(9)
  expect(new Set(states)).toEqual(new Set(['holds']))
  await desk.check('books')
}

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'
import { type App, startApp } from '../support/app.js'
import { api, cell, field, openBrowser, pick, type Visit, type Visits } from '../support/browser.js'

let app: App
let visits: Visits
let rep: Visit
let page: Page

beforeAll(async () => {
  app = await startApp({ HOST: '0.0.0.0', BASE_URL: 'http://danju.test' })
  visits = await openBrowser(app, 'danju.test')
  rep = await visits.visit({ login: 'sales1' })
  page = rep.page
})
afterAll(async () => {
  await visits?.close()
  await app?.stop()
})

describe('over plain http, from another machine of the house', () => {
  it('F8 R2 saves a record, takes a transition, copies the number and says a word', async () => {
    expect(await page.evaluate(() => window.isSecureContext)).toBe(false)
    await rep.go('/admin/resources/order/actions/new')
    await pick(page, field(page, 'customer'), 'sz')
    await pick(page, field(page, 'warehouse'), '深圳')
    await field(page, 'dueOn').fill('2030-05-01')
    await pick(page, cell(page, 0, 'product'), 'BRG-2001')
    await cell(page, 0, 'quantity').fill('3')
    await page.getByTestId('save').click()
    await page.getByTestId('record').waitFor()

    await page.locator('[data-transition=submit]').click()
    await page.locator('.record-title-row .badge', { hasText: '待审核' }).waitFor()

    await page.getByRole('button', { name: '复制编号' }).click()
    await page.getByTestId('notices').getByText('已复制').waitFor()

    await page.getByRole('tab', { name: '动态' }).click()
    await page.getByTestId('comment-box').locator('textarea').fill('从仓库的电脑上写的')
    await page.getByTestId('comment-box').locator('textarea').press('Control+v')
    const number = await page.getByRole('heading', { level: 1 }).innerText()
    expect(await page.getByTestId('comment-box').locator('textarea').inputValue()).toContain(number)
    await page.getByTestId('comment-box').getByRole('button').click()
    await page.getByTestId('timeline').getByText('从仓库的电脑上写的').waitFor()
  })

  it('N2 X3 reads messages and runs a report', async () => {
    await rep.go('/admin/pages/notifications')
    await page.getByRole('button', { name: '全部已读' }).click()
    await page.waitForFunction(() => document.querySelector('[data-testid=unread]') === null)
    const { unread } = await api<{ unread: number }>(page, '/notifications?size=1')
    expect(unread).toBe(0)

    await rep.go('/admin/pages/reports')
    await page.getByText('尚未查询').waitFor()
    await page.getByRole('button', { name: '查询' }).click()
    await page.getByText('尚未查询').waitFor({ state: 'detached' })
    expect(rep.mishaps).toEqual([])
  })
})

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'
import { type App, startApp } from '../support/app.js'
import { api, openBrowser, type Visit, type Visits } from '../support/browser.js'

let app: App
let visits: Visits
let lead: Visit
let page: Page

const orders = '/admin/resources/order'
const count = async (): Promise<number> => Number(/[\d,]+/.exec((await page.getByTestId('count').innerText()).replace(/,/g, ''))?.[0])
const rows = () => page.getByTestId('row')
const cells = (column: number) => page.locator(`tbody tr td:nth-child(${column})`)
const settled = () => page.locator('[data-testid=list][aria-busy=false]').waitFor()

beforeAll(async () => {
  app = await startApp()
  visits = await openBrowser(app)
  lead = await visits.visit({ login: 'saleslead' })
  page = lead.page
})
afterAll(async () => {
  await visits?.close()
  await app?.stop()
})

const open = async (query = '') => {
  await lead.go(`${orders}${query}`)
  await rows().first().waitFor()
  await settled()
}

describe('the list of orders', () => {
  it('L1 shows how many there are under the filter, as the database counts them', async () => {
    await open()
    const all = await api<{ page: { total: number } }>(page, '/records/order?count=exact&size=1')
    expect(await count()).toBe(all.page.total)

    await open(`?where=${encodeURIComponent('{"status":["approved"]}')}`)
    const some = await api<{ page: { total: number } }>(
      page,
      `/records/order?count=exact&size=1&where=${encodeURIComponent('{"status":["approved"]}')}`,
    )
    expect(await count()).toBe(some.page.total)
    expect(some.page.total).toBeLessThan(all.page.total)
  })

  it('L3 says so when the filter in the address cannot be read, and shows all', async () => {
    const all = await api<{ page: { total: number } }>(page, '/records/order?count=exact&size=1')
    await open(`?where=${encodeURIComponent('{"status":["appro')}`)
    await page.getByRole('alert').filter({ hasText: '链接中的筛选条件无法识别' }).waitFor()
    expect(await count()).toBe(all.page.total)
    await open()
    expect(await page.getByRole('alert').count()).toBe(0)
  })

  it('L2 narrows while one types, keeps the word in the address and after a reload', async () => {
    await open()
    const before = await count()
    await page.locator('.toolbar input[type=search]').fill('SO')
    const title = (await page.locator('.title-link').first().innerText()).trim()
    await page.locator('.toolbar input[type=search]').fill(title)
    await page.waitForURL((url) => url.searchParams.get('search') === title)
    await settled()
    expect(await count()).toBeLessThan(before)
    await page.reload()
    await rows().first().waitFor()
    expect(await page.locator('.toolbar input[type=search]').inputValue()).toBe(title)
    expect(await page.locator('.title-link').first().innerText()).toBe(title)
  })

  it('L3 shows each filter as a chip that goes away alone or with all', async () => {
    await open()
    const all = await count()
    await page.getByRole('button', { name: '筛选', exact: true }).click()
    await page.getByTestId('filter-fields').getByRole('button', { name: '状态', exact: true }).click()
    await page.getByLabel('已审核').check()
    await page.getByRole('button', { name: '应用' }).click()
    await page.getByTestId('chip').first().waitFor()
    await settled()
    expect(await count()).toBeLessThan(all)
    await page.getByRole('button', { name: '筛选', exact: true }).click()
    await page.getByTestId('filter-fields').getByRole('button', { name: '下单日期', exact: true }).click()
    await page.getByLabel('至', { exact: true }).fill('2030-01-01')
    await page.getByRole('button', { name: '应用' }).click()
    await page.getByTestId('chip').nth(1).waitFor()
    await page
      .getByTestId('chip')
      .first()
      .getByRole('button', { name: /移除筛选/ })
      .click()
    await page.getByTestId('chip').nth(1).waitFor({ state: 'detached' })
    await page.getByRole('button', { name: '清空' }).click()
    await page.getByTestId('chips').waitFor({ state: 'detached' })
    await settled()
    expect(await count()).toBe(all)
  })

  it("L3 means the company's day of an instant, and opens again with the day one chose", async () => {
    await open()
    await page.getByRole('button', { name: '筛选', exact: true }).click()
    await page.getByTestId('filter-fields').getByRole('button', { name: '创建时间', exact: true }).click()
    await page.getByLabel('从', { exact: true }).fill('2026-11-22')
    await page.getByLabel('至', { exact: true }).fill('2026-11-22')
    await page.getByRole('button', { name: '应用' }).click()
    await page.getByTestId('chip').waitFor()
    const where = new URL(page.url()).searchParams.get('where')
    expect(JSON.parse(where ?? '')).toEqual({ createdAt: { gte: '2026-11-21T16:00:00.000Z', lte: '2026-11-22T15:59:59.999Z' } })
    await page.getByTestId('chip').getByRole('button').first().click()
    expect(await page.getByLabel('从', { exact: true }).inputValue()).toBe('2026-11-22')
    expect(await page.getByLabel('至', { exact: true }).inputValue()).toBe('2026-11-22')
  })

  it('L4 sorts up, down and not at all, and says so', async () => {
    await open()
    const head = page.getByRole('columnheader', { name: '价税合计' })
    const amounts = async () => (await page.locator('tbody td.number').first().innerText()).trim()
    await head.getByRole('button').click()
    await page.waitForURL(/sort=total/)
    await settled()
    expect(await head.getAttribute('aria-sort')).toBe('ascending')
    const least = await amounts()
    await head.getByRole('button').click()
    await page.waitForURL(/sort=-total/)
    await settled()
    expect(await head.getAttribute('aria-sort')).toBe('descending')
    expect(Number((await amounts()).replace(/,/g, ''))).toBeGreaterThan(Number(least.replace(/,/g, '')))
    await head.getByRole('button').click()
    await page.waitForURL((url) => !url.searchParams.has('sort'))
    expect(await head.getAttribute('aria-sort')).toBe('none')
  })

  it('L5 keeps hidden, moved and resized columns for this user only', async () => {
    await open()
    await page.getByRole('button', { name: '列', exact: true }).click()
    await page.getByTestId('column-menu').getByRole('checkbox', { name: '缺货待补' }).uncheck()
    await page.getByTestId('column-menu').getByRole('button', { name: '上移 交货日期' }).click()
    await page.keyboard.press('Escape')
    const isWidth = (body: string | null): boolean => /"width":\d/.test(body ?? '')
    const saved = page.waitForResponse((response) => response.url().endsWith('/preferences') && isWidth(response.request().postData()))
    const grip = await page.getByTestId('resizer').first().boundingBox()
    if (grip === null) throw new Error('the column has no edge')
    await page.mouse.move(grip.x + 4, grip.y + 10)
    await page.mouse.down()
    await page.mouse.move(grip.x + 84, grip.y + 10)
    await page.mouse.up()
    await saved
    const width = (await page.getByRole('columnheader').first().boundingBox())?.width ?? 0
    await page.reload()
    await rows().first().waitFor()
    const names = await page.getByRole('columnheader').allInnerTexts()
    expect(names).not.toContain('缺货待补')
    expect(names.indexOf('交货日期')).toBeLessThan(names.indexOf('下单日期'))
    expect(Math.abs(((await page.getByRole('columnheader').first().boundingBox())?.width ?? 0) - width)).toBeLessThan(3)

    const other = await visits.visit({ login: 'manager1' })
    await other.go(orders)
    await other.page.getByTestId('row').first().waitFor()
    expect(await other.page.getByRole('columnheader').allInnerTexts()).toContain('缺货待补')
    await other.page.context().close()

    await page.getByRole('button', { name: '列', exact: true }).click()
    await page.getByRole('button', { name: '恢复默认列' }).click()
  })

  it('L6 keeps the head and the first column in place while one scrolls', async () => {
    await page.setViewportSize({ width: 900, height: 500 })
    await open()
    const first = cells(1).first()
    const head = page.getByRole('columnheader').first()
    const before = { head: await head.boundingBox(), left: (await first.boundingBox())?.x }
    await page.locator('.table-scroll').evaluate((element) => element.scrollTo(300, 600))
    await page.waitForTimeout(100)
    expect((await head.boundingBox())?.y).toBe(before.head?.y)
    expect((await cells(1).first().boundingBox())?.x).toBe(before.left)
    await page.setViewportSize({ width: 1440, height: 900 })
  })

  it('L7 pages by number, keeps the page in the address, and comes back to the same row', async () => {
    await open('?size=20')
    expect(await rows().count()).toBe(20)
    await page.getByTestId('pager').getByRole('button', { name: '2', exact: true }).click()
    await page.waitForURL(/page=2/)
    await settled()
    await page.setViewportSize({ width: 1440, height: 500 })
    await page.locator('.table-scroll').evaluate((element) => element.scrollTo(0, 240))
    await page.waitForTimeout(100)
    await page.locator('.title-link').nth(8).click()
    await page.getByTestId('record').waitFor()
    await page.goBack()
    await rows().first().waitFor()
    expect(page.url()).toContain('page=2')
    expect(await page.locator('.table-scroll').evaluate((element) => element.scrollTop)).toBe(240)
    await page.setViewportSize({ width: 1440, height: 900 })
  })

  it('L8 writes money on the right with two decimals and dates as 2026-11-22', async () => {
    await open()
    const money = page.locator('tbody td.number').first()
    expect(await money.innerText()).toMatch(/^-?\d{1,3}(,\d{3})*\.\d{2}$/)
    expect(await money.evaluate((element) => getComputedStyle(element).textAlign)).toBe('right')
    expect((await page.locator('tbody tr').first().innerText()).match(/\d{4}-\d{2}-\d{2}/g)?.length).toBeGreaterThanOrEqual(2)
  })

  it('L9 sums over everything that matches, not over the page', async () => {
    const where = encodeURIComponent('{"status":["closed"]}')
    await open(`?size=20&where=${where}`)
    await page.getByTestId('totals').waitFor()
    const { data } = await api<{ data: { 'sum(total)': string }[] }>(page, `/aggregate/order?measure=sum(total)&where=${where}`)
    const shown = (await page.getByTestId('totals').innerText()).replace(/,/g, '')
    expect(shown).toContain('合计（全部）')
    expect(shown).toContain(data[0]?.['sum(total)'] ?? 'nothing')
  })

  it('L10 says why nothing is there and offers a way out', async () => {
    await lead.go(`${orders}?search=zzzzqqqq`)
    await page.getByTestId('empty').waitFor()
    expect(await page.getByTestId('empty').innerText()).toContain('没有符合条件的记录')
    await page.getByRole('button', { name: '清除筛选' }).click()
    await rows().first().waitFor()
  })

  it('L10 says so on a page behind the last one, and leads back', async () => {
    await lead.go(`${orders}?page=99`)
    await page.getByText('这一页没有记录').waitFor()
    await page.getByRole('button', { name: '回到第一页' }).click()
    await rows().first().waitFor()
  })

  it('L11 shows an error with another try when the server cannot be reached', async () => {
    await open()
    await page.context().setOffline(true)
    await page.getByRole('columnheader', { name: '交货日期' }).getByRole('button').click()
    await page.getByTestId('failure').waitFor()
    await page.context().setOffline(false)
    await page.getByRole('button', { name: '重试' }).click()
    await rows().first().waitFor()
  })

  it('L12 ▣1 becomes cards on a phone; the page does not scroll sideways', async () => {
    const phone = await visits.visit({ login: 'saleslead', phone: true })
    await phone.go(orders)
    await phone.page.getByTestId('cards').waitFor()
    expect(await phone.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    expect(phone.mishaps).toEqual([])
    await phone.page.context().close()
  })

  it('runs nothing inline and speaks to no other host', () => {
    expect(lead.mishaps).toEqual([])
  })
})

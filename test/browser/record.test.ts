import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'
import { type App, startApp } from '../support/app.js'
import { api, openBrowser, type Visit, type Visits } from '../support/browser.js'

let app: App
let visits: Visits
let lead: Visit
let page: Page

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

interface Order {
  readonly id: string
  readonly number: string
  readonly status: string
  readonly version: number
}

const ordersIn = async (status: string): Promise<readonly Order[]> => {
  const where = encodeURIComponent(JSON.stringify({ status }))
  return (await api<{ data: Order[] }>(page, `/records/order?where=${where}&fields=number,status`)).data
}

const openOrder = async (status: string, on = lead): Promise<Order> => {
  const [order] = await ordersIn(status)
  if (order === undefined) throw new Error(`the demo company has no order that is ${status}`)
  await on.go(`/admin/resources/order/records/${order.id}/show`)
  await on.page.getByTestId('record').waitFor()
  return order
}

/** A transition as a script would take it. */
const take = (order: Order, transition: string) =>
  page.evaluate(
    async ({ id, name }) => {
      const { csrfToken } = await (await fetch('/api/v1/session')).json()
      const headers = { 'Content-Type': 'application/json', 'X-CSRF-Token': csrfToken }
      const response = await fetch(`/api/v1/records/order/${id}/${name}`, { method: 'POST', headers, body: '{}' })
      return { status: response.status, body: await response.json() }
    },
    { id: order.id, name: transition },
  )

describe('the page of an order', () => {
  it('R1 shows the number with a copy button, the status and the key amounts', async () => {
    const order = await openOrder('approved')
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe(order.number)
    await page.getByRole('button', { name: '复制编号' }).click()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(order.number)
    expect(await page.locator('.record-title-row .badge').innerText()).toBe('已审核')
    expect(await page.locator('.highlights').innerText()).toMatch(/价税合计\s+[\d,]+\.\d{2}/)
    expect(await page.getByTestId('steps').locator('[aria-current=step]').innerText()).toBe('已审核')
  })

  it('R2 offers the transitions of this state, in order, and asks what they want to know', async () => {
    await openOrder('submitted')
    const names = await page.locator('[data-transition]').evaluateAll((all) => all.map((each) => (each as HTMLElement).dataset.transition))
    expect(names).toEqual(['reject', 'approve', 'cancel'])
    await page.locator('[data-transition=reject]').click()
    const dialog = page.getByRole('dialog')
    await dialog.getByTestId('confirm').click()
    expect(await dialog.locator('.error-text').innerText()).toBe('请填写此项。')
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    expect(await page.locator('[data-transition=reject]').evaluate((element) => element === document.activeElement)).toBe(true)
  })

  it('R2 takes a transition and shows the new state and history at once', async () => {
    await openOrder('submitted')
    await page.locator('[data-transition=reject]').click()
    const dialog = page.getByRole('dialog')
    await dialog.locator('.field[data-field=reason]').locator('input, textarea').fill('价格需要重新核对')
    await dialog.getByTestId('confirm').click()
    await dialog.waitFor({ state: 'detached' })
    await page.locator('.record-title-row .badge', { hasText: '草稿' }).waitFor()
    await page.getByRole('tab', { name: '动态' }).click()
    const newest = page.getByTestId('timeline').locator('.timeline-entry').first()
    expect(await newest.innerText()).toContain('陈国华')
    expect(await newest.innerText()).toMatch(/待审核\s*→\s*草稿/)
  })

  it('R3 counts what hangs on the record in tabs, and opens it as a filtered list', async () => {
    await openOrder('closed')
    const tab = page.getByRole('tab', { name: /出货单/ })
    await tab.locator('.tab-count').waitFor()
    const counted = Number(await tab.locator('.tab-count').innerText())
    await tab.click()
    await page.locator('.tab-panel tbody tr').first().waitFor()
    expect(await page.locator('.tab-panel tbody tr').count()).toBe(counted)
    await page.getByRole('link', { name: '查看全部出货单' }).click()
    await page.getByTestId('chip').waitFor()
    await page.getByTestId('row').first().waitFor()
    expect(await page.getByTestId('count').innerText()).toContain(String(counted))
  })

  it('R4 tells what happened, newest first, by whom, from what to what, filtered at will', async () => {
    await openOrder('approved')
    await page.getByRole('tab', { name: '动态' }).click()
    const entries = page.getByTestId('timeline').locator('.timeline-entry')
    await entries.first().waitFor()
    const all = await entries.count()
    const times = await entries.locator('time').evaluateAll((each) => each.map((time) => time.getAttribute('datetime') ?? ''))
    expect(times).toEqual([...times].sort().reverse())
    await page.getByTestId('timeline').getByRole('button', { name: '流程' }).click()
    await page.getByTestId('timeline').locator('[data-kind=change]').first().waitFor({ state: 'detached' })
    expect(await entries.count()).toBeLessThan(all)
    expect(await entries.first().innerText()).toContain('→')
  })

  it('R4 takes a comment, once however often one presses, keeps what is not said yet, and finds it among comments', async () => {
    await openOrder('approved')
    await page.getByRole('tab', { name: '动态' }).click()
    const timeline = page.getByTestId('timeline')
    await timeline.locator('textarea').fill('还没写完')
    await page.getByRole('tab', { name: '详情' }).click()
    await page.getByRole('tab', { name: '动态' }).click()
    expect(await timeline.locator('textarea').inputValue()).toBe('还没写完')

    await timeline.locator('textarea').fill('客户要求 <b>周五</b> 前到货')
    await timeline.getByRole('button', { name: '发表' }).dblclick()
    const newest = timeline.locator('.timeline-entry').first()
    await newest.filter({ hasText: '客户要求 <b>周五</b> 前到货' }).waitFor()
    expect(await timeline.locator('textarea').inputValue()).toBe('')
    await timeline.getByRole('button', { name: '评论' }).click()
    await timeline.locator('.timeline-entry:not([data-kind=comment])').first().waitFor({ state: 'detached' })
    const said = await timeline.locator('.timeline-entry').allInnerTexts()
    expect(said.filter((text) => text.includes('周五'))).toHaveLength(1)
    expect(said[0]).toContain('陈国华')
  })

  it('R7 goes to the next and the previous record of the list one came from', async () => {
    await lead.go('/admin/resources/order?sort=number&size=20')
    await page.getByTestId('row').nth(2).waitFor()
    const numbers = await page.locator('.title-link').allInnerTexts()
    await page.locator('.title-link').nth(1).click()
    await page.getByTestId('record').waitFor()
    await page.getByRole('button', { name: '下一条' }).click()
    await page.getByRole('heading', { level: 1, name: numbers[2] ?? '' }).waitFor()
    await page.getByRole('button', { name: '上一条' }).click()
    await page.getByRole('heading', { level: 1, name: numbers[1] ?? '' }).waitFor()
    await page.locator('.back-link').click()
    await page.waitForURL(/sort=number/)

    await lead.go('/admin/resources/order?sort=number&size=20')
    await page.locator('.title-link').nth(19).click()
    await page.getByTestId('record').waitFor()
    const { page: all } = await api<{ page: { total: number } }>(page, '/records/order?size=1')
    await page.getByText(`20 / ${all.total}`).waitFor()
    await page.getByRole('button', { name: '下一条' }).click()
    await page.getByText(`21 / ${all.total}`).waitFor()
    await page.getByRole('button', { name: '上一条' }).click()
    await page.getByText(`20 / ${all.total}`).waitFor()
    await page.locator('.back-link').click()
    await page.waitForURL(/page=1/)
  })

  it('R9 is refused by the server with a sentence when the transition is not open', async () => {
    const order = await openOrder('closed')
    const { status, body } = await take(order, 'approve')
    expect(status).toBe(409)
    expect(body.code).toBe('transition-blocked')
    expect(String(body.detail).length).toBeGreaterThan(4)
  })

  it('says why a transition is blocked, beside the button or after a click', async () => {
    const drafts = await ordersIn('submitted')
    await page.route('**/transitions', (route) =>
      route.fulfill({
        json: {
          data: [{ name: 'approve', open: false, reason: { zh: '超出客户信用额度。', en: 'Over the limit.' } }],
          can: [],
          next: null,
        },
      }),
    )
    const [order] = drafts.length > 0 ? drafts : await ordersIn('draft')
    await lead.go(`/admin/resources/order/records/${order?.id}/show`)
    if (drafts.length > 0) {
      await page.getByText('超出客户信用额度。').waitFor()
      expect(await page.locator('[data-transition=approve]').isDisabled()).toBe(true)
    }
    await page.unroute('**/transitions')
  })

  it('shows of a cancelled record no step that it may never have taken', async () => {
    await openOrder('cancelled')
    expect(await page.getByTestId('steps').locator('li').allInnerTexts()).toEqual(['草稿', '已取消'])
  })

  it('shows the record to who asks for its form when it may not be changed any more', async () => {
    const rep = await visits.visit({ login: 'sales1' })
    const where = encodeURIComponent(JSON.stringify({ status: 'closed' }))
    const { data } = await api<{ data: { id: string; number: string }[] }>(rep.page, `/records/order?size=1&fields=number&where=${where}`)
    await rep.go(`/admin/resources/order/records/${data[0]?.id}/edit`)
    await rep.page.waitForURL(/\/show$/)
    await rep.page.getByRole('heading', { level: 1, name: data[0]?.number ?? '' }).waitFor()
    expect(await rep.page.getByTestId('save').count()).toBe(0)
    await rep.page.context().close()
  })

  it('shows the record to who asks for its form and may not change it', async () => {
    const manager = await visits.visit({ login: 'manager1' })
    const { data } = await api<{ data: { id: string; number: string }[] }>(manager.page, '/records/order?size=1&fields=number')
    await manager.go(`/admin/resources/order/records/${data[0]?.id}/edit`)
    await manager.page.waitForURL(/\/show$/)
    await manager.page.getByRole('heading', { level: 1, name: data[0]?.number ?? '' }).waitFor()
    expect(await manager.page.getByTestId('save').count()).toBe(0)
    await manager.page.context().close()
  })

  it('▣1 fits a phone', async () => {
    const phone = await visits.visit({ login: 'saleslead', phone: true })
    await openOrder('approved', phone)
    expect(await phone.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    await phone.page.context().close()
  })

  it('runs nothing inline and speaks to no other host', () => {
    expect(lead.mishaps).toEqual([])
  })
})

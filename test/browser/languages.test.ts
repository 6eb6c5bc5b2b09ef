import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'
import type { ModelView } from '../../src/api/model-view/model-view.js'
import { dayIn } from '../../src/kernel/clock.js'
import { type App, startApp } from '../support/app.js'
import { api, field, openBrowser, switchLanguage, type Visits } from '../support/browser.js'
import { send } from './story/acts.js'

let app: App
let visits: Visits

beforeAll(async () => {
  app = await startApp()
  visits = await openBrowser(app)
})
afterAll(async () => {
  await visits?.close()
  await app?.stop()
})

const orderIn = async (page: Page) => {
  const { resources } = await api<Pick<ModelView, 'resources'>>(page, '/model')
  const order = resources.find(({ name }) => name === 'order')
  if (order === undefined) throw new Error('no orders')
  return order
}

describe.each([
  { locale: 'zh-CN', key: 'zh' },
  { locale: 'en', key: 'en' },
] as const)('in $locale', ({ locale, key }) => {
  it('U3 Z3 heads columns with the labels of the definition, and says a state in words', async () => {
    const visitor = await visits.visit({ login: 'saleslead', locale })
    await visitor.go('/admin/resources/order')
    await visitor.page.locator('tbody tr').first().waitFor()
    const order = await orderIn(visitor.page)
    const heads = (await visitor.page.locator('thead th').allInnerTexts()).map((text) => text.trim()).filter((text) => text !== '')
    const labels = order.screens.list.map((name) => order.fields.find((one) => one.name === name)?.label[key] ?? name)
    expect(labels.filter((label) => !heads.some((head) => head.startsWith(label)))).toEqual([])

    const states = (order.workflow?.states ?? []).map(({ label }) => label[key])
    const badges = (await visitor.page.locator('tbody .badge').allInnerTexts()).map((text) => text.trim())
    expect(badges.length).toBeGreaterThan(5)
    expect(badges.filter((text) => !states.includes(text))).toEqual([])
    await visitor.page.context().close()
  })
})

describe('a browser at the other end of the world', () => {
  for (const timeZone of ['Pacific/Kiritimati', 'Pacific/Pago_Pago'])
    it(`U4 keeps the company's day and clock: ${timeZone}`, async () => {
      const visitor = await visits.visit({ login: 'saleslead', timeZone })
      await visitor.go('/admin/resources/order/actions/new')
      await visitor.page.getByTestId('form').waitFor()
      const days = [dayIn('Asia/Shanghai', Date.now() - 60_000), dayIn('Asia/Shanghai', Date.now())]
      expect(days).toContain(await field(visitor.page, 'placedOn').inputValue())

      const [order] = (await api<{ data: { id: string }[] }>(visitor.page, '/records/order?size=1')).data
      const [entry] = (await api<{ data: { at: string }[] }>(visitor.page, `/records/order/${order?.id}/history`)).data
      await visitor.go(`/admin/resources/order/records/${order?.id}/show`)
      await visitor.page.getByRole('tab', { name: '动态' }).click()
      const at = new Date(entry?.at ?? '').toLocaleString('sv-SE', { timeZone: 'Asia/Shanghai' }).slice(0, 16)
      const shown = await visitor.page.getByTestId('timeline').locator('time').first().innerText()
      expect(shown).toBe(at)
      await visitor.page.context().close()
    })
})

describe('a message', () => {
  it('N5 is counted within five seconds, without a reload', async () => {
    const lead = await visits.visit({ login: 'saleslead' })
    const { page } = lead
    await lead.go('/admin')
    const { unread } = await api<{ unread: number }>(page, '/notifications')
    const [customer] = (await api<{ data: { id: string }[] }>(page, '/records/customer?size=1&where={"status":"active"}')).data
    const [warehouse] = (await api<{ data: { id: string }[] }>(page, '/records/warehouse?size=1')).data
    const [product] = (await api<{ data: { id: string }[] }>(page, '/records/product?size=1&where={"status":"active"}')).data
    const lines = [{ product: product?.id, quantity: '900000' }]
    const order = { customer: customer?.id, warehouse: warehouse?.id, dueOn: '2099-12-31', lines }
    const { id } = await send<{ id: string }>(page, '/records/order', order)
    for (const step of ['submit', 'approve']) await send(page, `/records/order/${id}/${step}`, {})

    await page.waitForFunction(
      (before) => Number(document.querySelector('[data-testid=unread]')?.textContent?.replace('+', '') ?? 0) > before,
      unread,
      { timeout: 5_000 },
    )
    expect(lead.mishaps).toEqual([])
    await page.context().close()
  })

  it('N2 Z3 is read in the language one speaks now, and says nothing in JSON', async () => {
    const lead = await visits.visit({ login: 'saleslead', locale: 'en' })
    const { page } = lead
    await lead.go('/admin/pages/notifications')
    const first = page.getByTestId('notifications').locator('li').first()
    await first.waitFor()
    const said = await first.innerText()
    expect(said).toMatch(/waits for stock/)
    await switchLanguage(page)
    await first.getByText('缺货').waitFor({ timeout: 5_000 })

    const { data } = await api<{ data: { id: string }[] }>(page, '/notifications?size=1')
    await lead.go(`/admin/resources/notification/records/${data[0]?.id}/show`)
    expect(await page.getByTestId('record').innerText()).not.toContain('{"')
    expect(lead.mishaps).toEqual([])
    await page.context().close()
  })
})

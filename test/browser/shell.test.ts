import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Secret, TOTP } from 'otpauth'
import type { Page } from 'playwright-core'
import { type App, startApp } from '../support/app.js'
import { api, openBrowser, type Visit, type Visits } from '../support/browser.js'
import { smallTargets, untranslated } from './support/reading.js'

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

const screens = [
  '/admin',
  '/admin/resources/order',
  '/admin/resources/order/actions/new',
  '/admin/pages/reports',
  '/admin/pages/alerts',
  '/admin/pages/notifications',
  '/admin/pages/profile',
]

const calm = (on: Visit) => on.page.waitForFunction(() => document.querySelector('.loading, [aria-busy=true]') === null)

describe('signing in', () => {
  it('H5 shows no default password, says no to a wrong one, and leads back to where one wanted to go', async () => {
    const stranger = await visits.visit()
    await stranger.go('/admin/resources/order?size=20')
    expect(stranger.page.url()).toContain('/admin/login')
    expect(await stranger.page.locator('[name=password]').inputValue()).toBe('')
    expect(await stranger.page.locator('body').innerText()).not.toContain(app.password)
    await stranger.page.fill('[name=login]', 'saleslead')
    await stranger.page.fill('[name=password]', 'wrong wrong wrong')
    await stranger.page.locator('button[type=submit]').click()
    await stranger.page.getByRole('alert').waitFor()
    await stranger.page.fill('[name=password]', app.password)
    await stranger.page.locator('button[type=submit]').click()
    await stranger.page.waitForURL(/resources\/order\?size=20/)
    expect(stranger.mishaps).toEqual([])
    await stranger.page.context().close()
  })

  it('U1 speaks both languages before anybody is signed in', async () => {
    const stranger = await visits.visit({ locale: 'en' })
    await stranger.go('/admin/login')
    await stranger.page.getByRole('button', { name: 'Sign in' }).waitFor()
    await stranger.page.getByTestId('language').click()
    await stranger.page.getByRole('button', { name: '登录' }).waitFor()
    await stranger.page.context().close()
  })

  it('U1 keeps the language one chose before signing in', async () => {
    const stranger = await visits.visit()
    await stranger.go('/admin/login')
    await stranger.page.getByTestId('language').click()
    await stranger.page.fill('[name=login]', 'finance1')
    await stranger.page.fill('[name=password]', app.password)
    await stranger.page.getByRole('button', { name: 'Sign in' }).click()
    for (const _turn of ['signed in', 'read again']) {
      await stranger.page.getByTestId('home').waitFor()
      expect(await stranger.page.locator('html').getAttribute('lang')).toBe('en')
      await stranger.page.reload()
    }
    await stranger.page.context().close()
  })

  it('signs out', async () => {
    const visitor = await visits.visit({ login: 'manager1' })
    await visitor.page.locator('.user-button').click()
    await visitor.page.getByRole('button', { name: '退出登录' }).click()
    await visitor.page.waitForURL(/\/admin\/login/)
    expect(await visitor.page.evaluate(async () => (await fetch('/api/v1/session')).status)).toBe(401)
    await visitor.page.context().close()
  })
})

describe('the navigation', () => {
  it('shows only what the visitor may read, and says not found for the rest', async () => {
    const keeper = await visits.visit({ login: 'warehouse1' })
    const nav = await keeper.page.locator('.nav').innerText()
    expect(nav).toContain('出货单')
    expect(nav).not.toContain('角色分配')
    await keeper.go('/admin/resources/roleAssignment')
    await keeper.page.getByText('找不到该内容').waitFor()
    const boot = await keeper.page.locator('#boot').textContent()
    expect(boot).not.toContain('roleAssignment')
    await keeper.page.context().close()
  })

  it('finds a screen by typing, marks the current one and is walked by arrows', async () => {
    await lead.go('/admin/resources/order')
    expect(await page.locator('.nav-link[aria-current=page]').innerText()).toBe('销售订单')
    await page.locator('.nav-search input').fill('ship')
    expect(await page.locator('.nav-group .nav-link').allInnerTexts()).toEqual(['出货单'])
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.waitForURL(/resources\/shipment/)
  })

  it('Z2 lets one skip it', async () => {
    await lead.go('/admin')
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('跳到主要内容')
    await page.keyboard.press('Enter')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('content')
  })

  it('Q1 Q2 finds records of any kind from anywhere', async () => {
    await lead.go('/admin')
    const [order] = (await api<{ data: { number: string }[] }>(page, '/records/order?size=1&fields=number')).data
    await page.keyboard.press('Control+k')
    await page.keyboard.type(order?.number ?? '')
    await page.locator('.search-panel .choice').first().waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: order?.number ?? '' }).waitFor()
  })
})

describe('home', () => {
  it('tells the warehouse what waits to be shipped, and a lead of no drafts but their own', async () => {
    const keeper = await visits.visit({ login: 'warehouse1' })
    const { data } = await api<{ data: { status: string; count: number }[] }>(keeper.page, '/aggregate/shipment?by=status&measure=count')
    const waiting = data.find(({ status }) => status === 'draft')?.count
    await keeper.page.getByTestId('waiting').first().waitFor()
    expect(await keeper.page.getByTestId('waiting').allInnerTexts()).toEqual([`${waiting}\n出货单\n待出库`])
    await keeper.page.getByTestId('waiting').click()
    await keeper.page.waitForURL(/resources\/shipment\?where=/)
    await keeper.page.context().close()

    await lead.go('/admin')
    const { data: orders } = await api<{ data: { status: string; count: number }[] }>(page, '/aggregate/order?by=status&measure=count')
    const submitted = orders.find(({ status }) => status === 'submitted')?.count
    await page.getByTestId('waiting').first().waitFor()
    expect(await page.getByTestId('waiting').allInnerTexts()).toEqual([`${submitted}\n销售订单\n待审核`])
  })

  it('counts what waits as it comes, without a reload', async () => {
    await lead.go('/admin')
    const number = page.getByTestId('waiting').locator('.stat-number')
    const before = Number(await number.innerText())
    const rep = await visits.visit({ login: 'sales1' })
    await submitOrders(rep.page, 1)
    await page.waitForFunction(
      (wanted) => document.querySelector('[data-testid=waiting] .stat-number')?.textContent === wanted,
      String(before + 1),
      { timeout: 15_000 },
    )
    await rep.page.context().close()
  })

  it('tells how much there is of this month, of what is settled, as the list behind it sums it up', async () => {
    await lead.go('/admin')
    const month = page.getByTestId('month').first()
    await month.waitFor()
    const shown = await month.locator('.stat-number').innerText()
    await month.click()
    await page.getByTestId('totals').waitFor()
    expect(await page.getByTestId('totals').innerText()).toContain(shown)
    const chips = await page.getByTestId('chip').allInnerTexts()
    expect(chips.map((chip) => /下单日期|状态/.exec(chip)?.[0])).toEqual(['下单日期', '状态'])
    const states = chips.find((chip) => chip.includes('状态')) ?? ''
    expect(['草稿', '待审核', '已审核', '已完结', '已取消'].filter((state) => states.includes(state))).toEqual(['已审核', '已完结'])
  })
})

describe('the profile', () => {
  it('calls roles by their label on the profile', async () => {
    await lead.go('/admin/pages/profile')
    await page.getByTestId('profile').getByText('销售主管', { exact: true }).waitFor()
  })

  it('offers to turn the second factor on, and off once it is on', async () => {
    const buyer = await visits.visit({ login: 'purchasing1' })
    await buyer.go('/admin/pages/profile')
    const panel = buyer.page.getByRole('region', { name: '两步验证' })
    await panel.getByRole('button', { name: '开启两步验证' }).click()
    const secret = Secret.fromBase32((await panel.locator('code.secret').innerText()).trim())
    await panel.getByLabel('验证码').fill(new TOTP({ secret }).generate())
    await panel.getByRole('button', { name: '确认开启' }).click()
    await panel.getByText('两步验证已开启。').waitFor()
    expect(await panel.getByRole('listitem').count()).toBe(10)
    expect(await panel.getByRole('button', { name: '开启两步验证' }).count()).toBe(0)
    await panel.getByText('关闭两步验证', { exact: true }).first().click()
    await panel.getByLabel('当前密码').fill(app.password)
    await panel.getByRole('button', { name: '关闭两步验证' }).click()
    await panel.getByRole('button', { name: '开启两步验证' }).waitFor()
    expect(await panel.getByText('关闭两步验证').count()).toBe(0)
    await buyer.page.context().close()
  })
})

describe('notifications', () => {
  it('N1 N2 N3 counts what is unread, opens the list and reads all', async () => {
    await lead.go('/admin')
    const server = await api<{ unread: number }>(page, '/notifications')
    await expectUnread(page, server.unread)
    await page.locator('.bell').click()
    await page.getByTestId('notifications').or(page.getByTestId('empty')).first().waitFor()
    await page.getByRole('button', { name: '全部已读' }).click()
    await expectUnread(page, 0)
    expect((await api<{ unread: number }>(page, '/notifications')).unread).toBe(0)
  })

  it('N2 begins with what is unread, however old it is, and shows more when asked', async () => {
    const rep = await visits.visit({ login: 'sales1' })
    await submitOrders(rep.page, 52)
    const told = () => api<{ data: { id: string; title: string }[] }>(page, '/notifications?size=200')
    for (let round = 0; round < 60 && (await told()).data.length < 55; round += 1) await page.waitForTimeout(500)
    await rep.page.context().close()
    await lead.go('/admin/pages/notifications')
    await page.getByRole('button', { name: '全部已读' }).click()
    await expectUnread(page, 0)
    const { data } = await told()
    expect(data.length).toBeGreaterThan(52)
    const oldest = data.at(-1)
    await forget(page, oldest?.id ?? '')
    await lead.go('/admin')
    await page.locator('.bell').click()
    const first = page.getByTestId('notifications').locator('.notification').first()
    await first.waitFor()
    expect([(await first.innerText()).split('\n')[0], await first.getAttribute('class')]).toEqual([
      oldest?.title,
      expect.stringContaining('unread'),
    ])
    expect(await page.locator('.bell-panel .notification').count()).toBe(20)

    await lead.go('/admin/pages/notifications')
    const lines = page.getByTestId('notifications').locator('.notification')
    await lines.first().waitFor()
    const before = await lines.count()
    await page.getByRole('button', { name: '显示更多' }).click()
    await lines.nth(before).waitFor()
    expect(await lines.first().getAttribute('class')).toContain('unread')
  })
})

describe('alerts', () => {
  it('N5 leave the screen of whoever looks at them when they are over, without a reload', async () => {
    const manager = await visits.visit({ login: 'manager1' })
    await manager.go('/admin/pages/alerts')
    const { data } = await api<{ data: { resource: string; record: { id: string } }[] }>(manager.page, '/alerts?size=200')
    const order = data.find(({ resource }) => resource === 'order')?.record.id ?? ''
    const lines = manager.page.getByTestId('alerts').locator(`a[href*="records/${order}/"]`)
    await lines.first().waitFor()
    const taken = await page.evaluate(async (path) => {
      const { csrfToken } = await (await fetch('/api/v1/session')).json()
      const headers = { 'Content-Type': 'application/json', 'X-CSRF-Token': csrfToken }
      return (await fetch(path, { method: 'POST', headers, body: '{}' })).status
    }, `/api/v1/records/order/${order}/close`)
    expect(taken).toBe(200)
    await manager.page.waitForFunction((id) => document.querySelector(`[data-testid=alerts] a[href*="records/${id}/"]`) === null, order, {
      timeout: 15_000,
    })
    expect(manager.mishaps).toEqual([])
    await manager.page.context().close()
  })
})

/** Each tells the leads. */
async function submitOrders(on: Page, count: number): Promise<void> {
  const idOf = async (path: string) => (await api<{ data: { id: string }[] }>(on, path)).data[0]?.id
  const customer = await idOf('/records/customer?size=1&where={"status":"active"}')
  const product = await idOf('/records/product?size=1&where={"status":"active"}')
  const order = { customer, warehouse: await idOf('/records/warehouse?size=1'), dueOn: '2099-12-31', lines: [{ product, quantity: '1' }] }
  await on.evaluate(
    async ({ body, times }) => {
      const { csrfToken } = await (await fetch('/api/v1/session')).json()
      const headers = { 'Content-Type': 'application/json', 'X-CSRF-Token': csrfToken }
      const post = async (path: string, sent: unknown) =>
        (await fetch(`/api/v1/records/order${path}`, { method: 'POST', headers, body: JSON.stringify(sent) })).json()
      for (let time = 0; time < times; time += 1) await post(`/${(await post('', body)).id}/submit`, {})
    },
    { body: order, times: count },
  )
}

/** Makes it unread again, as one may. */
async function forget(on: Page, id: string): Promise<void> {
  const status = await on.evaluate(async (path) => {
    const { csrfToken } = await (await fetch('/api/v1/session')).json()
    const { version } = await (await fetch(path)).json()
    const headers = { 'Content-Type': 'application/json', 'X-CSRF-Token': csrfToken, 'If-Match': String(version) }
    return (await fetch(path, { method: 'PATCH', headers, body: JSON.stringify({ readAt: null }) })).status
  }, `/api/v1/records/notification/${id}`)
  expect(status).toBe(200)
}

async function expectUnread(on: Page, count: number): Promise<void> {
  const badge = on.getByTestId('unread')
  if (count === 0) await badge.waitFor({ state: 'detached' })
  else
    await on.waitForFunction(
      (wanted) => document.querySelector('[data-testid=unread]')?.textContent === wanted,
      count > 99 ? '99+' : String(count),
    )
}

describe('reports', () => {
  it('P6 runs a report, shows its rows with totals and hands over an Excel file', async () => {
    await lead.go('/admin/pages/reports')
    await page.getByTestId('report').waitFor()
    await page.getByText('尚未查询').waitFor()
    await page.getByRole('button', { name: '查询' }).click()
    await page.getByTestId('report-rows').waitFor({ timeout: 60_000 })
    expect(await page.locator('.report-rows tbody tr').count()).toBeGreaterThan(3)
    await page.getByRole('button', { name: '导出 Excel' }).click()
    const link = page.getByTestId('download')
    await link.waitFor({ timeout: 60_000 })
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
    expect(download.suggestedFilename()).toMatch(/\.xlsx$/)
  })
})

describe('a new model', () => {
  it('says calmly that the screens were updated', async () => {
    await lead.go('/admin')
    await calm(lead)
    expect(await page.getByTestId('model-changed').count()).toBe(0)
    await page.route('**/api/v1/records/**', async (route) => {
      const response = await route.fetch()
      await route.fulfill({ response, headers: { ...response.headers(), 'x-model-version': '999' } })
    })
    await page.locator('.nav-link', { hasText: '销售订单' }).click()
    await page.getByTestId('model-changed').waitFor()
    await page.unroute('**/api/v1/records/**')
  })
})

describe('every screen', () => {
  for (const phone of [false, true]) {
    it(`Z1 Z2 ▣1 has no serious finding and does not scroll sideways at ${phone ? 390 : 1440}`, async () => {
      const visitor = await visits.visit({ login: 'saleslead', phone, bypassPolicy: true })
      const found: string[] = []
      for (const screen of screens) {
        await visitor.go(screen)
        await calm(visitor)
        found.push(...(await visitor.axe()).map((finding) => `${screen} ${finding}`))
        const width = await visitor.page.evaluate(() => document.documentElement.scrollWidth)
        if (width > (phone ? 390 : 1440)) found.push(`${screen} is ${width} wide`)
      }
      expect(found).toEqual([])
      await visitor.page.context().close()
    })
  }

  it('▣2 has touch targets of 44 px on a phone', async () => {
    const phone = await visits.visit({ login: 'saleslead', phone: true })
    const small: string[] = []
    for (const screen of screens) {
      await phone.go(screen)
      await calm(phone)
      small.push(...(await smallTargets(phone.page)).map((target) => `${screen} ${target}`))
    }
    expect(small).toEqual([])
    await phone.page.context().close()
  })

  it('U2 is complete in English: no Chinese but names, no bare key', async () => {
    const visitor = await visits.visit({ login: 'saleslead', locale: 'en' })
    const found: string[] = []
    for (const screen of screens) {
      await visitor.go(screen)
      await calm(visitor)
      found.push(...(await untranslated(visitor.page)).map((text) => `${screen} ${text}`))
    }
    expect(found).toEqual([])
    await visitor.page.context().close()
  })

  it('runs nothing inline and speaks to no other host', () => {
    expect(lead.mishaps).toEqual([])
  })
})

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'
import { type App, startApp } from '../support/app.js'
import { api, cell, field, openBrowser, pick, switchLanguage, type Visit, type Visits } from '../support/browser.js'

let app: App
let visits: Visits
let rep: Visit
let page: Page

const newOrder = '/admin/resources/order/actions/new'

beforeAll(async () => {
  app = await startApp()
  visits = await openBrowser(app)
  rep = await visits.visit({ login: 'sales1' })
  page = rep.page
})
afterAll(async () => {
  await visits?.close()
  await app?.stop()
})

const open = async (path = newOrder, on = rep) => {
  await on.go(path)
  await on.page.getByTestId('form').waitFor()
}

const fillOrder = async (on = page) => {
  await pick(on, field(on, 'customer'), 'sz')
  await pick(on, field(on, 'warehouse'), '深圳')
  await field(on, 'dueOn').fill('2030-05-01')
  await pick(on, cell(on, 0, 'product'), 'BRG-2001')
  await cell(on, 0, 'quantity').fill('3')
}

const save = () => page.getByTestId('save').click()
const idIn = (url: string) => /records\/(\d+)/.exec(url)?.[1] ?? ''

describe('the form of an order', () => {
  it('F1 marks what is required, and leads to the first field that is missing, in the language one reads', async () => {
    await open()
    expect(await page.locator('.field[data-field=customer] .required').count()).toBe(1)
    await save()
    const customer = field(page, 'customer')
    expect(await customer.getAttribute('aria-invalid')).toBe('true')
    expect(await customer.evaluate((element) => element === document.activeElement)).toBe(true)
    expect(await page.locator('.field[data-field=customer] .error-text').innerText()).toBe('请填写此项。')
    const described = await customer.getAttribute('aria-describedby')
    expect(await page.locator(`[id="${described}"]`).innerText()).toBe('请填写此项。')
  })

  it('F2 puts what the server says under its field', async () => {
    await open()
    await fillOrder()
    await field(page, 'address').fill('x')
    await page.route('**/api/v1/records/order', (route) =>
      route.fulfill({
        status: 422,
        contentType: 'application/problem+json',
        body: JSON.stringify({ code: 'invalid', detail: 'no', errors: [{ at: 'address', code: 'wrong', message: '此地址无法送达。' }] }),
      }),
    )
    await save()
    await page.getByText('此地址无法送达。').waitFor()
    expect(await page.locator('.field[data-field=address] .error-text').innerText()).toBe('此地址无法送达。')
    await page.unroute('**/api/v1/records/order')
  })

  it('F3 asks before what is typed is lost, and saves with Ctrl+S', async () => {
    await open()
    await fillOrder()
    await page.locator('.nav-link', { hasText: '出货单' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.waitFor()
    await dialog.getByRole('button', { name: '继续编辑' }).click()
    expect(await cell(page, 0, 'quantity').inputValue()).toBe('3')
    await page.keyboard.press('Control+s')
    await page.getByTestId('record').waitFor()
    await page.getByTestId('notices').getByText('已保存').waitFor()
  })

  it('F3 saves and begins another, or goes back to the list', async () => {
    await open()
    await fillOrder()
    await page.getByRole('button', { name: '保存并新建' }).click()
    await page.waitForFunction(() => (document.querySelector('.field[data-field=customer] input') as HTMLInputElement | null)?.value === '')
    await fillOrder()
    await page.getByRole('button', { name: '保存并返回' }).click()
    await page.getByTestId('list').waitFor()
  })

  it('F4 finds a customer by pinyin initials, and a product by code', async () => {
    await open()
    const offered = await pick(page, field(page, 'customer'), 'sz')
    expect(offered.length).toBeLessThanOrEqual(10)
    expect(offered.some((each) => each.includes('深圳'))).toBe(true)
    expect(await field(page, 'customer').inputValue()).toContain('深圳')
    const products = await pick(page, cell(page, 0, 'product'), 'BRG-2001')
    expect(products[0]).toContain('BRG-2001')
  })

  it('F4 offers the record whose code one typed before those that only sound like it', async () => {
    await open()
    const offered = await pick(page, field(page, 'warehouse'), 'SZ')
    expect(offered.length).toBeGreaterThan(1)
    expect(await field(page, 'warehouse').inputValue()).toBe('深圳总仓')
  })

  it('takes a day as one writes it, and shows it as it stands everywhere', async () => {
    await open()
    const day = field(page, 'dueOn')
    await day.fill('20300501')
    await day.blur()
    expect(await day.inputValue()).toBe('2030-05-01')
    await day.fill('2030/5/2')
    await day.blur()
    expect(await day.inputValue()).toBe('2030-05-02')
    await day.fill('明天')
    await page.getByTestId('save').click()
    await page.getByText('请输入日期，如 2026-11-22。').waitFor()
    expect(await day.inputValue()).toBe('明天')
    await page.locator('.field[data-field=dueOn] .calendar').fill('2030-05-03')
    expect(await day.inputValue()).toBe('2030-05-03')
  })

  it.each(['Enter', 'Tab'])('F4 means what is typed by %s, however late its answer comes', async (key) => {
    await open()
    const product = cell(page, 0, 'product')
    await product.click()
    await page.locator('.choice[role=option]').first().waitFor()
    await page.route('**/records/product?*search=BRG-2001*', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 600))
      await route.continue()
    })
    await product.fill('BRG-2001')
    await page.keyboard.press(key)
    await page.locator('[role=listbox]').waitFor({ state: 'detached' })
    await page.unroute('**/records/product?*search=BRG-2001*')

    expect(await product.inputValue()).toContain('深沟球轴承')
  })

  it('F4 creates a missing customer in place and selects it', async () => {
    await open()
    const customer = field(page, 'customer')
    await customer.click()
    await customer.fill('全新的客户有限公司')
    await page.locator('.choice.create').click()
    const dialog = page.getByRole('dialog')
    await dialog.locator('.field[data-field=code] input').fill('C9001')
    await dialog.getByRole('button', { name: '创建' }).click()
    await dialog.waitFor({ state: 'detached' })
    expect(await customer.inputValue()).toBe('全新的客户有限公司')
  })

  it('F5 fills terms and address from the customer', async () => {
    await open()
    expect(await field(page, 'terms').inputValue()).toBe('')
    await pick(page, field(page, 'customer'), 'sz')
    await page.waitForFunction(() => (document.querySelector('.field[data-field=terms] select') as HTMLSelectElement | null)?.value !== '')
    expect(await field(page, 'address').inputValue()).not.toBe('')
  })

  it('F5 saves what is typed faster than what follows from it comes: the server fills it in', async () => {
    await page.route(/\/records\/(product|customer)\/\d+$/, async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 4_000))
      await route.continue().catch(() => undefined)
    })
    await open()
    await fillOrder()
    await save()
    await page.getByTestId('record').waitFor()
    await page.unroute(/\/records\/(product|customer)\/\d+$/)
    const { lines, terms } = await api<{ lines: { unitPrice: string }[]; terms: string }>(page, `/records/order/${idIn(page.url())}`)
    expect(Number(lines[0]?.unitPrice)).toBeGreaterThan(0)
    expect(terms).not.toBeNull()
  })

  it('F6 computes while one types what the server computes when one saves', async () => {
    await open()
    await fillOrder()
    await cell(page, 0, 'quantity').fill('7.5')
    await cell(page, 0, 'unitPrice').fill('19.99')
    const rate = await cell(page, 0, 'taxRate').elementHandle()
    await page.waitForFunction((input) => (input as HTMLInputElement | null)?.value !== '', rate)
    const shown = (await page.getByTestId('text-total').innerText()).replace(/,/g, '')
    await save()
    await page.getByTestId('record').waitFor()
    const record = await api<{ total: string }>(page, `/records/order/${idIn(page.url())}`)
    expect(shown).toBe(record.total)
  })

  it('F7 shows what one may not change as text, and the server refuses it too', async () => {
    await open()
    expect(await page.getByTestId('text-total').evaluate((element) => element.tagName)).toBe('SPAN')
    const refused = await page.evaluate(async () => {
      const { csrfToken } = await (await fetch('/api/v1/session')).json()
      const headers = { 'Content-Type': 'application/json', 'X-CSRF-Token': csrfToken }
      return (await fetch('/api/v1/records/order', { method: 'POST', headers, body: JSON.stringify({ total: '1.00' }) })).status
    })
    expect(refused).toBe(400)
  })

  it('F8 makes one record however often one clicks', async () => {
    await open()
    await fillOrder()
    const before = await api<{ page: { total: number } }>(page, '/records/order?count=exact&size=1')
    await page.getByTestId('save').dblclick()
    await page.getByTestId('record').waitFor()
    const after = await api<{ page: { total: number } }>(page, '/records/order?count=exact&size=1')
    expect(after.page.total).toBe(before.page.total + 1)
  })

  it('F9 shows both values, who and when, when somebody else was faster', async () => {
    await open()
    await fillOrder()
    await save()
    await page.getByTestId('record').waitFor()
    const id = idIn(page.url())
    const lead = await visits.visit({ login: 'saleslead' })
    await open(`/admin/resources/order/records/${id}/edit`)
    await open(`/admin/resources/order/records/${id}/edit`, lead)
    await field(lead.page, 'address').fill('领导的地址')
    await lead.page.getByTestId('save').click()
    await lead.page.getByTestId('record').waitFor()
    await field(page, 'address').fill('我的地址')
    await save()
    const dialog = page.getByRole('dialog')
    await dialog.waitFor()
    const said = await dialog.innerText()
    expect(said).toContain('我的地址')
    expect(said).toContain('领导的地址')
    expect(said).toContain('陈国华')
    await dialog.getByRole('button', { name: '采用所选内容' }).click()
    await dialog.waitFor({ state: 'detached' })
    await save()
    await page.getByTestId('record').waitFor()
    expect((await api<{ address: string }>(page, `/records/order/${id}`)).address).toBe('我的地址')
    await lead.page.context().close()
  })

  it('shows the lines of an approved order as text, and still takes another due day', async () => {
    const lead = await visits.visit({ login: 'saleslead' })
    const approved = encodeURIComponent(JSON.stringify({ status: 'approved' }))
    const { data } = await api<{ data: { id: string }[] }>(lead.page, `/records/order?size=1&fields=number&where=${approved}`)
    const id = data[0]?.id
    await open(`/admin/resources/order/records/${id}/edit`, lead)
    await lead.page.getByTestId('line').first().waitFor()

    expect(await lead.page.getByTestId('grid-lines').locator('input, select, textarea, button').count()).toBe(0)
    await field(lead.page, 'dueOn').fill('2031-05-01')
    await lead.page.getByTestId('save').click()
    await lead.page.getByTestId('record').waitFor()

    expect((await api<{ dueOn: string }>(lead.page, `/records/order/${id}`)).dueOn).toBe('2031-05-01')
    await lead.page.context().close()
  })

  it('F10 ▣5 stands in one column on a phone, saves from a bar that stays, and asks for numbers with the number keys', async () => {
    const phone = await visits.visit({ login: 'sales1', phone: true })
    await open(newOrder, phone)
    const boxes = await phone.page
      .locator('.fields .field')
      .evaluateAll((all) => all.map((each) => Math.round(each.getBoundingClientRect().x)))
    expect(new Set(boxes).size).toBe(1)
    const bar = await phone.page.getByTestId('save-bar').boundingBox()
    expect((bar?.y ?? 0) + (bar?.height ?? 0)).toBeLessThanOrEqual(845)
    await phone.page.getByTestId('line').first().getByRole('button').click()
    expect(await phone.page.getByRole('dialog').locator('.field[data-field=quantity] input').getAttribute('inputmode')).toBe('decimal')
    await phone.page.context().close()
  })

  it('U1 switches the language without losing what is typed', async () => {
    await open()
    await field(page, 'address').fill('还没保存')
    await switchLanguage(page)
    await page.getByRole('heading', { name: 'New: Sales order' }).waitFor()
    expect(await field(page, 'address').inputValue()).toBe('还没保存')
    await switchLanguage(page)
  })

  it('runs nothing inline and speaks to no other host', () => {
    expect(rep.mishaps).toEqual([])
  })
})

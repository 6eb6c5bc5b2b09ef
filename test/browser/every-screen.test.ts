// The screens that the other files do not stand on for long: can everybody use them, and does anything leave the machine?
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'
import { type App, startApp } from '../support/app.js'
import { api, openBrowser, type Visit, type Visits } from '../support/browser.js'
import { smallTargets, untranslated } from './support/reading.js'

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

interface Stop {
  readonly name: string
  readonly open: (visit: Visit) => Promise<void>
}

const firstOf = async (page: Page, resource: string, where: unknown = {}): Promise<string> => {
  const { data } = await api<{ data: readonly { id: string }[] }>(
    page,
    `/records/${resource}?size=1&where=${encodeURIComponent(JSON.stringify(where))}`,
  )
  const [row] = data
  if (row === undefined) throw new Error(`no ${resource}`)
  return row.id
}

const at = (name: string, path: string, ready: string): Stop => ({
  name,
  open: async ({ page, go }) => {
    await go(path)
    await page.locator(ready).first().waitFor()
  },
})

const onRecord = (name: string, resource: string, where: unknown, then: (page: Page) => Promise<void>): Stop => ({
  name,
  open: async ({ page, go }) => {
    await go(`/admin/resources/${resource}/records/${await firstOf(page, resource, where)}/show`)
    await page.getByTestId('record').waitFor()
    await then(page)
  },
})

const dialog = (page: Page) => page.locator('dialog[open]').first().waitFor()

const stops: readonly Stop[] = [
  at('new customer', '/admin/resources/customer/actions/new', '[data-testid=form]'),
  at('new product', '/admin/resources/product/actions/new', '[data-testid=form]'),
  at('new user', '/admin/resources/user/actions/new', '[data-testid=form]'),
  at('profile', '/admin/pages/profile', 'main h1'),
  at('notifications', '/admin/pages/notifications', 'main h1'),
  at('alerts', '/admin/pages/alerts', 'main h1'),
  at('books', '/admin/pages/books', '[data-testid=books]'),
  onRecord('history', 'order', { status: 'approved' }, async (page) => {
    await page.getByRole('tab', { name: /^(动态|History)$/ }).click()
    await page.locator('.timeline-entry').first().waitFor()
  }),
  onRecord('question of a transition', 'order', { status: 'submitted' }, async (page) => {
    await page.locator('[data-transition=reject]').click()
    await dialog(page)
  }),
  onRecord('print preview', 'order', { status: 'approved' }, async (page) => {
    await page
      .getByRole('button', { name: /^(打印|Print)$/ })
      .first()
      .click()
    await dialog(page)
    await page.locator('dialog button.primary:not([disabled])').waitFor()
    // A button that has just come to life is still on its way from one colour to the other.
    await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => null))))
  }),
  onRecord('removal', 'order', { status: 'draft' }, async (page) => {
    await page
      .getByRole('button', { name: /^(删除|Delete)$/ })
      .first()
      .click()
    await dialog(page)
  }),
  onRecord('edited order', 'order', { status: 'draft' }, async (page) => {
    await page
      .getByRole('link', { name: /^(编辑|Edit)$/ })
      .first()
      .click()
    await page.getByTestId('form').waitFor()
  }),
]

describe('every screen besides', () => {
  it.each([false, true])(
    'Z1 U2 ▣1 ▣2 has no serious finding, does not scroll sideways, and speaks English to whoever does (phone: %s)',
    async (phone) => {
      const visit = await visits.visit({ login: 'admin', phone, locale: phone ? 'en' : 'zh-CN', bypassPolicy: true })
      const found: string[] = []
      for (const { name, open } of stops) {
        await open(visit)
        found.push(...(await visit.axe()).map((finding) => `${name}: ${finding}`))
        const width = await visit.page.evaluate(() => document.documentElement.scrollWidth)
        if (width > (phone ? 390 : 1440)) found.push(`${name} is ${width} wide`)
        if (phone) found.push(...(await untranslated(visit.page)).map((text) => `${name} says ${text}`))
        if (phone) found.push(...(await smallTargets(visit.page)).map((target) => `${name} has a small ${target}`))
      }
      expect(found).toEqual([])
      await visit.page.context().close()
    },
  )

  it('Z1 has no serious finding where one signs in', async () => {
    const visit = await visits.visit({ bypassPolicy: true })
    await visit.go('/admin/login')
    expect(await visit.axe()).toEqual([])
    await visit.page.context().close()
  })

  it('Z2 keeps the focus in a dialog, visibly, and gives it back', async () => {
    const { page, go } = await visits.visit({ login: 'admin' })
    await go(`/admin/resources/order/records/${await firstOf(page, 'order', { status: 'submitted' })}/show`)
    await page.locator('[data-transition=reject]').click()
    await dialog(page)
    for (let i = 0; i < 12; i += 1) {
      await page.keyboard.press('Tab')
      const where = await page.evaluate(() => {
        const focused = document.activeElement
        if (focused === null || focused === document.body) return 'browser'
        const style = getComputedStyle(focused)
        const isSeen = style.outlineStyle !== 'none' || style.boxShadow !== 'none'
        return focused.closest('dialog') === null ? 'outside' : isSeen ? 'seen' : `unseen ${focused.outerHTML.slice(0, 80)}`
      })
      expect(['seen', 'browser']).toContain(where)
    }
    await page.keyboard.press('Escape')
    expect(await page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset.transition)).toBe('reject')
    await page.context().close()
  })
})

describe('a list', () => {
  it('L5 moves a column that is dragged by its head, and keeps it there', async () => {
    const { page, go } = await visits.visit({ login: 'manager1' })
    const heads = async () => (await page.getByRole('columnheader').allInnerTexts()).map((text) => text.trim())
    await go('/admin/resources/order')
    await page.getByTestId('row').first().waitFor()
    const saved = page.waitForResponse((response) => response.url().endsWith('/preferences') && response.request().method() === 'PATCH')
    await page.getByRole('columnheader', { name: '状态' }).dragTo(page.getByRole('columnheader', { name: '客户' }))
    await saved
    await page.reload()
    await page.getByTestId('row').first().waitFor()
    const names = await heads()
    expect(names.indexOf('状态')).toBe(names.indexOf('客户') - 1)
    await page.context().close()
  })
})

describe('shipments', () => {
  it('are not begun on a screen that could not find the order lines they ship', async () => {
    const { page, go } = await visits.visit({ login: 'warehouse1' })
    await go('/admin/resources/shipment')
    await page.getByTestId('row').first().waitFor()
    expect(await page.getByTestId('new').count()).toBe(0)
    await go('/admin/resources/stockAdjustment')
    await page.getByTestId('row').first().waitFor()
    expect(await page.getByTestId('new').count()).toBe(1)
    await page.context().close()
  })
})

describe('the operators’ console', () => {
  it('shows the platform’s own tables and a row of one, and nothing leaves the machine', async () => {
    const { page, mishaps } = await visits.visit({ login: 'admin' })
    await page.goto(`${app.url}/console/resources/AuditEntry`)
    const row = page.locator('table tbody tr').first()
    await row.waitFor()
    expect(await page.locator('table tbody tr').count()).toBeGreaterThan(1)
    await row.click()
    await page.waitForURL(/\/records\/\d+\/show/)
    await page.getByText('create').or(page.getByText('submit')).or(page.getByText('approve')).first().waitFor()
    expect(mishaps).toEqual([])
    await page.context().close()
  })
})

/** Who may work here, and as what. */
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'
import { type App, startApp } from '../support/app.js'
import { field, openBrowser, type Visit, type Visits } from '../support/browser.js'

let app: App
let visits: Visits
let admin: Visit
let page: Page

beforeAll(async () => {
  app = await startApp()
  visits = await openBrowser(app)
  admin = await visits.visit({ login: 'admin' })
  page = admin.page
})
afterAll(async () => {
  await visits?.close()
  await app?.stop()
})

it('makes a user, gives them a role from a list and a password shown once, and they sign in', async () => {
  await admin.go('/admin/resources/user/actions/new')
  await field(page, 'login').fill('newcomer')
  await field(page, 'name').fill('新同事')
  await page.getByTestId('save').click()
  await page.getByTestId('record').waitFor()

  await page.getByRole('tab', { name: /角色/ }).click()
  await page.getByRole('link', { name: '新建角色分配' }).click()
  await page.getByTestId('form').waitFor()
  expect(await field(page, 'user').inputValue()).toBe('新同事')
  await field(page, 'role').selectOption({ label: '销售员' })
  await page.getByTestId('save').click()
  await page.getByTestId('record').waitFor()

  await admin.go('/admin/resources/user?search=newcomer')
  await page.getByTestId('row').first().click()
  await page.getByTestId('record').waitFor()
  await page.getByRole('tab', { name: /角色/ }).click()
  expect(await page.locator('.related tbody tr').first().innerText()).toMatch(/^新同事\s+销售员/)
  await page.getByRole('button', { name: '设置登录密码' }).click()
  await page.getByTestId('confirm').click()
  const password = await page.locator('dialog code').innerText()

  const newcomer = await visits.visit()
  await newcomer.go('/admin/login')
  await newcomer.page.locator('[name=login]').fill('newcomer')
  await newcomer.page.locator('[name=password]').fill(password)
  await newcomer.page.locator('button[type=submit]').click()
  await newcomer.page.getByTestId('home').waitFor()
  expect([...admin.mishaps, ...newcomer.mishaps]).toEqual([])
})

it('offers nobody their own password this way', async () => {
  await admin.go('/admin/resources/user?search=admin')
  await page.getByTestId('row').first().click()
  await page.getByTestId('record').waitFor()
  expect(await page.getByRole('button', { name: '设置登录密码' }).count()).toBe(0)
})

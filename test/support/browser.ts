/** Chromium for a test file, and pages that remember what a page must never do: break the policy, fail in a script, speak to another host. */
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, chromium, type Locator, type Page } from 'playwright-core'
import type { App } from './app.js'

export interface PageOptions {
  /** Nobody is signed in without one. */
  readonly login?: string
  readonly locale?: 'zh-CN' | 'en'
  readonly phone?: boolean
  /** Where the browser stands; the company's is another matter. */
  readonly timeZone?: string
  /** Its own style elements would break the policy: only for the accessibility checks. */
  readonly bypassPolicy?: boolean
}

export interface Visit {
  readonly page: Page
  /** Broken policies, uncaught errors and requests to other hosts; empty when all is well. */
  readonly mishaps: readonly string[]
  go(path: string): Promise<void>
  /** Ids of serious and critical findings, each with the element. */
  axe(): Promise<readonly string[]>
}

export interface Visits {
  visit(options?: PageOptions): Promise<Visit>
  close(): Promise<void>
}

const flags = ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run']

/** @param host  by what name the browser knows the machine: to any but localhost, plain http is no secure context */
export async function openBrowser(app: App, host?: string): Promise<Visits> {
  const args = host === undefined ? flags : [...flags, `--host-resolver-rules=MAP ${host} 127.0.0.1`]
  const reached = host === undefined ? app : { ...app, url: app.url.replace(/(?<=\/\/).+(?=:)/, host) }
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args })
  return { visit: (options = {}) => visit(browser, reached, options), close: () => browser.close() }
}

async function visit(
  browser: Browser,
  app: App,
  { login, locale = 'zh-CN', phone = false, timeZone, bypassPolicy = false }: PageOptions,
): Promise<Visit> {
  const viewport = phone ? { width: 390, height: 844 } : { width: 1440, height: 900 }
  const context = await browser.newContext({
    viewport,
    locale,
    isMobile: phone,
    hasTouch: phone,
    bypassCSP: bypassPolicy,
    ...(timeZone === undefined ? {} : { timezoneId: timeZone }),
    permissions: ['clipboard-read', 'clipboard-write'],
  })
  const page = await context.newPage()
  const mishaps: string[] = []
  watch(page, app, mishaps)
  const made: Visit = { page, mishaps, go: (path) => go(page, app, path), axe: () => findings(page) }
  if (login !== undefined) await signIn(made, app, login, locale)
  return made
}

function watch(page: Page, app: App, mishaps: string[]): void {
  // A form that would lose what is typed asks the browser to ask.
  page.on('dialog', (dialog) => void dialog.accept())
  page.on('pageerror', (error) => mishaps.push(`error: ${error.message}`))
  page.on('console', (message) => {
    if (/Content Security Policy|Refused to/i.test(message.text())) mishaps.push(`policy: ${message.text()}`)
  })
  page.on('request', (request) => {
    if (!request.url().startsWith(app.url) && !/^(data|blob):/.test(request.url())) mishaps.push(`left the machine: ${request.url()}`)
  })
}

/** Waits until the screen stands. */
async function go(page: Page, app: App, path: string): Promise<void> {
  await page.goto(`${app.url}${path}`)
  await page.locator('main').first().waitFor()
}

async function signIn({ page, go }: Visit, app: App, login: string, locale: 'zh-CN' | 'en'): Promise<void> {
  await go('/admin/login')
  await page.fill('[name=login]', login)
  await page.fill('[name=password]', app.password)
  await page.locator('button[type=submit]').click()
  await page.locator('#content').waitFor()
  if ((await page.locator('html').getAttribute('lang')) !== locale) await switchLanguage(page)
}

export async function switchLanguage(page: Page): Promise<void> {
  await page.locator('.user-button').click()
  const saved = page.waitForResponse((response) => response.url().endsWith('/preferences') && response.request().method() === 'PATCH')
  await page.locator('.panel [data-testid=language]').click()
  await saved
  await page.keyboard.press('Escape')
}

async function findings(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  return grave.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`))
}

/** The input or text of a field of a form. */
export function field(page: Page, name: string): Locator {
  return page.locator(`.field[data-field=${name}]`).locator('input, select, textarea, .field-text').first()
}

/** A cell of the line grid: row from 0. */
export function cell(page: Page, row: number, column: string): Locator {
  return page.locator(`[data-row="${row}"][data-column="${column}"]`)
}

/** Types into a picker and takes the first it offers. @returns all it offered */
export async function pick(page: Page, input: Locator, text: string): Promise<readonly string[]> {
  await input.click()
  await input.fill(text)
  await page.locator('[role=listbox]:not([aria-busy=true])').waitFor()
  await page.locator('.choice[role=option]').first().waitFor()
  const offered = await page.locator('.choice[role=option]').allTextContents()
  await page.keyboard.press('Enter')
  return offered
}

/** Puts text on the clipboard and pastes it where the focus is. */
export async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((copied) => navigator.clipboard.writeText(copied), text)
  await page.keyboard.press('Control+v')
}

/** What the API answers this visitor, with their session. */
export function api<T>(page: Page, path: string): Promise<T> {
  return page.evaluate(async (url) => (await fetch(url)).json(), `/api/v1${path}`)
}

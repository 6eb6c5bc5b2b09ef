/** Somebody at work: a page of their own that is looked at wherever they stop, and that may speak to this machine only. */
import { mkdirSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, type BrowserContext, type ConsoleMessage, chromium, type Page } from 'playwright-core'
import type { App } from '../../support/app.js'

export interface Look {
  readonly locale: 'zh-CN' | 'en'
  readonly width: 1440 | 390
}

export interface Desk {
  readonly login: string
  readonly page: Page
  /** What a page must never do, as sentences; empty when all is well. */
  readonly mishaps: readonly string[]
  go(path: string): Promise<void>
  /** Looks at the page as it stands: nothing is off to the side. */
  look(name: string): Promise<void>
  /** And nothing keeps somebody out. Takes a second or two. */
  check(name: string): Promise<void>
  /** Answers of 4xx are expected while this works. */
  expecting4xx<T>(work: () => Promise<T>): Promise<T>
}

export interface Office {
  desk(login: string, look: Look): Promise<Desk>
  /** Pictures of what everybody sees. @returns the folder */
  photograph(): Promise<string>
  /** Where everybody was, and when: a line each. */
  trail(): string
  closeDesks(): Promise<void>
  close(): Promise<void>
}

const flags = ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run']

/** Everybody signs in once; what else they open is of the same session. */
export async function openOffice(app: App): Promise<Office> {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: flags })
  const sessions = new Map<string, Awaited<ReturnType<BrowserContext['storageState']>>>()
  const desks: Desk[] = []
  const steps: string[] = []
  const pass = (step: string): void => void steps.push(`${new Date().toISOString().slice(11, 19)} ${step}`)
  return {
    desk: async (login, look) => {
      const desk = await openDesk({ browser, app, look, login, session: sessions.get(login), pass })
      sessions.set(login, await desk.page.context().storageState())
      desks.push(desk)
      return desk
    },
    photograph: async () => {
      const folder = mkdtempSync(join(tmpdir(), 'danju-story-'))
      await Promise.all(desks.map(({ page, login }) => page.screenshot({ path: join(folder, `${login}.png`) })))
      return folder
    },
    trail: () => steps.join('\n'),
    closeDesks: async () => {
      steps.length = 0
      await Promise.all(desks.splice(0).map(({ page }) => page.context().close()))
    },
    close: () => browser.close(),
  }
}

interface Opening {
  readonly browser: Browser
  readonly app: App
  readonly look: Look
  readonly login: string
  readonly session: Awaited<ReturnType<BrowserContext['storageState']>> | undefined
  /** Told wherever somebody goes or stops. */
  readonly pass: (step: string) => void
}

async function openDesk(opening: Opening): Promise<Desk> {
  const { browser, app, look, login, session, pass } = opening
  const phone = look.width === 390
  const viewport = { width: look.width, height: phone ? 844 : 900 }
  const common = { viewport, locale: look.locale, isMobile: phone, hasTouch: phone, acceptDownloads: true }
  const context = await browser.newContext(session === undefined ? common : { ...common, storageState: session })
  const page = await context.newPage()
  const watch = watchOver(page, app)
  await context.route('**', (route) => (route.request().url().startsWith(app.url) ? route.continue() : route.abort()))
  const desk = deskOf({ login, page, app, look, watch, pass })
  if (session === undefined) await signIn(desk, app)
  else await desk.go('/admin')
  await speak(page, look.locale)
  return desk
}

interface Watch {
  readonly mishaps: string[]
  /** Of the page itself: a look at it injects a checker that the policy would not let in. */
  paused: boolean
  expects4xx: boolean
}

function watchOver(page: Page, app: App): Watch {
  const watch: Watch = { mishaps: [], paused: false, expects4xx: false }
  const note = (text: string): void => void (watch.paused || watch.mishaps.push(`${text} (at ${page.url()})`))
  page.on('pageerror', (error) => note(`error: ${error.message}`))
  page.on('console', (message) => isComplaint(message, watch) && note(`console: ${message.text()} ${message.location().url}`))
  page.on('request', (request) => {
    if (!request.url().startsWith(app.url) && !/^(data|blob|about):/.test(request.url())) note(`left the machine: ${request.url()}`)
  })
  return watch
}

function isComplaint(message: ConsoleMessage, { expects4xx }: Watch): boolean {
  if (/Content Security Policy|Refused to/i.test(message.text())) return true
  return message.type() === 'error' && !(expects4xx && / 4\d\d /.test(message.text()))
}

interface Seat extends Pick<Opening, 'login' | 'app' | 'look' | 'pass'> {
  readonly page: Page
  readonly watch: Watch
}

function deskOf({ login, page, app, look, watch, pass }: Seat): Desk {
  const go = async (path: string): Promise<void> => {
    pass(`${login} goes to ${path}`)
    await page.goto(`${app.url}${path}`)
    await page.locator('main').first().waitFor()
  }
  const glance = async (name: string): Promise<void> => {
    pass(`${login} looks at ${name}`)
    await keepPicture(page, `${look.locale}-${look.width}-${login}-${name}`)
    const wide = await page.evaluate(() => document.documentElement.scrollWidth)
    if (wide > look.width) watch.mishaps.push(`${name}: ${wide} px wide`)
  }
  const check = async (name: string): Promise<void> => {
    await glance(name)
    if (!isExamined(look)) return
    watch.paused = true
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
    watch.paused = false
    const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
    for (const { id, nodes } of grave) watch.mishaps.push(...nodes.map(({ html }) => `${name}: ${id}: ${html.slice(0, 160)}`))
  }
  const expecting4xx = async <T>(work: () => Promise<T>): Promise<T> => {
    watch.expects4xx = true
    return work().finally(() => {
      watch.expects4xx = false
    })
  }
  return { login, page, mishaps: watch.mishaps, go, look: glance, check, expecting4xx }
}

/** Each language once and each width once: what keeps people out does not depend on both together. */
const isExamined = ({ locale, width }: Look): boolean => (locale === 'en') === (width === 390)

/** With STORY_PICTURES set to a folder, every page that is looked at is kept there. */
async function keepPicture(page: Page, name: string): Promise<void> {
  const folder = process.env.STORY_PICTURES
  if (folder === undefined) return
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name}.png`) })
}

async function signIn(desk: Desk, app: App): Promise<void> {
  await desk.expecting4xx(async () => {
    await desk.go('/admin/login')
    await desk.page.fill('[name=login]', desk.login)
    await desk.page.fill('[name=password]', app.password)
    await desk.page.locator('button[type=submit]').click()
    await desk.page.locator('#content').waitFor()
  })
}

/** As one does it: in the menu under one's name. */
async function speak(page: Page, locale: string): Promise<void> {
  await page.locator('.user-button').waitFor()
  if ((await page.locator('html').getAttribute('lang')) === locale) return
  await page.locator('.user-button').click()
  const saved = page.waitForResponse((response) => response.url().endsWith('/preferences') && response.request().method() === 'PATCH')
  await page.locator('.panel [data-testid=language]').click()
  await saved
  await page.keyboard.press('Escape')
  await page.locator(`html[lang="${locale}"]`).waitFor()
}

/** A sales rep enters an order: with the keyboard in the line grid, or with a thumb on cards. */
import type { Locator, Page } from 'playwright-core'
import { cell, field } from '../../support/browser.js'
import type { Chapter } from './chapters.js'
import type { Desk } from './desk.js'

export interface Entry {
  readonly chapter: Chapter
  readonly quantity: string
  readonly dueOn: string
  /** Of other fields of the head, by name. */
  readonly more?: Readonly<Record<string, string>>
}

/** @returns the id of what was saved */
export async function enterOrder(desk: Desk, entry: Entry): Promise<string> {
  const { page } = desk
  const { chapter } = entry
  await choose(page, field(page, 'customer'), chapter.customer)
  await choose(page, field(page, 'warehouse'), { typed: 'shenzhen', name: '深圳总仓' })
  await field(page, 'dueOn').fill(entry.dueOn)
  for (const [name, text] of Object.entries(entry.more ?? {})) await field(page, name).fill(text)
  await (chapter.width === 390 ? enterCards(page, entry) : enterLines(page, entry))
  await (entry.more === undefined ? desk.check('order-filled') : desk.look('order-filled-again'))
  await (chapter.width === 390 ? page.getByTestId('save').click() : page.keyboard.press('Control+s'))
  await page.getByTestId('record').waitFor()
  return /records\/(\d+)/.exec(page.url())?.[1] ?? ''
}

interface Wanted {
  readonly typed: string
  readonly name: string
}

async function choose(page: Page, input: Locator, wanted: Wanted): Promise<void> {
  await input.focus()
  await chooseHere(page, wanted)
}

/** Where the focus is, by pinyin: nothing is touched but keys. The first one offered must be the one that was meant. */
async function chooseHere(page: Page, { typed, name }: Wanted): Promise<void> {
  const answered = page.waitForResponse((response) => response.url().includes(`search=${encodeURIComponent(typed)}`))
  await page.keyboard.type(typed)
  await answered
  await page.locator('.choice[role=option]').filter({ hasText: name }).first().waitFor()
  const [first = ''] = await page.locator('.choice[role=option]').allTextContents()
  if (!first.includes(name)) throw new Error(`“${typed}” offers “${first}” before “${name}”`)
  await page.keyboard.press('Enter')
}

/** The whole grid without the mouse: pick, Tab to the quantity, Enter for the next row. */
async function enterLines(page: Page, { chapter, quantity }: Entry): Promise<void> {
  await cell(page, 0, 'product').focus()
  await chooseHere(page, chapter.product)
  await tabTo(page, '0.quantity')
  await page.keyboard.type(quantity)
  await page.keyboard.press('Enter')
  await cell(page, 1, 'product').waitFor()
  await page.waitForFunction(() => (document.activeElement as HTMLElement).dataset.row === '1')
  await chooseHere(page, chapter.extra)
  await tabTo(page, '1.quantity')
  await page.keyboard.type('2')
  await page.waitForFunction(
    () => (document.querySelector('[data-row="1"][data-column=unitPrice]') as HTMLInputElement | null)?.value !== '',
  )
}

async function tabTo(page: Page, cellName: string): Promise<void> {
  const focused = () =>
    page.evaluate(() => `${(document.activeElement as HTMLElement).dataset.row}.${(document.activeElement as HTMLElement).dataset.column}`)
  for (let step = 0; step < 6 && (await focused()) !== cellName; step += 1) await page.keyboard.press('Tab')
  if ((await focused()) !== cellName) throw new Error(`Tab leads to ${await focused()}, not to ${cellName}`)
}

async function enterCards(page: Page, { chapter, quantity }: Entry): Promise<void> {
  await enterCard(page, 0, { wanted: chapter.product, quantity })
  await page.getByTestId('add-line').click()
  await enterCard(page, 1, { wanted: chapter.extra, quantity: '2' })
}

interface Line {
  readonly wanted: Wanted
  readonly quantity: string
}

async function enterCard(page: Page, row: number, { wanted, quantity }: Line): Promise<void> {
  const sheet = page.getByRole('dialog')
  if (!(await sheet.isVisible())) await page.getByTestId('line').nth(row).getByRole('button').click()
  await choose(page, sheet.locator('.field[data-field=product] input'), wanted)
  await sheet.locator('.field[data-field=quantity] input').fill(quantity)
  await page.waitForFunction(
    () => (document.querySelector('[role=dialog] .field[data-field=unitPrice] input') as HTMLInputElement | null)?.value !== '',
  )
  await sheet.locator('button.primary').click()
  await sheet.waitFor({ state: 'detached' })
}

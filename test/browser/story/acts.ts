/** What people do with a record that is there: take a step, look for it, send it out, take it along. */
import { readFile } from 'node:fs/promises'
import exceljs from 'exceljs'
import type { Download, Page } from 'playwright-core'
import type { Desk } from './desk.js'

/** Through its dialog when it asks or warns. */
export async function take(desk: Desk, transition: string, name?: string): Promise<void> {
  const { page } = desk
  await page.locator(`[data-transition=${transition}]:not([disabled])`).click()
  if (name !== undefined) {
    await page.getByRole('dialog').waitFor()
    await (transition === 'approve' ? desk.check(`${name}-dialog`) : desk.look(`${name}-dialog`))
    await page.getByTestId('confirm').click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  }
  await page.locator(`[data-transition=${transition}]`).waitFor({ state: 'detached' })
}

/** From the list of a resource, by what one types into its search. */
export async function openFromList(desk: Desk, resource: string, typed: string): Promise<void> {
  const { page } = desk
  await desk.go(`/admin/resources/${resource}`)
  await page.getByTestId('row').first().waitFor()
  await page.locator('.toolbar input[type=search]').fill(typed)
  await page.waitForURL((url) => url.searchParams.get('search') === typed)
  await settled(page)
  await page.locator(`a:has-text("${typed}")`).first().click()
  await page.getByTestId('record').waitFor()
}

export const settled = (page: Page): Promise<void> => page.locator('[data-testid=list][aria-busy=false]').waitFor()

/** What the API answers this visitor, in their own session. */
export function ask<T>(page: Page, path: string): Promise<T> {
  return page.evaluate(async (url) => {
    const response = await fetch(url)
    if (!response.ok) throw new Error(`${response.status} ${url} ${await response.text()}`)
    return response.json()
  }, `/api/v1${path}`)
}

/** Writes by the API from the visitor's own page, as a screen does it. */
export function send<T>(page: Page, path: string, body: unknown): Promise<T> {
  return page.evaluate(
    async ({ url, payload }) => {
      const session = await (await fetch('/api/v1/session')).json()
      const headers = { 'Content-Type': 'application/json', 'X-CSRF-Token': session.csrfToken }
      const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(payload) })
      if (!response.ok) throw new Error(`${response.status} ${url} ${await response.text()}`)
      return response.json()
    },
    { url: `/api/v1${path}`, payload: body },
  )
}

/** Takes the file at the end of a run: rows of texts, as Excel shows the cells. */
export async function downloadedRows(page: Page): Promise<readonly (readonly string[])[]> {
  const link = page.getByTestId('download')
  await link.waitFor({ timeout: 60_000 })
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
  return rowsIn(download)
}

async function rowsIn(download: Download): Promise<readonly (readonly string[])[]> {
  if (!download.suggestedFilename().endsWith('.xlsx')) throw new Error(`not a workbook: ${download.suggestedFilename()}`)
  const book = new exceljs.Workbook()
  const bytes = await readFile(await download.path())
  await book.xlsx.load(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer)
  const rows: string[][] = []
  book.worksheets[0]?.eachRow((row) => {
    const cells: string[] = []
    row.eachCell({ includeEmpty: true }, (cell) => void cells.push(String(cell.result ?? cell.text)))
    rows.push(cells)
  })
  return rows
}

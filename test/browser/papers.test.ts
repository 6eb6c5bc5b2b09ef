/** What leaves the screens: documents on paper, and workbooks. */
import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import exceljs from 'exceljs'
import type { Download, Page } from 'playwright-core'
import { pdfTexts } from '../print/pdf-text.js'
import { type App, startApp } from '../support/app.js'
import { api, openBrowser, type Visit, type Visits } from '../support/browser.js'
import { send } from './story/acts.js'

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

const chosen = (where: object) => `where=${encodeURIComponent(JSON.stringify(where))}`

describe('documents', () => {
  const frame = () => page.frameLocator('.print-desk iframe')
  const paper = (name: string) => page.getByRole('dialog').getByRole('button', { name })

  interface Previewed {
    readonly id: string
    readonly number: string
    readonly total: string
  }

  async function preview(resource = 'order', status = 'approved'): Promise<Previewed> {
    const asked = `/records/${resource}?size=1&fields=number,total&${chosen({ status })}`
    const [document] = (await api<{ data: Previewed[] }>(page, asked)).data
    if (document === undefined) throw new Error(`no ${resource} that is ${status}`)
    await lead.go(`/admin/resources/${resource}/records/${document.id}/show`)
    await page.getByTestId('actions').getByRole('button', { name: '打印' }).click()
    await frame().locator('.page').first().waitFor()
    return document
  }

  const shownOn = async (name: string): Promise<{ readonly width: number; readonly numbers: readonly string[] }> => {
    await paper(name).click()
    await page.locator('.print-desk iframe[aria-busy=false]').waitFor()
    const pages = frame().locator('.page')
    const width = await pages.first().evaluate((element) => element.getBoundingClientRect().width)
    return { width: Math.round((width * 25.4) / 96), numbers: await pages.locator('.pages').allInnerTexts() }
  }

  it('O1 shows the pages on A4, A5 and the half form before they are printed, numbered, each with the head of the table', async () => {
    await preview()

    const [a4, a5, half] = [await shownOn('A4'), await shownOn('A5'), await shownOn('241×140')]

    expect([a4.width, a5.width, half.width]).toEqual([210, 210, 241])
    expect(half.numbers[0]).toBe(`第 1 页 / 共 ${half.numbers.length} 页`)
    const heads = frame().locator('thead')
    expect(await heads.count()).toBe(half.numbers.length)
    expect(await heads.first().evaluate((head) => getComputedStyle(head).display)).toBe('table-header-group')
  })

  it('O1 remembers the paper that lies in the printer', async () => {
    await preview()
    const kept = page.waitForResponse((response) => response.request().postData()?.includes('"A5"') === true)
    await shownOn('A5')
    await kept

    await page.reload()
    await preview()

    expect(await paper('A5').getAttribute('aria-pressed')).toBe('true')
  })

  it.each([
    ['order', 'approved', []],
    ['shipment', 'shipped', ['合计数量', '单价', '金额', '统一社会信用代码']],
  ] as const)('O3 gives the same as a PDF, with the customer, the total and the total in words: %s', async (resource, status, more) => {
    const { total } = await preview(resource, status)
    const link = page.getByRole('dialog').getByRole('link', { name: 'PDF' })
    const opened = page.context().waitForEvent('page')
    await link.click()
    await (await opened).close()

    const answer = await page.request.get(new URL((await link.getAttribute('href')) ?? '', page.url()).href)

    const said = pdfTexts(await answer.body())
      .join('')
      .replace(/\s/g, '')
    const customer = await frame().locator('.party').first().innerText()
    expect(answer.headers()['content-type']).toBe('application/pdf')
    expect(said).toContain(/客户：(\S+)/.exec(customer)?.[1] ?? 'nobody')
    expect(said).toContain(Number(total).toLocaleString('en', { minimumFractionDigits: 2 }))
    for (const words of more) expect(said).toContain(words)
    expect(said).toMatch(/人民币[零壹贰叁肆伍陆柒捌玖拾佰仟万元角分整]+/)
  })

  it('says that there is no preview when there is none, and prints nothing', async () => {
    await page.route('**/print/**', (route) => route.fulfill({ status: 503, contentType: 'application/problem+json', body: '{}' }))
    const asked = await api<{ data: { id: string }[] }>(page, `/records/order?size=1&${chosen({ status: 'approved' })}`)
    await lead.go(`/admin/resources/order/records/${asked.data[0]?.id}/show`)

    await page.getByTestId('actions').getByRole('button', { name: '打印' }).click()

    await page.getByText('无法显示预览').waitFor()
    expect(await page.getByRole('dialog').getByRole('button', { name: '打印' }).isDisabled()).toBe(true)
    await page.unroute('**/print/**')
  })

  it('▣1 fits a phone', async () => {
    await page.setViewportSize({ width: 390, height: 844 })
    await preview()
    const sheet = await page.locator('.print-desk').boundingBox()
    const shown = await page.locator('.print-desk iframe').boundingBox()
    expect(shown?.width).toBeLessThanOrEqual((sheet?.width ?? 0) + 1)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    await page.setViewportSize({ width: 1440, height: 900 })
  })
})

describe('workbooks', () => {
  async function exported(path: string): Promise<Download> {
    await lead.go(path)
    await page.getByTestId('row').first().waitFor()
    await page.getByRole('button', { name: '导出' }).click()
    await page.getByRole('button', { name: '导出 Excel' }).click()
    const link = page.getByTestId('download')
    await link.waitFor({ timeout: 60_000 })
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
    return download
  }

  async function sheetIn(download: Download): Promise<exceljs.Worksheet> {
    const book = new exceljs.Workbook()
    const bytes = await readFile(await download.path())
    await book.xlsx.load(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer)
    const [sheet] = book.worksheets
    if (sheet === undefined) throw new Error('an empty workbook')
    return sheet
  }

  function headsOf(sheet: exceljs.Worksheet): readonly string[] {
    const rows = Array.from({ length: sheet.rowCount }, (_, at) => (sheet.getRow(at + 1).values as readonly unknown[]).slice(1).map(String))
    return rows.find(([first]) => first === '订单号') ?? []
  }

  it('X1 X2 holds the filter, the order and the columns of the list, under its name and the minute', async () => {
    const where = chosen({ status: ['approved'] })
    const asked = `/records/order?${where}&sort=number&fields=number&size=200`
    const expected = (await api<{ data: { number: string }[] }>(page, asked)).data.map(({ number }) => number)

    const download = await exported(`/admin/resources/order?${where}&sort=number`)

    const heads = (await page.locator('thead th').allInnerTexts()).map((text) => text.trim()).filter((text) => text !== '')
    const sheet = await sheetIn(download)
    const numbers = sheet.getColumn(1).values.filter((value) => /^SO\d/.test(String(value)))
    expect(download.suggestedFilename()).toMatch(/^销售订单_\d{8}_\d{4}\.xlsx$/)
    expect(headsOf(sheet).map((head) => head.replace(/（元）$/, ''))).toEqual(heads)
    expect(numbers).toEqual(expected)
  })

  it('X4 leaves text that looks like a formula a text', async () => {
    const name = '=HYPERLINK("http://example.invalid","点这里")'
    await send(page, '/records/customer', { code: 'X4', name })

    const sheet = await sheetIn(await exported(`/admin/resources/customer?${chosen({ code: 'X4' })}`))

    const cells: exceljs.Cell[] = []
    sheet.eachRow((row) => row.eachCell((cell) => void cells.push(cell)))
    const [named] = cells.filter(({ text }) => text.includes('HYPERLINK'))
    expect(named).toMatchObject({ type: exceljs.ValueType.String, value: name })
  })
})

describe('what a buyer may not read', () => {
  it('is no customer number of nineteen digits on a card, no sales report, and no chart of zeros', async () => {
    const buyer = await visits.visit({ login: 'purchasing1', phone: true })
    await buyer.go('/admin/resources/order')
    await buyer.page.getByTestId('row').first().waitFor()
    expect((await buyer.page.getByTestId('cards').innerText()).match(/\d{15,}/)).toBeNull()
    await buyer.page.route('**/runs/*/file', async (route) => {
      const response = await route.fetch()
      const found = await response.json()
      await route.fulfill({
        response,
        json: { ...found, columns: found.columns.filter(({ name }: { name: string }) => name !== 'onHand') },
      })
    })
    await buyer.go('/admin/pages/reports')
    await buyer.page.getByRole('button', { name: '查询' }).click()
    await buyer.page.getByTestId('report-rows').waitFor({ timeout: 60_000 })
    const heads = await buyer.page.locator('.report-rows th').allInnerTexts()
    expect(heads).toEqual(['产品编码', '产品', '规格型号', '单位', '仓库', '已预留', '可用量'])
    expect(await buyer.page.locator('.chart').count()).toBe(0)
    expect((await api<{ reports: { name: string }[] }>(buyer.page, '/model')).reports.map(({ name }) => name)).toEqual(['stockOnHand'])
    await buyer.page.context().close()
  })
})

describe('the screens they left', () => {
  it('ran nothing inline and spoke to no other host', () => {
    expect(lead.mishaps).toEqual([])
  })
})

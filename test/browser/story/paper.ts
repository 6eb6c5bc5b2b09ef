/** What leaves the screens: goods with their delivery note, and the manager's workbook. */
import { expect } from '@jest/globals'
import { Decimal } from '../../../src/kernel/decimal.js'
import { downloadedRows, openFromList, take } from './acts.js'
import type { Chapter } from './chapters.js'
import type { Desk } from './desk.js'
import { type Order, onlyOne } from './facts.js'

interface Sold {
  readonly chapter: Chapter
  readonly order: Order
}

interface Shipment {
  readonly id: string
  readonly number: string
}

export async function shipIt(keeper: Desk, { chapter, order }: Sold): Promise<void> {
  const { page } = keeper
  await keeper.go('/admin/resources/shipment')
  await page.getByTestId('row').first().waitFor()
  await keeper.check('shipments')
  const shipment = await onlyOne<Shipment>(keeper, 'shipment', { order: order.id })
  await openFromList(keeper, 'shipment', shipment.number)
  await keeper.check('shipment')
  await printIt(keeper, chapter, shipment)
  await take(keeper, 'ship', 'ship')
  await keeper.look('shipped')
}

/** 出货单: the pages as the printer will have them, and a PDF of the same in a tab of its own. */
async function printIt(keeper: Desk, { customer, product }: Chapter, { number }: Shipment): Promise<void> {
  const { page } = keeper
  await page
    .getByTestId('actions')
    .getByRole('button', { name: /打印|Print/ })
    .click()
  const paper = page.frameLocator('.print-desk iframe').locator('.page').first()
  for (const text of [customer.name, product.name, number]) await paper.getByText(text).first().waitFor()
  await keeper.look('print')
  const opened = page.context().waitForEvent('page')
  await page.getByRole('dialog').getByRole('link', { name: 'PDF' }).click()
  const tab = await opened
  await tab.waitForURL(/deliveryNote\.pdf/)
  const pdf = await page.request.get(tab.url())
  expect(pdf.headers()['content-type']).toBe('application/pdf')
  expect((await pdf.body()).subarray(0, 5).toString()).toBe('%PDF-')
  await tab.close()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
}

/** @param soldBefore  of the same period, without this order */
export async function reportOn(manager: Desk, { chapter, order, soldBefore }: Sold & { readonly soldBefore: string }): Promise<void> {
  const { page } = manager
  await manager.go('/admin/pages/reports?report=salesByCustomer')
  await page.getByTestId('report').locator('button[type=submit]').click()
  await page.getByTestId('report-rows').waitFor()
  await manager.check('report')
  await page.getByTestId('report').getByRole('button', { name: 'Excel' }).click()
  const rows = await downloadedRows(page)
  expect(rows.flat()).toContain(chapter.customer.name)
  const total = new Decimal(soldBefore).plus(order.total)
  expect(
    rows
      .at(-1)
      ?.filter((text) => /^-?[\d.]+$/.test(text))
      .map((text) => new Decimal(text).toFixed(2)),
  ).toContain(total.toFixed(2))
}

/** The outside system got the order, signed by us, and the order's own page says so. */
import { expect } from '@jest/globals'
import { signatureHeader, verifySignature } from '../../../src/outbound/signature.js'
import type { Outside } from '../../sync/outside.js'
import type { Desk } from './desk.js'
import type { Order } from './facts.js'

interface Expected {
  readonly outside: Outside
  readonly secret: string
  readonly order: Order
  /** How the page says that it was sent. */
  readonly sent: string
}

const patienceMs = 30_000

export async function outsideHas(lead: Desk, { outside, secret, order, sent }: Expected): Promise<void> {
  const call = await callAbout(outside, order)
  const header = String(call.headers[signatureHeader.toLowerCase()])
  expect(verifySignature(secret, { header, body: call.body, now: call.at })).toBe(true)
  expect(verifySignature(`${secret}!`, { header, body: call.body, now: call.at })).toBe(false)
  expect(JSON.parse(call.body)).toMatchObject({ orderNumber: order.number, totalAmount: order.total })
  await pageSays(lead, order, sent)
  await lead.look('order-sent')
}

async function callAbout({ calls }: Outside, { number }: Order): Promise<Outside['calls'][number]> {
  const giveUpAt = Date.now() + patienceMs
  for (;;) {
    const call = calls.find(({ body }) => body.includes(number))
    if (call !== undefined) return call
    if (Date.now() > giveUpAt) throw new Error(`the outside system never heard of ${number}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

async function pageSays({ page, go }: Desk, { id }: Order, sent: string): Promise<void> {
  const giveUpAt = Date.now() + patienceMs
  for (;;) {
    await go(`/admin/resources/order/records/${id}/show`)
    await page.getByTestId('record').waitFor()
    const shown = await page.locator('[data-field=syncState] dd').textContent()
    if (shown?.trim() === sent) return
    if (Date.now() > giveUpAt) throw new Error(`the page says “${shown}”, not “${sent}”`)
    await page.waitForTimeout(300)
  }
}

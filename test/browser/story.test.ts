/** One order from its entry to the manager's report, told four times: in Chinese and English, at a desk and on a phone. */
import { setTimeout } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { addDays } from '../../src/kernel/clock.js'
import { Decimal } from '../../src/kernel/decimal.js'
import type { App } from '../support/app.js'
import { startCompany } from '../support/app-process.js'
import { type Outside, openOutside } from '../sync/outside.js'
import { openFromList, settled, take } from './story/acts.js'
import { booksAgree } from './story/books-agree.js'
import { type Chapter, chapters } from './story/chapters.js'
import { type Desk, type Office, openOffice } from './story/desk.js'
import { enterOrder } from './story/enter-order.js'
import { balanceOf, orderAt, soldTotal, today, unreadAt } from './story/facts.js'
import { outsideHas } from './story/outside-has.js'
import { reportOn, shipIt } from './story/paper.js'
import { fieldIsThere, publishField } from './story/publish-field.js'

/** For a whole telling: a minute on a machine of its own, many on one that does other things besides. */
const longestMs = 540_000

const secret = 'a secret between this company and the outside system'

/** What the designer added so far. */
const published: Chapter[] = []

let app: App
let office: Office
let outside: Outside

beforeAll(async () => {
  outside = await openOutside()
  app = await startCompany({ SYNC_URL: outside.url, SYNC_SECRET: secret, SYNC_ALLOW_PRIVATE: outside.host })
  office = await openOffice(app)
})
afterAll(async () => {
  await office?.close()
  await app?.stop()
  await outside?.close()
})
afterEach(() => office.closeDesks())

describe.each(chapters)('told in $locale at $width px', (chapter: Chapter) => {
  const say = (zh: string, en: string): string => (chapter.locale === 'en' ? en : zh)

  it('sells, approves, ships, warns, reports and grows a field', () => orPictures(() => tell(chapter, say)), longestMs + 60_000)
})

/** On failure, and when it takes too long, what everybody saw is kept. */
async function orPictures(work: () => Promise<void>): Promise<void> {
  const tooLong = new AbortController()
  try {
    await Promise.race([
      work(),
      setTimeout(longestMs, undefined, { signal: tooLong.signal }).then(() => Promise.reject(new Error('too long'))),
    ])
  } catch (error) {
    const folder = await office.photograph()
    const said = error instanceof Error ? error.message : String(error)
    throw new Error([said, `Pictures: ${folder}`, office.trail(), app.log().slice(-2000)].join('\n'), { cause: error })
  } finally {
    tooLong.abort()
  }
}

async function tell(chapter: Chapter, say: (zh: string, en: string) => string): Promise<void> {
  const desks: Desk[] = []
  const sit = async (login: string): Promise<Desk> => {
    const desk = await office.desk(login, chapter)
    desks.push(desk)
    return desk
  }
  const [rep, purchaser] = [await sit('sales1'), await sit('purchasing1')]
  const before = await balanceOf(purchaser, chapter)
  const unread = await unreadAt(purchaser)

  await rep.go('/admin/resources/order')
  await settled(rep.page)
  await rep.check('orders')
  await rep.page.getByTestId('new').click()
  await rep.page.getByTestId('form').waitFor()
  const id = await enterOrder(rep, { chapter, quantity: before.quantity, dueOn: addDays(today, 14) })
  await take(rep, 'submit')
  const entered = await orderAt(rep, id)
  expect(entered).toMatchObject({ status: 'submitted', syncState: 'none' })
  await rep.page
    .getByTestId('steps')
    .locator('[aria-current=step]')
    .filter({ hasText: say('待审核', 'Submitted') })
    .waitFor()
  await rep.look('order-submitted')

  const lead = await sit('saleslead')
  const designer = await sit('designer')
  const manager = await sit('manager1')
  const soldBefore = await soldTotal(manager)
  await openFromList(lead, 'order', entered.number)
  await lead.look('order-to-approve')
  const version = publishField(designer, chapter, published)
  await take(lead, 'approve', 'approve')
  expect(await version).toBe(published.push(chapter))
  await lead.check('order-approved')
  const reserved = await balanceOf(purchaser, chapter)
  expect(new Decimal(reserved.reserved).minus(before.reserved).toString()).toBe(before.quantity)

  await rep.page.getByTestId('model-changed').waitFor()
  await rep.check('told-to-refresh')

  const keeper = await sit('warehouse1')
  await shipIt(keeper, { chapter, order: entered })
  const after = await balanceOf(purchaser, chapter)
  expect(new Decimal(before.onHand).minus(after.onHand).toString()).toBe(before.quantity)
  await keeper.go(`/admin/resources/stockBalance?where=${encodeURIComponent(JSON.stringify({ product: before.productId }))}`)
  await settled(keeper.page)
  await keeper.page
    .getByTestId('row')
    .filter({ hasText: new Decimal(after.onHand).toString() })
    .first()
    .waitFor()
  await keeper.check('stock')

  await purchaser.page.waitForFunction((seen) => Number(document.querySelector('[data-testid=unread]')?.textContent ?? 0) > seen, unread)
  await purchaser.page.locator('.bell').click()
  const notice = purchaser.page.getByTestId('notifications').getByRole('button').filter({ hasText: chapter.product.name }).first()
  await notice.filter({ hasText: say('低于下限', 'below the minimum') }).waitFor()
  await purchaser.check('bell')
  await notice.click()
  await purchaser.page.getByTestId('record').waitFor()
  expect(purchaser.page.url()).toContain('/stockBalance/')
  await purchaser.check('low-stock')

  await reportOn(manager, { chapter, order: entered, soldBefore })
  await outsideHas(lead, { outside, secret, order: entered, sent: say('已同步', 'Sent') })
  await booksAgree(await sit('admin'))
  await fieldIsThere(rep, { chapter, label: say(chapter.field.zh, chapter.field.en), dueOn: addDays(today, 21) })

  expect(desks.flatMap(({ login, mishaps }) => mishaps.map((mishap) => `${login}: ${mishap}`))).toEqual([])
}

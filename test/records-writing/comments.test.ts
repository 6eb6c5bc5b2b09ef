import { afterAll, beforeAll, expect, it } from '@jest/globals'
import type { Context, HistoryKind, RecordView } from '../../src/records/door.js'
import { anOrder, aShop, type TestPlatform, testPlatform } from '../support/platform.js'

let platform: TestPlatform
let ada: Context
let bo: Context
let keeper: Context
let order: RecordView
beforeAll(async () => {
  platform = await testPlatform()
  ada = await platform.as('salesRep', 'ada')
  bo = await platform.as('salesRep', 'bo')
  keeper = await platform.as('warehouse', 'ken')
  const shop = await aShop(platform, { onHand: '5', owner: String(ada.actor.id) })
  order = await anOrder(platform, shop, { quantity: '1', context: ada })
})
afterAll(() => platform.drop())

const say = (context: Context, text: string) => platform.records.comment(context, 'order', order.id, text)
const historyOf = async (context: Context, of?: readonly HistoryKind[]) =>
  (await platform.records.history(context, 'order', order.id, of === undefined ? {} : { of })).data

it('is kept as it was said, with who said it, and moves no version', async () => {
  const said = await say(ada, '  客户催货，请优先安排\n谢谢  ')

  expect(said).toMatchObject({ kind: 'comment', note: '客户催货，请优先安排\n谢谢', actor: { id: ada.actor.id, label: ada.actor.name } })
  expect((await historyOf(platform.admin))[0]).toEqual(said)
  expect(await platform.records.get(platform.admin, 'order', order.id)).toMatchObject({ version: order.version })
})

it('is refused empty, too long, from who only looks, and where one may not read', async () => {
  const before = await historyOf(platform.admin)
  const looking = { ...ada, actor: { ...ada.actor, readOnly: true } }

  await expect(say(ada, ' \n ')).rejects.toMatchObject({ errors: [{ at: 'text', code: 'required' }] })
  await expect(say(ada, '长'.repeat(2_001))).rejects.toMatchObject({ errors: [{ at: 'text', code: 'too-long' }] })
  await expect(say(looking, 'hm')).rejects.toMatchObject({ code: 'read-only' })
  for (const stranger of [bo, keeper]) await expect(say(stranger, 'hm')).rejects.toMatchObject({ code: 'not-found' })

  expect(await historyOf(platform.admin)).toEqual(before)
  expect((await say(ada, '长'.repeat(2_000))).note).toHaveLength(2_000)
})

it('is picked out of the history, as steps, changes and jobs are', async () => {
  await platform.records.update(ada, 'order', order.id, { note: '加急' }, Number(order.version))
  await platform.records.transition(ada, 'order', order.id, 'submit', {}, null)
  const byKind = async (kind: HistoryKind) => (await historyOf(platform.admin, [kind])).map(({ kind: found, action }) => [found, action])

  expect(new Set((await byKind('comment')).map(String))).toEqual(new Set(['comment,comment']))
  expect(await byKind('step')).toEqual([['step', 'submit']])
  expect(await byKind('change')).toEqual([
    ['change', 'update'],
    ['change', 'create'],
  ])
  expect(await byKind('job')).toEqual([])
  expect(await historyOf(platform.admin, [])).toEqual([])
  const all = await historyOf(platform.admin)
  expect(await historyOf(platform.admin, ['step', 'comment', 'job', 'change'])).toEqual(all)
})

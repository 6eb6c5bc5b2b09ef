import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { anOrder, aShop, type TestPlatform, testPlatform } from '../support/platform.js'

let platform: TestPlatform
beforeAll(async () => {
  platform = await testPlatform()
})
afterAll(() => platform.drop())

const department = (name: string, parent: string | null = null) => platform.records.create(platform.admin, 'department', { name, parent })
const move = (id: string, parent: string) =>
  platform.records.update(platform.admin, 'department', id, { parent }, 1).catch((error: unknown) => error)

it('lets no department lie in itself, or in one below it', async () => {
  const top = await department('总部')
  const middle = await department('销售部', top.id)
  const low = await department('一组', middle.id)

  const refusals = [await move(top.id, top.id), await move(top.id, low.id)]

  for (const refusal of refusals) expect(refusal).toMatchObject({ errors: [{ at: 'parent', code: 'in-itself' }] })
  expect(await move(low.id, top.id)).toMatchObject({ parent: { id: top.id } })
})

it('keeps the company to one row', async () => {
  await platform.records.create(platform.admin, 'company', { name: '本公司' })

  const second = platform.records.create(platform.admin, 'company', { name: '第二家公司' })

  await expect(second).rejects.toMatchObject({ errors: [{ at: 'only', code: 'not-unique' }] })
})

it('makes no new version of a record of which nothing is changed', async () => {
  const shop = await aShop(platform, { onHand: '0' })
  const order = await anOrder(platform, shop, { quantity: '1' })

  const same = await platform.records.update(platform.admin, 'order', order.id, {}, Number(order.version))

  expect(same.version).toBe(order.version)
  expect((await platform.records.history(platform.admin, 'order', order.id, {})).data.map(({ action }) => action)).toEqual(['create'])
})

it('offers every role that people can hold, those published later too', async () => {
  const options = () => platform.models.current().resources.roleAssignment?.fields.role?.options.map(({ value }) => value)
  const designer = await platform.as('designer')
  const label = { zh: '客服', en: 'Support' }
  const { id, problems } = await platform.design.create(designer, { set: [], add: [{ kind: 'role', name: 'x_support', label }], map: {} })
  expect(options()).not.toContain('platform')

  await platform.design.publish(designer, id, 'test')

  expect(problems).toEqual([])
  expect(options()).toEqual(expect.arrayContaining(['salesRep', 'admin', 'x_support']))
  const user = await platform.records.create(platform.admin, 'user', { login: 'cai', name: '蔡' })
  expect(await platform.records.create(platform.admin, 'roleAssignment', { user: user.id, role: 'x_support' })).toMatchObject({
    role: 'x_support',
  })
})

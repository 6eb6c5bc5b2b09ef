import { afterEach, expect, it } from '@jest/globals'
import { startRedis } from '../../scripts/servers.mjs'
import { testWorld } from '../support/database.js'
import { givenToken, openSite, type Site, setupContext } from '../support/processes.js'

const endings: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end()
})

const orders = 100
/** Promised is 300 ms; a machine that does other things at the same time is given more, one that is to be measured is not. */
const p95Ms = Number(process.env.DANJU_P95_MS ?? 10_000)

function prepare(site: Site) {
  return site.during(async (platform) => {
    const admin = setupContext(platform)
    const create = async (resource: string, input: object) => (await platform.records.create(admin, resource, { ...input })).id
    const unit = await create('unit', { name: '件' })
    const warehouse = await create('warehouse', { code: 'W1', name: '主仓' })
    const product = await create('product', { code: 'P1', name: '阀', unit, salePrice: '10' })
    const { id: owner, token } = await givenToken(platform, 'ada', ['salesRep'])
    const customer = await create('customer', { code: 'C1', name: '客户', owner })
    return { token, order: { customer, warehouse, dueOn: '2099-01-01', lines: [{ product, quantity: '1' }] } }
  })
}

it('enters orders while Redis is gone, or where there is none, as quickly as ever', async () => {
  const redis = testWorld() === 'servers' ? await startRedis() : undefined
  endings.push(async () => redis?.stop())
  const site = await openSite(redis?.url)
  endings.push(() => site.drop())
  const { token, order } = await prepare(site)
  const { url } = await site.start()
  await redis?.kill('SIGKILL')

  const took: number[] = []
  const statuses = new Set<number>()
  const enter = async (): Promise<void> => {
    const begun = performance.now()
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    const answer = await fetch(`${url}/api/v1/records/order`, { method: 'POST', headers, body: JSON.stringify(order) })
    await answer.text()
    took.push(performance.now() - begun)
    statuses.add(answer.status)
  }
  for (let at = 0; at < orders; at += 2) await Promise.all([enter(), enter()])

  const p95 = [...took].sort((a, b) => a - b)[Math.floor(orders * 0.95)] ?? 0
  expect([...statuses]).toEqual([201])
  expect(p95).toBeLessThan(p95Ms)
})

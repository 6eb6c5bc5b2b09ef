/** Many orders for few goods, approved at once over HTTP: who gets what, and what the books say afterwards. */

import type { Platform } from '../../src/platform.js'
import { brokenInvariants } from '../../src/records/invariants.js'
import { bulkLoad } from '../../src/seed/bulk-load.js'
import { givenToken, type RunningProcess, type Site, setupContext } from './processes.js'

export interface Rush {
  readonly orders: readonly string[]
  readonly tokens: readonly string[]
  readonly product: string
}

/** More customers than approvals under way, so that the credit check is not what keeps them apart. */
const customers = 60
const leads = 4

/** @param free  units on hand of the one product; each order wants one */
export async function prepareRush(site: Site, of: { readonly orders: number; readonly free: number }): Promise<Rush> {
  return site.during(async (platform) => {
    const { records } = platform
    const admin = setupContext(platform)
    const unit = await records.create(admin, 'unit', { name: '件' })
    const warehouse = await records.create(admin, 'warehouse', { code: 'W1', name: '主仓' })
    const product = await records.create(admin, 'product', { code: 'P1', name: '最后一百件', unit: unit.id, salePrice: '10', cost: '6' })
    const lines = [{ product: product.id, quantity: String(of.free), unitCost: '6' }]
    const { id } = await records.create(admin, 'stockAdjustment', { kind: 'receive', warehouse: warehouse.id, reason: 'other', lines })
    await records.transition(admin, 'stockAdjustment', id, 'confirm', {}, null)
    const buyers: string[] = []
    for (let at = 0; at < customers; at++) buyers.push((await records.create(admin, 'customer', { code: `C${at}`, name: `客户${at}` })).id)
    await loadOrders(platform, { count: of.orders, buyers, warehouse: warehouse.id, product: product.id })
    const tokens: string[] = []
    for (let at = 0; at < leads; at++) tokens.push((await givenToken(platform, `lead${at}`, ['salesLead'])).token)
    return { orders: await idsOf(platform, 'order'), tokens, product: product.id }
  })
}

interface Wanted {
  readonly count: number
  readonly buyers: readonly string[]
  readonly warehouse: string
  readonly product: string
}

/** As if each had been entered and submitted; the test is about what comes next. */
async function loadOrders({ database, models, clock }: Platform, { count, buyers, warehouse, product }: Wanted): Promise<void> {
  const at = new Date(clock.now()).toISOString()
  const [placedOn, dueOn] = [at.slice(0, 10), new Date(clock.now() + 9 * 86_400_000).toISOString().slice(0, 10)]
  const line = { product, quantity: '1', unitPrice: '10', taxRate: '0.13', unitCost: '6', reserved: '0', shipped: '0', planned: '0' }
  const orderAt = (index: number) => ({
    resource: 'order',
    at,
    values: { customer: buyers[index % buyers.length] ?? null, warehouse, placedOn, dueOn, syncState: 'none', status: 'submitted' },
    lines: { lines: [{ resource: 'orderLine', at, values: line }] },
  })
  const rows = () => Array.from({ length: count }, (_, index) => orderAt(index))
  await bulkLoad({ database, model: models.current(), zone: clock.zone, report: () => undefined }, [{ name: 'orders', rows }])
}

async function idsOf({ database, models }: Platform, resource: string): Promise<readonly string[]> {
  const table = models.current().resources[resource]?.table ?? ''
  const rows = await database.query<{ id: string }>(`SELECT id FROM ${database.dialect.quote(table)} ORDER BY id`)
  return rows.map((row) => row.id)
}

/** How often each answer was given: `200`, `409 shortage`, … */
export type Tally = Readonly<Record<string, number>>

/** Half of the orders are back-ordered when goods are short, half refused. Several at a time, over all the processes in turn. */
export async function approveAll(processes: readonly Pick<RunningProcess, 'url'>[], rush: Rush, atOnce = 24): Promise<Tally> {
  const tally: Record<string, number> = {}
  let next = 0
  const approveSome = async (): Promise<void> => {
    for (let index = next++; index < rush.orders.length; index = next++) {
      const answer = await approve(processes[index % processes.length]?.url ?? '', rush, index)
      tally[answer] = (tally[answer] ?? 0) + 1
    }
  }
  await Promise.all(Array.from({ length: atOnce }, approveSome))
  return tally
}

export const wayOf = (index: number): 'refuse' | 'backorder' => (index % 4 < 2 ? 'refuse' : 'backorder')

async function approve(url: string, rush: Rush, index: number): Promise<string> {
  const token = rush.tokens[index % rush.tokens.length]
  const answer = await fetch(`${url}/api/v1/records/order/${rush.orders[index]}/approve`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ shortage: wayOf(index) }),
  })
  const body = (await answer.json()) as { readonly code?: string }
  return answer.status === 200 ? '200' : `${answer.status} ${body.code}`
}

export interface Books {
  readonly reserved: number
  readonly heldInRows: number
  readonly linesHolding: number
  readonly byStatus: Readonly<Record<string, number>>
  readonly broken: readonly string[]
}

export async function booksOf(site: Site): Promise<Books> {
  return site.during(async ({ database, clock, models }) => {
    const model = models.current()
    const tableOf = (resource: string) => database.dialect.quote(model.resources[resource]?.table ?? '')
    const sum = async (sql: string) => Number((await database.query<{ n: string | null }>(sql))[0]?.n ?? 0)
    const states = await database.query<{ status: string; n: string }>(
      `SELECT status, COUNT(*) AS n FROM ${tableOf('order')} GROUP BY status`,
    )
    return {
      reserved: await sum(`SELECT SUM(reserved) AS n FROM ${tableOf('stockBalance')}`),
      heldInRows: await sum(`SELECT SUM(quantity) AS n FROM ${tableOf('stockReservation')}`),
      linesHolding: await sum(`SELECT COUNT(*) AS n FROM ${tableOf('orderLine')} WHERE reserved > 0`),
      byStatus: Object.fromEntries(states.map(({ status, n }) => [status, Number(n)])),
      broken: (await brokenInvariants({ sql: database, clock }, model)).map(({ invariant }) => invariant),
    }
  })
}
